"""The shared vectors and policy packs, as lists of cases."""

import json
from calendar import timegm
from pathlib import Path
from time import strptime
from typing import Any

ROOT = Path(__file__).resolve().parents[4]
OFFSET = 28_800  # the packs' examples are told by Wuhan's clock


def vectors() -> list[dict[str, Any]]:
    """Every case of ``protocol/gate/vectors/``: name, policy, facts, expect."""
    return [
        {**case, "name": f"{file.stem}: {case['name']}"}
        for file in sorted((ROOT / "protocol/gate/vectors").glob("*.json"))
        for case in json.loads(file.read_text())
    ]


def examples() -> list[dict[str, Any]]:
    """Every dated example of every phase, in the same shape; ``expect`` has outcome, code, maybe until."""
    found = []
    for file in sorted((ROOT / "policies").glob("*/*.json")):
        phase = json.loads(file.read_text())
        lapses = timegm(strptime(phase["lapses"], "%Y-%m-%d")) - OFFSET
        gate = {**phase["gate"], "settings": {**phase["gate"]["settings"], "lapses_at": lapses}}
        for example in phase["examples"]:
            now = timegm(strptime(example["at"], "%Y-%m-%dT%H:%M")) - OFFSET
            expect = {name: example["expect"][name] for name in ("outcome", "code")}
            if "minutes" in example["expect"]:
                minutes = example["expect"]["minutes"]
                expect["until"] = now + minutes * 60 if minutes else 0
            found.append(
                {
                    "name": f"{phase['phase']}: {example['about']}",
                    "policy": gate,
                    "facts": {"now": now, "offset": OFFSET, **example["facts"]},
                    "expect": expect,
                }
            )
    return found


def differs(verdict: dict[str, Any], expect: dict[str, Any]) -> bool:
    """True if the verdict is not what is expected, in the parts that the case names."""
    return any(verdict[name] != value for name, value in expect.items())
