"""Who may take a shift, and whose turn it is, purely: neither Django nor the clock. Moments are aware."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Terms:
    """What a community asks for. Minutes and days; ``recent_days``: over so many days work is shared out fairly."""

    rest_minutes: int = 480
    day_minutes: int = 480
    week_minutes: int = 2400
    unasked_days: int = 7
    recent_days: int = 14
    role_days: int = 60
    warn_days: int = 7
    answer_hours: int = 12
    early_minutes: int = 30
    urgent_hours: int = 24
    ahead_days: int = 7
    least_age: int = 18
    load: int = 3


@dataclass(frozen=True)
class Span:
    """From ``start`` (included) to ``end``."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        return int(self.end.timestamp() - self.start.timestamp()) // 60  # also where clocks are put forward

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Person:
    """A volunteer as the rules see one. Empty ``times``: at any time; ``day_minutes`` 0: as the terms say.

    ``turns``: what they have taken or served; ``asked_at``: when somebody last asked them for anything.
    """

    key: str
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    day_minutes: int = 0
    week_minutes: int = 0
    until: datetime | None = None
    paused_until: date | None = None
    away: bool = False
    turns: tuple[Span, ...] = ()
    asked_at: datetime | None = None


@dataclass(frozen=True)
class Need:
    """What a shift asks for."""

    span: Span
    skill: str = ""
    language: str = ""


@dataclass(frozen=True)
class Choice:
    """A person with what stands against it; nothing: eligible."""

    person: Person
    against: tuple[str, ...] = field(default=())


def part_of(moment: datetime) -> str:
    """m from 6, a from 12, e from 18, n from 22 until 6."""
    hour = moment.hour
    return "m" if 6 <= hour < 12 else "a" if 12 <= hour < 18 else "e" if 18 <= hour < 22 else "n"


def weekly(span: Span, zone: str) -> str:
    """``6a``: the weekday (1 is Monday) and the part of the day in which ``span`` begins. A night belongs to the day
    on which it began: two in the morning of Sunday is Saturday's night.
    """
    begins = span.start.astimezone(ZoneInfo(zone))
    day = begins - DAY if begins.hour < 6 else begins
    return f"{day.isoweekday()}{part_of(begins)}"


def obstacles(person: Person, need: Need, terms: Terms, zone: str) -> list[str]:
    """Why ``person`` may not take it, in the order in which one would say it; empty: they may."""
    span, found = need.span, []
    if person.until is not None and span.end > person.until:
        found.append("role_over")
    if person.away or (person.paused_until and day_of(span.start, zone) <= person.paused_until):
        found.append("away")
    if need.skill and need.skill not in person.skills:
        found.append("skill")
    if need.language and need.language not in person.languages:
        found.append("language")
    if person.times and weekly(span, zone) not in person.times:
        found.append("times")
    return found + _load(person, span, terms, zone)


def _load(person: Person, span: Span, terms: Terms, zone: str) -> list[str]:
    if any(span.meets(one) for one in person.turns):
        return ["overlap"]
    found, day = [], day_of(span.start, zone)
    if any(_too_soon(one, span, terms, zone) for one in person.turns):
        found.append("rest")
    if _minutes(person.turns, day, day, zone) + span.minutes > (person.day_minutes or terms.day_minutes):
        found.append("day_full")
    limit = person.week_minutes or terms.week_minutes
    # any seven days that hold this one, not only those of the calendar
    weeks = (day - timedelta(days=back) for back in range(7))
    if any(_minutes(person.turns, first, first + timedelta(days=6), zone) + span.minutes > limit for first in weeks):
        found.append("week_full")
    return found


def _too_soon(one: Span, other: Span, terms: Terms, zone: str) -> bool:
    """Between turns of two days lies the rest; turns of one day may follow one another."""
    if day_of(one.start, zone) == day_of(other.start, zone):
        return False
    first, second = sorted((one, other), key=lambda span: span.start)
    return second.start.timestamp() - first.end.timestamp() < terms.rest_minutes * 60


def _minutes(turns: Iterable[Span], first: date, last: date, zone: str) -> int:
    return sum(one.minutes for one in turns if first <= day_of(one.start, zone) <= last)


def day_of(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def unasked(person: Person, at: datetime, terms: Terms) -> bool:
    """Nobody asked for a week, nothing served, nothing ahead: too many hands and too few tasks."""
    since = at - timedelta(days=terms.unasked_days)
    if any(one.end > since for one in person.turns):
        return False
    return person.asked_at is None or person.asked_at <= since


def in_turn(people: Iterable[Person], at: datetime, terms: Terms, seed: str = "") -> list[Person]:
    """Whose turn it is: who was not asked for a week, then who did least lately, then who was asked longest ago.

    The rest is drawn by lot with ``seed`` (the shift), so that no name is always first.
    """
    since = at - timedelta(days=terms.recent_days)

    def place(one: Person) -> tuple[bool, int, float, str]:
        lately = sum(turn.minutes for turn in one.turns if turn.end > since)
        asked = one.asked_at.timestamp() if one.asked_at else 0.0
        return not unasked(one, at, terms), lately, asked, sha256(f"{seed}{one.key}".encode()).hexdigest()

    return sorted(people, key=place)


def choices(
    people: Iterable[Person], need: Need, at: datetime, terms: Terms, zone: str, seed: str = ""
) -> list[Choice]:
    """Everybody in turn, those who may take it first; the others with what stands against it."""
    found = [Choice(one, tuple(obstacles(one, need, terms, zone))) for one in in_turn(people, at, terms, seed)]
    return sorted(found, key=lambda one: bool(one.against))


def eligible(found: Sequence[Choice]) -> list[Person]:
    return [one.person for one in found if not one.against]
