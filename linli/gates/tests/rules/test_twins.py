"""Server and gate decide alike: 5,000 seeded policies and facts through both."""

import json
import shutil
import subprocess
from collections import Counter

import pytest

from linli.gates.rules import decide
from linli.gates.tests.rules.generate import Dice
from linli.gates.tests.rules.vectors import ROOT

pytestmark = pytest.mark.pure
SEED, TIMES = 20200408, 5_000
TWIN = """
import { readFileSync } from "node:fs";
import { decide } from "./rules.mjs";
const lines = readFileSync(process.argv[2], "utf8").trim().split("\\n");
for (const line of lines) {
  const [policy, facts] = JSON.parse(line);
  console.log(JSON.stringify(decide(policy, facts)));
}
"""


def test_5000_random_decisions_are_the_same_in_python_and_typescript(tmp_path):
    dice = Dice(SEED)
    cases = [(dice.policy(), dice.facts()) for _ in range(TIMES)]
    (tmp_path / "cases").write_text("\n".join(json.dumps(case) for case in cases))
    (tmp_path / "twin.mjs").write_text(TWIN)
    esbuild = ROOT / "gate/node_modules/.bin/esbuild"
    node = shutil.which("node")
    assert esbuild.exists() and node, "run bin/setup --tests first: it installs the gate client's packages"
    bundle = [str(esbuild), "gate/src/rules.ts", "--bundle", "--format=esm", f"--outfile={tmp_path}/rules.mjs"]
    subprocess.run([*bundle, "--log-level=warning"], cwd=ROOT, check=True)
    run = subprocess.run([node, "twin.mjs", "cases"], cwd=tmp_path, check=True, capture_output=True)
    theirs = [json.loads(line) for line in run.stdout.splitlines()]
    ours = [decide(policy, facts) for policy, facts in cases]
    assert len(theirs) == TIMES
    for (policy, facts), python, typescript in zip(cases, ours, theirs, strict=True):
        assert python == typescript, (policy, facts)
    outcomes = Counter(verdict["outcome"] for verdict in ours)
    codes = {verdict["code"] for verdict in ours}
    assert min(outcomes[name] for name in ("allow", "refuse", "refer", "ask", "hand_over")) > 50, outcomes
    assert len(codes) > 25, "the comparison must reach nearly every code"
