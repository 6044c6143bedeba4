"""What is next for people who return, by when, and for whom: the boundaries, without any database."""

import pytest

from linli.arrivals.rules import (
    DAY,
    HOUR,
    Group,
    Person,
    Terms,
    Thread,
    awake,
    is_child,
    is_quiet,
    look_again,
    next_step,
    same_people,
)

pytestmark = pytest.mark.pure
EAST = 8 * HOUR  # Wuhan
MORNING = 1_586_307_600  # 8 April 2020, 09:00 there
TERMS = Terms(observe_days=14)


def clock(hour: int, minute: int = 0) -> int:
    """That time of 8 April."""
    return MORNING + (hour - 9) * HOUR + minute * 60


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(21, 59, False), (22, 0, True), (23, 59, True), (0, 0, True), (6, 59, True), (7, 0, False)],
)
def test_the_first_quiet_hour_counts_and_the_last_does_not(hour: int, minute: int, quiet: bool) -> None:
    assert is_quiet(clock(hour, minute), EAST, (22, 7)) is quiet


def test_quiet_hours_may_lie_within_a_day_or_be_none() -> None:
    assert is_quiet(clock(13), EAST, (12, 14))
    assert not is_quiet(clock(14), EAST, (12, 14))
    assert not is_quiet(clock(3), EAST, (0, 0))


@pytest.mark.parametrize(("at", "then"), [(clock(12), clock(12)), (clock(6), clock(7)), (clock(22), clock(31))])
def test_what_falls_into_the_night_waits_for_the_morning(at: int, then: int) -> None:
    assert awake(at, EAST, (22, 7)) == then


def test_without_a_night_nothing_waits() -> None:
    assert awake(clock(23), EAST, (0, 0)) == clock(23)


def thread(status: str, **known: object) -> Thread:
    return Thread(status, MORNING, offset=EAST, **known)  # type: ignore[arg-type]


def test_an_arrival_in_the_past_is_due_at_once_and_not_before_it_was_known() -> None:
    due = next_step(thread("announced", expected=MORNING - DAY), TERMS, MORNING)
    assert due is not None and due.due == MORNING


@pytest.mark.parametrize(("attempts", "who"), [(0, "worker"), (2, "worker"), (3, "lead"), (9, "lead")])
def test_after_so_many_calls_it_is_the_leads(attempts: int, who: str) -> None:
    due = next_step(thread("announced", attempts=attempts, tried=MORNING), TERMS, MORNING)
    assert due is not None and due.who == who


def test_three_hours_after_the_agreed_time_somebody_asks_where_they_are() -> None:
    waiting = thread("planned", meet_at=clock(12))
    before, after = (next_step(waiting, TERMS, clock(15) + second) for second in (-1, 0))
    assert before is not None and after is not None
    assert (before.step, after.step, after.urgent) == ("meet", "where", True)
    assert look_again(waiting, TERMS, clock(12)) == clock(15)
    assert look_again(waiting, TERMS, clock(15)) is None


def test_the_last_second_of_the_observation_still_counts() -> None:
    asked = thread("observed", until=clock(24) - 1)
    assert next_step(asked, TERMS, clock(24) - 1) is None
    over = next_step(asked, TERMS, clock(24))
    assert over is not None and over.step == "release"
    assert look_again(asked, TERMS, MORNING) == clock(24)


def test_while_one_of_a_family_is_bound_they_are_not_released() -> None:
    assert next_step(thread("observed", observed="bound", until=clock(20)), TERMS, clock(12)) is None


@pytest.mark.parametrize("calls", [1, 2, 4])
def test_calls_are_spread_over_the_day(calls: int) -> None:
    due = next_step(thread("observed", rung=True, until=clock(24) + DAY), Terms(14, calls_per_day=calls), MORNING)
    assert due is not None and due.due == awake(MORNING + DAY // calls, EAST, (22, 7))


def test_rules_that_want_no_calls_have_none() -> None:
    assert next_step(thread("observed", rung=True, until=clock(40)), Terms(14, calls_per_day=0), MORNING) is None


@pytest.mark.parametrize("status", ["released", "not_coming", "handed_on", "joined", "ended"])
def test_a_closed_thread_asks_for_nothing(status: str) -> None:
    assert next_step(thread(status), TERMS, MORNING) is None
    assert look_again(thread(status), TERMS, MORNING) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Group("a", [Person("李红")]), Group("a", [Person("王梅")]), True),
        (Group("", [Person("李红")]), Group("", [Person("王梅")]), False),
        (Group("", [Person("李红", None, "1")]), Group("b", [Person("老李", None, "1")]), True),
        (Group("a", [Person("李红", 1960)]), Group("b", [Person("李红", 1961)]), False),
        (Group("a", [Person("李红", 1960)]), Group("b", [Person("李红")]), True),
        (Group("", [Person("")]), Group("", [Person("")]), False),
    ],
)
def test_who_may_be_the_same_people(one: Group, other: Group, same: bool) -> None:
    assert same_people(one, other) is same
    assert same_people(other, one) is same


def test_a_year_that_nobody_knows_makes_no_child() -> None:
    assert not is_child(None, 2020)
