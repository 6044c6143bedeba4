"""What no policy can do, whatever it says."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.gates.rules import decide
from linli.gates.rules_checks import OUTSIDERS
from linli.gates.tests.rules.generate import Dice
from linli.gates.tests.rules.vectors import ROOT

pytestmark = pytest.mark.pure
dice = st.integers(0, 2**40).map(Dice)
names = sorted(json.loads((ROOT / "protocol/gate/facts.schema.json").read_text())["properties"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
nonsense = st.dictionaries(st.sampled_from(names), anything, max_size=12)


@given(dice, nonsense)
@settings(max_examples=300, deadline=None)
def test_no_policy_can_forbid_an_emergency(dice, odd):
    for facts in (dice.facts(), odd):
        verdict = decide(dice.policy(), {**facts, "emergency": True})
        assert (verdict["outcome"], verdict["code"]) == ("allow", "gate.emergency")


@given(dice)
@settings(max_examples=400, deadline=None)
def test_no_rule_alone_refuses_entry_to_somebody_who_may_live_here(dice):
    facts = {**dice.facts(), "direction": "entry"}
    if facts.get("person") not in OUTSIDERS:
        assert decide(dice.policy(), facts)["outcome"] != "refuse"


@given(dice, nonsense)
@settings(max_examples=400, deadline=None)
def test_every_input_has_a_verdict(dice, facts):
    verdict = decide(dice.policy(), facts)
    assert verdict["outcome"] in ("allow", "refuse", "refer", "ask", "hand_over")
    assert verdict["code"] and isinstance(verdict["until"], int)
    assert bool(verdict["step"]) == (verdict["outcome"] != "allow")


@given(dice)
@settings(max_examples=300, deadline=None)
def test_after_its_end_a_policy_restricts_nobody(dice):
    policy, facts = dice.policy(), dice.facts()
    facts["now"] = 1_586_307_600
    policy["settings"]["lapses_at"] = facts["now"]
    assert decide(policy, facts)["outcome"] == "allow"


@given(dice)
@settings(max_examples=300, deadline=None)
def test_a_standing_permit_never_turns_a_yes_into_a_no(dice):
    policy, facts = dice.policy(), dice.facts()
    before = decide(policy, facts)
    now = facts.get("now")
    if before["outcome"] != "allow" or type(now) is not int:
        return
    lists = ("permit_kinds", "permit_froms", "permit_untils", "permit_minutes")
    given_ = dict(zip(lists, ("work", now, now, 0), strict=True))
    if all(isinstance(facts.get(name), list) for name in lists) and len({len(facts[name]) for name in lists}) == 1:
        more = {name: [*facts[name], value] for name, value in given_.items()}
        assert decide(policy, {**facts, **more})["outcome"] == "allow"


@given(dice)
@settings(max_examples=300, deadline=None)
def test_showing_a_good_pass_never_turns_a_yes_into_a_no(dice):
    policy, facts = dice.policy(), dice.facts()
    if facts.get("pass_state") != "good" and decide(policy, facts)["outcome"] == "allow":
        assert decide(policy, {**facts, "pass_state": "good", "pass_kind": "courier"})["outcome"] == "allow"
