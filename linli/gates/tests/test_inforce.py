"""The server judges as the phone does, also after a policy's end."""

import pytest

from linli.gates.inforce import InForce, judge
from linli.gates.tests.conftest import POLICY

pytestmark = pytest.mark.pure


def test_after_its_end_a_policy_lets_everybody_pass_and_says_so():
    gate = {**POLICY, "settings": {**POLICY.get("settings", {}), "lapses_at": 1_586_300_000}}
    rules = InForce("test/one@1", lapses_at=1_586_300_000, gate=gate)
    facts = {"now": 1_586_300_000, "direction": "exit", "person": "resident"}
    assert judge(rules, facts)["code"] == "gate.policy_lapsed"
    assert judge(rules, {**facts, "now": 1_586_299_999})["code"] != "gate.policy_lapsed"
