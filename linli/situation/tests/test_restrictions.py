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


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_is_told_in_words(language):
    old = phase("default", "restricted")
    orders = {**old.orders, "longest_days": {"home_observation": 7}, "alarm_over": 10}
    with override(language):
        told = [change(one) for one in compare(old, replace(old, orders=orders, activity="batches")).changes]
    assert len(told) == 3 and all(one.before and one.after and one.before != one.after for one in told)
    assert not any("_" in one.before + one.after for one in told)
