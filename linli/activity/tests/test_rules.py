"""Who is outdoors when: meeting by the minute, nobody forgotten, evenly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.activity.rules import Slot, clashes, left_out, proposal, turns

pytestmark = pytest.mark.pure
DAILY = tuple(range(1, 8))


@pytest.mark.parametrize(("start", "code"), [(540, None), (539, "meet"), (480, "meet")])
def test_one_after_the_other_is_no_clash_and_a_minute_sooner_is(start, code):
    found = clashes([Slot(("1",), DAILY, 480, 540, "花园"), Slot(("2",), DAILY, start, 600, "花园 ")])
    assert [one.code for one in found] == ([code] if code else [])


def test_elsewhere_or_on_another_day_they_do_not_meet():
    first = Slot(("1",), (1, 2), 480, 540, "garden")
    assert not clashes([first, Slot(("2",), (1, 2), 480, 540, "pond")])
    assert not clashes([first, Slot(("2",), (3,), 480, 540, "garden")])
    assert clashes([first, Slot(("2",), (2, 3), 480, 540)])[0].day == 2, "anywhere is also there"


def test_two_turns_at_once_are_one_too_many_wherever():
    found = clashes([Slot(("1", "2"), (1,), 480, 540, "a"), Slot(("2",), (1,), 500, 560, "b")])
    assert [one.code for one in found] == ["twice"]


def test_whoever_is_left_out_is_named():
    assert left_out([Slot(("1",), (1,), 0, 60), Slot(("3",), (), 0, 60)], ["1", "2", "3"]) == ["2", "3"]


@given(people=st.dictionaries(st.from_regex(r"\A[1-9][0-9]?\Z"), st.integers(0, 900), max_size=40))
def test_an_even_plan_forgets_nobody_and_nobody_meets(people):
    made = proposal(people)
    assert sorted(number for slot in made for number in slot.buildings) == sorted(people)
    assert clashes(made) == [] and left_out(made, people) == []
    assert all(480 <= slot.start < slot.end <= 1080 and slot.end - slot.start >= 60 for slot in made)
    loads = [sum(people[number] for number in slot.buildings) for slot in made]
    if loads:  # greedy, largest first: no slot is fuller than the emptiest by more than one building
        assert max(loads) - min(loads) <= max(people.values())


def test_the_turns_of_a_building_in_their_order():
    slots = [Slot(("1",), (3,), 840, 900), Slot(("1", "2"), (3, 4), 480, 540), Slot(("2",), (5,), 0, 60)]
    found = turns(slots, "1", date(2020, 4, 8), date(2020, 4, 10))  # a Wednesday
    assert [(one.day.day, one.start) for one in found] == [(8, 480), (8, 840), (9, 480)]
    assert turns(slots, "1", date(2020, 4, 10), date(2020, 4, 8)) == []
