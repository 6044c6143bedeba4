"""Freeing or restricting: the classification is proved by probing the gate's own rules."""

import copy

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from linli.gates.rules import decide
from linli.situation import packs
from linli.situation.rules import FREE, FREEING, MIXED, PEOPLE, RESTRICTING, SAME, Terms, compare, minutes_of

pytestmark = pytest.mark.pure
NOW = 1_586_300_000
FEW = ["medical", "work", "trip"]
words = st.lists(st.sampled_from(FEW), max_size=2, unique=True)
slots = st.lists(st.tuples(st.integers(0, 1440), st.integers(0, 1440)).map(list), min_size=1, max_size=2)
batch = st.fixed_dictionaries(
    {
        "buildings": st.lists(st.sampled_from("35"), max_size=2),
        "days": st.lists(st.integers(1, 7), max_size=3),
        "slots": slots,
    }
)
SETTINGS = {
    "pass_valid": {"roster": st.booleans()},
    "resident_here": {},
    "reason_open": {"kinds": words, "purposes": words},
    "health_code": {
        "accept": st.lists(st.sampled_from(["green", "yellow"]), min_size=1, unique=True),
        "certificate": st.booleans(),
    },
    "temperature": {"below": st.integers(365, 375), "least": st.integers(340, 366), "most": st.integers(368, 430)},
    "mask_seen": {},
    "identity_compared": {},
    "household_exits": {"per_day": st.integers(0, 2)},
    "household_out": {"at_once": st.integers(0, 2)},
    "time_slot": {"slots": slots},
    "building_batch": {"batches": st.lists(batch, min_size=1, max_size=2)},
    "no_order": {"kinds": words},
}


@st.composite
def steps(draw, name=None):
    name = name or draw(st.sampled_from(sorted(SETTINGS)))
    spared = {"except": draw(words), "except_permits": draw(words)}
    return {"check": name, **{key: draw(one) for key, one in SETTINGS[name].items()}, **spared}


section = st.fixed_dictionaries({"entry": st.lists(steps(), max_size=3), "exit": st.lists(steps(), max_size=3)})
NO_OUTINGS = {
    "let_through": [],
    "approved_by_itself": [],
    "per_household_per_day": 0,
    "longest_minutes": 0,
    "notice_minutes": 0,
    "slots": [[0, 1440]],
}


@st.composite
def terms(draw):
    gate = draw(section) | {"settings": {"exit_minutes": draw(st.sampled_from([0, 60, 120]))}}
    if draw(st.booleans()):
        gate["others"] = {"visitor": draw(section)}
    return Terms(gate, NO_OUTINGS, {"kinds": []}, draw(st.sampled_from([0, NOW - 5, NOW + 5])))


@st.composite
def tweaked(draw, old):
    """``old`` with one thing changed, so that comparable pairs are met often."""
    gate = copy.deepcopy(dict(old.gate))
    part = gate["exit"] if draw(st.booleans()) else gate["entry"]
    kind = draw(st.sampled_from(["drop", "add", "turn", "redraw", "clock", "end", "others"]))
    if kind == "drop" and part:
        part.pop(draw(st.integers(0, len(part) - 1)))
    elif kind == "add":
        part.append(draw(steps()))
    elif kind == "turn":
        part.reverse()
    elif kind == "redraw" and part:
        at = draw(st.integers(0, len(part) - 1))
        fresh = draw(steps(name=part[at]["check"]))
        name = draw(st.sampled_from(sorted(set(fresh) - {"check"})))
        part[at][name] = fresh[name]
    elif kind == "clock":
        gate["settings"] = {"exit_minutes": draw(st.sampled_from([0, 60, 120]))}
    elif kind == "others":
        gate.pop("others", None)
    end = draw(st.sampled_from([NOW - 5, NOW + 5])) if kind == "end" else old.lapses_at
    return Terms(gate, old.outings, old.orders, end)


facts = st.fixed_dictionaries(
    {"now": st.integers(NOW - 7, NOW + 86_400 * 7), "offset": st.just(28_800)},
    optional={
        "direction": st.sampled_from(["exit", "entry"]),
        "person": st.sampled_from(["resident", "visitor", "carer", "unknown"]),
        "pass_state": st.sampled_from(["good", "good", "expired"]),
        "resident_here": st.booleans(),
        "building": st.sampled_from("357"),
        "household_exits_today": st.integers(0, 2),
        "household_out": st.integers(0, 2),
        "permit_kinds": words,
        "permit_froms": st.just([NOW - 99] * 2),
        "permit_untils": st.just([NOW + 10**6] * 2),
        "permit_minutes": st.lists(st.sampled_from([0, 30]), max_size=2),
        "health_colour": st.sampled_from(["green", "yellow", "red"]),
        "health_certificate": st.sampled_from(["good", "expired"]),
        "temperature": st.integers(335, 378),
        "mask": st.booleans(),
        "identity": st.booleans(),
        "order_kinds": words,
        "order_untils": st.just([NOW + 10**6] * 2),
        "purpose": st.sampled_from(FEW),
    },
)
pairs = terms().flatmap(lambda old: st.tuples(st.just(old), st.one_of(tweaked(old), tweaked(old), terms())))


def judge(given_terms, one):
    gate = {
        **given_terms.gate,
        "settings": {**given_terms.gate["settings"], "lapses_at": given_terms.lapses_at},
    }
    return decide(gate, one)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(pair=pairs, probes=st.lists(facts, min_size=8, max_size=8))
def test_a_freeing_change_never_takes_away_what_was_allowed(pair, probes):
    old, new = pair
    assume(compare(old, new).direction in (FREEING, SAME))
    for one in probes:
        before, after = judge(old, one), judge(new, one)
        if before["outcome"] == "allow":
            assert after["outcome"] == "allow", one
            if not any(one.get("permit_minutes", [])):  # a permit's own clock is not the phase's to free
                assert after["until"] == 0 or 0 < before["until"] <= after["until"], one


@settings(max_examples=80, deadline=None)
@given(pair=pairs)
def test_there_and_back_are_opposites(pair):
    old, new = pair
    turned = {FREEING: RESTRICTING, RESTRICTING: FREEING}
    there = compare(old, new).direction
    assert compare(new, old).direction == turned.get(there, there)
    assert compare(old, old).direction == SAME


@settings(max_examples=40, deadline=None)
@given(some=terms())
def test_any_rule_at_all_restricts_whoever_was_free(some):
    asked = any(some.gate[way] for way in ("entry", "exit")) or some.gate["settings"]["exit_minutes"]
    asked = asked or any(any(part.values()) for part in some.gate.get("others", {}).values())
    assert compare(None, some).direction == (RESTRICTING if asked else SAME)


def phase(pack, name, lapses_at=NOW):
    body = packs.load(packs.phase_file(pack, name))
    return Terms(body["gate"], body["outings"], body["orders"], lapses_at, arrivals=body["arrivals"])


@pytest.mark.parametrize("name", ["closed", "limited-outings", "epidemic-free", "one-per-household", "normalised"])
def test_every_phase_of_wuhan_restricts_and_its_end_frees(name):
    assert compare(None, phase("wuhan-2020", name)).direction == RESTRICTING
    assert compare(phase("wuhan-2020", name), phase("wuhan-2020", "lapsed")).direction == FREEING


def test_opening_to_opening_is_the_same_whatever_the_dates():
    assert compare(phase("default", "open", 1), phase("default", "open", 2)).direction == SAME
    assert compare(None, phase("default", "open")).direction == SAME
    assert compare(FREE, None).changes == ()


def test_from_one_phase_to_the_next_there_is_more_and_less():
    assert compare(phase("wuhan-2020", "closed"), phase("wuhan-2020", "limited-outings")).direction == MIXED


@pytest.mark.parametrize(("seconds", "way"), [(1, RESTRICTING), (0, SAME), (-1, FREEING)])
def test_a_later_end_restricts_and_an_earlier_one_frees(seconds, way):
    found = compare(phase("wuhan-2020", "closed"), phase("wuhan-2020", "closed", NOW + seconds))
    assert found.direction == way
    assert [(one.where, one.what) for one in found.changes] == ([("end", "lapses_at")] if seconds else [])


def change_of(change):
    old = phase("default", "restricted")
    new = copy.deepcopy(old)
    change(new)
    found = compare(old, new)
    assert len(found.changes) == 1
    return found.direction, found.changes[0].where, found.changes[0].what


@pytest.mark.parametrize(
    ("name", "value", "way"),
    [
        ("per_household_per_day", 2, FREEING),
        ("per_household_per_day", 0, FREEING),
        ("longest_minutes", 119, RESTRICTING),
        ("notice_minutes", 1, RESTRICTING),
        ("slots", [[360, 1321]], FREEING),
        ("slots", [[361, 1320]], RESTRICTING),
        ("slots", [[350, 1310]], MIXED),
        ("let_through", ["medical"], RESTRICTING),
        ("approved_by_itself", ["rubbish"], FREEING),
    ],
)
def test_each_rule_for_outings_has_its_direction(name, value, way):
    found = change_of(lambda new: new.outings.update({name: value}))
    assert found == (way, "outings", name)


def test_a_new_kind_of_order_restricts():
    assert change_of(lambda new: new.orders["kinds"].append("closed_off"))[0] == RESTRICTING


def test_the_same_change_for_several_kinds_of_people_is_told_once():
    old = phase("default", "open")
    new = copy.deepcopy(old)
    new.gate["exit"].append({"check": "mask_seen"})
    [change] = compare(old, new).changes
    assert change.who == PEOPLE


def test_slots_cross_midnight_and_an_empty_one_is_empty():
    assert minutes_of([[1439, 1]]) == {1439, 0}
    assert minutes_of([[5, 5]]) == set()
    assert len(minutes_of([[0, 1440]])) == 1440
