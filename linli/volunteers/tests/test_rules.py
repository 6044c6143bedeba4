"""Who may take a shift, and whose turn it is: a table of cases, and what holds for any of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.volunteers.rules import Need, Person, Span, Terms, choices, eligible, in_turn, obstacles, unasked, weekly

pytestmark = pytest.mark.pure
WUHAN = "Asia/Shanghai"
TERMS = Terms()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """That day of April 2020 in Wuhan."""
    return datetime(2020, 4, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def span(day: int, start: int, hours: int) -> Span:
    return Span(at(day, start), at(day, start) + timedelta(hours=hours))


TANG = Person("tang", frozenset({"driving"}), frozenset({"wuhan"}))
WEDNESDAY_AFTERNOON = Need(span(8, 14, 3))

CASES = [
    ("nothing stands against it", TANG, WEDNESDAY_AFTERNOON, []),
    ("the post ends within it", replace(TANG, until=at(8, 16)), WEDNESDAY_AFTERNOON, ["role_over"]),
    ("the post ends with it", replace(TANG, until=at(8, 17)), WEDNESDAY_AFTERNOON, []),
    ("a break up to that day", replace(TANG, paused_until=date(2020, 4, 8)), WEDNESDAY_AFTERNOON, ["away"]),
    ("a break up to the day before", replace(TANG, paused_until=date(2020, 4, 7)), WEDNESDAY_AFTERNOON, []),
    ("off", replace(TANG, away=True), WEDNESDAY_AFTERNOON, ["away"]),
    ("a skill they have", TANG, replace(WEDNESDAY_AFTERNOON, skill="driving"), []),
    ("a skill they lack", TANG, replace(WEDNESDAY_AFTERNOON, skill="medical"), ["skill"]),
    ("a language they lack", TANG, replace(WEDNESDAY_AFTERNOON, language="en"), ["language"]),
    ("in the hours they offer", replace(TANG, times=frozenset({"3a"})), WEDNESDAY_AFTERNOON, []),
    ("on another day", replace(TANG, times=frozenset({"4a"})), WEDNESDAY_AFTERNOON, ["times"]),
    ("another turn within it", replace(TANG, turns=(span(8, 15, 1),)), WEDNESDAY_AFTERNOON, ["overlap"]),
    ("another turn right before it", replace(TANG, turns=(span(8, 11, 3),)), WEDNESDAY_AFTERNOON, []),
    ("eight hours before it", replace(TANG, turns=(span(8, 6, 6),)), WEDNESDAY_AFTERNOON, ["day_full"]),
    ("five hours before it", replace(TANG, turns=(span(8, 7, 5),)), WEDNESDAY_AFTERNOON, []),
    ("their own limit for a day", replace(TANG, day_minutes=120), WEDNESDAY_AFTERNOON, ["day_full"]),
    ("a late evening before it", replace(TANG, turns=(span(7, 20, 3),)), Need(span(8, 6, 2)), ["rest"]),
    ("a late evening, and eight hours of rest", replace(TANG, turns=(span(7, 20, 3),)), Need(span(8, 7, 2)), []),
    ("early the morning after", replace(TANG, turns=(span(9, 0, 2),)), Need(span(8, 16, 1)), ["rest"]),
    (
        "forty hours in the seven days before",
        replace(TANG, turns=tuple(span(day, 8, 8) for day in range(3, 8))),
        Need(span(8, 8, 1)),
        ["week_full"],
    ),
    (
        "forty hours, of them eight on the eighth day before",
        replace(TANG, turns=tuple(span(day, 8, 8) for day in (1, 3, 4, 5, 6))),
        Need(span(8, 8, 1)),
        [],
    ),
    (
        "forty hours in the days around it",
        replace(TANG, turns=tuple(span(day, 8, 8) for day in (6, 7, 9, 10, 11))),
        Need(span(8, 8, 1)),
        ["week_full"],
    ),
    ("their own limit for a week", replace(TANG, week_minutes=120), WEDNESDAY_AFTERNOON, ["week_full"]),
]


@pytest.mark.parametrize(("person", "need", "against"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_what_stands_against_a_shift(person: Person, need: Need, against: list[str]) -> None:
    assert obstacles(person, need, TERMS, WUHAN) == against


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (at(8, 6), "3m"),
        (at(8, 11, 59), "3m"),
        (at(8, 12), "3a"),
        (at(8, 18), "3e"),
        (at(8, 22), "3n"),
        (at(9, 2), "3n"),
        (at(9, 5, 59), "3n"),
        (at(9, 6), "4m"),
        (at(13, 1), "7n"),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began(moment: datetime, code: str) -> None:
    assert weekly(Span(moment, moment + timedelta(hours=1)), WUHAN) == code


NOW = at(8, 9)
ASKED = [
    ("never asked, never served", Person("a"), True),
    ("asked a week ago", Person("a", asked_at=NOW - timedelta(days=7)), True),
    ("asked yesterday", Person("a", asked_at=NOW - timedelta(days=1)), False),
    ("asked six days and 23 hours ago", Person("a", asked_at=NOW - timedelta(days=7) + timedelta(hours=1)), False),
    ("served three days ago", Person("a", turns=(span(5, 8, 2),)), False),
    ("has a turn ahead", Person("a", turns=(span(12, 8, 2),)), False),
    ("served nine days ago", Person("a", turns=(Span(NOW - timedelta(days=9), NOW - timedelta(days=8)),)), True),
]


@pytest.mark.parametrize(("person", "so"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED])
def test_nobody_willing_is_left_a_week_without_being_asked(person: Person, so: bool) -> None:
    assert unasked(person, NOW, TERMS) is so


def test_first_come_the_forgotten_then_who_did_least_then_who_was_asked_longest_ago() -> None:
    yesterday, before = NOW - timedelta(days=1), NOW - timedelta(days=2)
    busy = Person("busy", turns=(span(6, 8, 8),), asked_at=before)
    little = Person("little", turns=(span(6, 8, 2),), asked_at=yesterday)
    earlier = Person("earlier", turns=(span(6, 8, 2),), asked_at=before)
    forgotten = Person("forgotten", turns=(span(1, 8, 2),) * 1, asked_at=NOW - timedelta(days=8))
    forgotten = replace(forgotten, turns=())
    found = in_turn([busy, little, earlier, forgotten], NOW, TERMS)
    assert [one.key for one in found] == ["forgotten", "earlier", "little", "busy"]


def test_the_lot_differs_from_shift_to_shift() -> None:
    people = [Person(str(number)) for number in range(12)]
    firsts = {in_turn(people, NOW, TERMS, seed=str(shift))[0].key for shift in range(40)}
    assert len(firsts) > 4


shifts = st.lists(
    st.tuples(st.integers(1, 21), st.integers(0, 23), st.integers(1, 8)).map(lambda one: span(*one)), max_size=40
)


@given(shifts, st.integers(1, 6))
def test_a_rotation_never_wears_anybody_out(spans: list[Span], number: int) -> None:
    people = {str(one): Person(str(one)) for one in range(number)}
    for one in spans:
        free = eligible(choices(people.values(), Need(one), NOW, TERMS, WUHAN))
        if free:
            chosen = free[0]
            people[chosen.key] = replace(chosen, turns=(*chosen.turns, one))
    for person in people.values():
        for one in person.turns:
            others = tuple(other for other in person.turns if other is not one)
            alone = replace(person, turns=others)
            assert obstacles(alone, Need(one), TERMS, WUHAN) == []


@given(st.integers(1, 7), st.integers(1, 40))
def test_equal_shifts_are_shared_out_evenly(number: int, count: int) -> None:
    """The same shift day by day, people without limits: nobody has two more than anybody else within the fortnight."""
    people = {str(one): Person(str(one)) for one in range(number)}
    for turn in range(count):
        one = Span(NOW + timedelta(days=turn), NOW + timedelta(days=turn, hours=2))
        chosen = eligible(choices(people.values(), Need(one), one.start, TERMS, WUHAN, str(turn)))[0]
        people[chosen.key] = replace(chosen, turns=(*chosen.turns, one), asked_at=one.start)
        since = one.start - timedelta(days=TERMS.recent_days)
        lately = [sum(turn.end > since for turn in person.turns) for person in people.values()]
        assert max(lately) - min(lately) <= 1


@given(st.integers(1, 20), st.integers(1, 4))
def test_in_a_week_with_enough_shifts_everybody_willing_is_asked(number: int, a_day: int) -> None:
    people = {str(one): Person(str(one)) for one in range(number)}
    start = NOW
    for day in range(-(-number // a_day)):
        for _ in range(a_day):
            one = Span(start + timedelta(days=day), start + timedelta(days=day, hours=2))
            free = eligible(choices(people.values(), Need(one), one.start, TERMS, WUHAN))
            if free:
                people[free[0].key] = replace(free[0], asked_at=one.start, turns=(*free[0].turns, one))
    assert all(one.asked_at for one in people.values())
