"""The server judges as the phone does, also after a policy's end."""

import pytest

from linli.gates.facts import SEEN
from linli.gates.inforce import LOOKED_AT, InForce, as_written, judge
from linli.gates.rules_checks import CHECKS
from linli.gates.tests.conftest import POLICY

pytestmark = pytest.mark.pure


def test_after_its_end_a_policy_lets_everybody_pass_and_says_so():
    gate = {**POLICY, "settings": {**POLICY.get("settings", {}), "lapses_at": 1_586_300_000}}
    rules = InForce("test/one@1", lapses_at=1_586_300_000, gate=gate)
    facts = {"now": 1_586_300_000, "direction": "exit", "person": "resident"}
    assert judge(rules, facts)["code"] == "gate.policy_lapsed"
    assert judge(rules, {**facts, "now": 1_586_299_999})["code"] != "gate.policy_lapsed"


def test_on_paper_the_guards_initials_stand_for_all_that_a_guard_sees():
    assert set(LOOKED_AT.values()) == set(SEEN) - {"purpose", "health_certificate"}
    assert set(LOOKED_AT) <= set(CHECKS)
    steps = [{"check": "mask_seen"}, {"check": "host_agreed"}, {"check": "resident_here"}]
    rules = InForce("test/one@1", gate={"entry": steps, "exit": steps, "others": {"visitor": {"entry": steps[:2]}}})
    written = {"now": 1, "direction": "entry", "person": "visitor"}
    assert judge(rules, written)["code"] == "gate.ask_mask"
    assert judge(as_written(rules, written), written)["outcome"] == "allow"
    bare = {**written, "mask": False}
    assert judge(as_written(rules, bare), bare)["code"] == "gate.no_mask"
    stranger = {**written, "person": "unknown", "resident_here": False}
    assert judge(as_written(rules, stranger), stranger)["outcome"] == "refer"
