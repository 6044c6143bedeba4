"""Days in a row: across cancelled days, across midnight, in the zone of the community, not in UTC."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.volunteers.rules import Span
from linli.volunteers.rules_days import by_day, longest, reached_days, rows, running, served_days

pytestmark = pytest.mark.pure
WUHAN = "Asia/Shanghai"
FIRST, LAST, SNOW = date(2020, 2, 12), date(2020, 4, 9), date(2020, 2, 15)


def span(day: date, hour: int = 9, hours: float = 3, zone: str = WUHAN) -> Span:
    start = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return Span(start, start + timedelta(hours=hours))


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def test_the_article_57_days_from_12_february_to_9_april() -> None:
    """58 days of the calendar, one of them cancelled by the office for snow: 57 in a row."""
    every = days(FIRST, LAST)
    assert len(every) == 58
    found = rows([span(one) for one in every if one != SNOW], [span(SNOW)], WUHAN)
    assert [(one.first, one.last, one.days, one.spared) for one in found] == [(FIRST, LAST, 57, 1)]


def test_a_day_that_they_gave_back_themselves_breaks_it() -> None:
    found = rows([span(one) for one in days(FIRST, LAST) if one != SNOW], [], WUHAN)
    assert [one.days for one in found] == [3, 54]
    row = longest(found)
    assert row is not None and row.first == date(2020, 2, 16)


def test_a_turn_that_begins_at_half_past_midnight_is_of_that_day_and_not_of_the_day_in_london() -> None:
    assert served_days([span(date(2020, 3, 1), hour=0)], WUHAN) == {date(2020, 3, 1)}
    assert served_days([span(date(2020, 3, 1), hour=0)], "UTC") == {date(2020, 2, 29)}


def test_a_night_is_one_day_and_not_two() -> None:
    night = span(date(2020, 3, 1), hour=22, hours=8)
    assert [one.days for one in rows([night], [], WUHAN)] == [1]


def test_seven_nights_are_seven_days() -> None:
    nights = [span(one, hour=22, hours=8) for one in days(date(2020, 3, 1), date(2020, 3, 7))]
    assert [(one.days, one.spared) for one in rows(nights, [], WUHAN)] == [(7, 0)]


def test_whoever_was_there_until_the_morning_and_comes_again_the_next_evening_but_one_is_still_in_a_row() -> None:
    nights = [span(date(2020, 3, day), hour=22, hours=8) for day in (1, 3, 5)]
    assert [(one.days, one.spared) for one in rows(nights, [], WUHAN)] == [(3, 2)]


def test_a_turn_that_ends_at_midnight_reaches_into_no_other_day() -> None:
    assert reached_days([span(date(2020, 3, 1), hour=21, hours=3)], WUHAN) == set()
    evenings = [span(date(2020, 3, day), hour=21, hours=3) for day in (1, 3)]
    assert [one.days for one in rows(evenings, [], WUHAN)] == [1, 1]


def test_two_turns_on_one_day_are_one_day() -> None:
    assert [one.days for one in rows([span(FIRST, 8), span(FIRST, 14)], [], WUHAN)] == [1]


def test_a_cancelled_day_alone_is_no_row() -> None:
    assert rows([], [span(FIRST)], WUHAN) == []


def test_cancelled_days_before_and_after_are_not_counted() -> None:
    found = rows([span(date(2020, 3, 2))], [span(date(2020, 3, 1)), span(date(2020, 3, 3))], WUHAN)
    assert found == [type(found[0])(date(2020, 3, 2), date(2020, 3, 2), 1, 0)]


def test_a_cancelled_turn_on_a_day_with_another_one_changes_nothing() -> None:
    three = days(date(2020, 3, 1), date(2020, 3, 3))
    found = rows([span(one) for one in three], [span(date(2020, 3, 2), 18)], WUHAN)
    assert [(one.days, one.spared) for one in found] == [(3, 0)]


@pytest.mark.parametrize(
    ("today", "runs"),
    [(date(2020, 3, 3), True), (date(2020, 3, 4), True), (date(2020, 3, 5), False)],
)
def test_the_row_runs_on_until_a_whole_day_was_missed(today: date, runs: bool) -> None:
    spans = [span(one) for one in days(date(2020, 3, 1), date(2020, 3, 3))]
    assert bool(running(rows(spans, [], WUHAN), spans, [], today, WUHAN)) is runs


def test_of_two_equal_rows_the_later_is_the_longest() -> None:
    found = rows([span(date(2020, 3, day)) for day in (1, 2, 5, 6)], [], WUHAN)
    row = longest(found)
    assert row is not None and row.first == date(2020, 3, 5)


def test_work_across_midnight_is_cut_there() -> None:
    night = span(date(2020, 3, 1), hour=22, hours=8)
    assert by_day(night, WUHAN) == [(date(2020, 3, 1), 120), (date(2020, 3, 2), 360)]


def test_the_night_on_which_clocks_are_put_forward_is_an_hour_shorter() -> None:
    """Berlin, 29 March 2020: 22:00 to 06:00 by the clock are seven hours."""
    begins = datetime(2020, 3, 28, 22, tzinfo=ZoneInfo("Europe/Berlin"))
    ends = datetime(2020, 3, 29, 6, tzinfo=ZoneInfo("Europe/Berlin"))
    night = Span(begins, ends)
    assert night.minutes == 420
    assert by_day(night, "Europe/Berlin") == [(date(2020, 3, 28), 120), (date(2020, 3, 29), 300)]


some = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 23), st.floats(0.5, 12)).map(
        lambda one: span(FIRST + timedelta(days=one[0]), one[1], one[2])
    ),
    max_size=40,
)


@given(some, some)
def test_every_day_served_is_in_exactly_one_row(spans: list[Span], cancelled: list[Span]) -> None:
    found = rows(spans, cancelled, WUHAN)
    assert sum(one.days for one in found) == len(served_days(spans, WUHAN))
    assert all(one.days + one.spared == (one.last - one.first).days + 1 for one in found)
    assert all(first.last < second.first for first, second in pairwise(found))


@given(some)
def test_no_minute_is_lost_at_midnight(spans: list[Span]) -> None:
    for one in spans:
        cut = by_day(one, WUHAN)
        assert abs(sum(minutes for _day, minutes in cut) - one.minutes) <= len(cut)
        assert [day for day, _minutes in cut] == sorted({day for day, _minutes in cut})
