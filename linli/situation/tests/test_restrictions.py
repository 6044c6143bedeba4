"""Which way a change of orders on people, and of being outdoors in the compound, goes."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from linli.situation.changes import change
from linli.situation.rules import FREEING, MIXED, RESTRICTING, SAME, compare
from linli.situation.tests.test_rules import change_of, phase

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("home", "medical", "way"), [(15, 14, RESTRICTING), (7, 14, FREEING), (7, 15, MIXED), (15, 20, RESTRICTING)]
)
def test_longer_orders_restrict(home, medical, way):
    days = {"home_observation": home, "medical_observation": medical}
    assert change_of(lambda new: new.orders.update(longest_days=days)) == (way, "orders", "longest_days")


def test_an_earlier_alarm_frees():
    assert change_of(lambda new: new.orders.update(alarm_over=10)) == (FREEING, "orders", "alarm_over")


@pytest.mark.parametrize(
    ("old", "new", "way"), [("free", "batches", RESTRICTING), ("none", "batches", FREEING), ("free", "free", SAME)]
)
def test_being_outdoors_in_the_compound_has_its_direction(old, new, way):
    one, other = (replace(phase("default", "restricted"), activity=activity) for activity in (old, new))
    assert compare(one, other).direction == way


@pytest.mark.parametrize(
    ("changes", "way", "what"),
    [
        ({"observe_days": 10}, FREEING, "observe_days"),
        ({"observe_days": 15}, RESTRICTING, "observe_days"),
        ({"order": ""}, FREEING, "order"),
        ({"order": "medical_observation"}, MIXED, "order"),
        ({"call_everyone": False}, FREEING, "call_everyone"),
    ],
)
def test_observation_of_people_who_return_has_its_direction(changes, way, what):
    assert change_of(lambda new: new.arrivals.update(changes)) == (way, "arrivals", what)


@pytest.mark.parametrize("changes", [{"quiet": [21, 8]}, {"contact_hours": 6}, {"attempts": 5}])
def test_how_an_office_calls_restricts_nobody(changes):
    old = phase("default", "restricted")
    assert compare(old, replace(old, arrivals={**old.arrivals, **changes})).direction == SAME


def test_observation_that_only_begins_to_be_asked_for_has_one_line():
    old = replace(phase("default", "restricted"), arrivals={"observe_days": 0})
    told = compare(old, replace(old, arrivals={"observe_days": 7, "order": ""})).changes
    assert [(one.what, one.way) for one in told] == [("observe_days", RESTRICTING)]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_is_told_in_words(language):
    old = phase("default", "restricted")
    orders = {**old.orders, "longest_days": {"home_observation": 7}, "alarm_over": 10}
    with override(language):
        other = {**old.arrivals, "observe_days": 7, "order": "", "call_everyone": False}
        new = replace(old, orders=orders, activity="batches", arrivals=other)
        told = [change(one) for one in compare(old, new).changes]
    assert len(told) == 6 and all(one.before and one.after and one.before != one.after for one in told)
    assert not any("_" in one.before + one.after for one in told)
