"""Who is outdoors when, purely. Minutes are of the community's day, a slot ends before ``end``; weekday 1 is Monday.

Only buildings appear here: who came down, and whether anybody did, is nobody's business.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

TEN = 10


@dataclass(frozen=True)
class Slot:
    """Some buildings, on some weekdays, from ``start`` to ``end``, at ``place`` ("" : anywhere inside)."""

    buildings: tuple[str, ...]
    days: tuple[int, ...]
    start: int
    end: int
    place: str = ""


@dataclass(frozen=True)
class Clash:
    """Two slots whose buildings meet at one place (``meet``), or give one building two turns at once (``twice``)."""

    code: str
    first: Slot
    second: Slot
    day: int


@dataclass(frozen=True)
class Turn:
    """One slot on one day."""

    day: date
    start: int
    end: int
    place: str


def clashes(slots: Sequence[Slot]) -> list[Clash]:
    """Each pair once, with the first weekday on which it happens. Slots that follow one another do not clash."""
    return [found for first, second in combinations(slots, 2) if (found := _clash(first, second))]


def _clash(first: Slot, second: Slot) -> Clash | None:
    days = sorted(set(first.days) & set(second.days))
    if not days or first.start >= second.end or second.start >= first.end:
        return None
    if set(first.buildings) & set(second.buildings):
        return Clash("twice", first, second, days[0])
    # where nothing is said, anywhere inside is meant: that is where the others are, too
    return Clash("meet", first, second, days[0]) if not (first.place and second.place) or same(first, second) else None


def same(first: Slot, second: Slot) -> bool:
    return first.place.strip().lower() == second.place.strip().lower()


def left_out(slots: Iterable[Slot], buildings: Iterable[str]) -> list[str]:
    """Buildings that never have a turn, in the order given."""
    with_turn = {building for slot in slots if slot.days for building in slot.buildings}
    return [building for building in buildings if building not in with_turn]


def proposal(people: Mapping[str, int], *, opens: int = 480, closes: int = 1080, shortest: int = 60) -> list[Slot]:
    """An even plan: every building once a day, the day shared out so that each slot has about as many people.

    ``people`` by building. Slots are as long as the day allows, and never shorter than ``shortest`` minutes.
    """
    if not people:
        return []
    number = max(1, min(len(people), (closes - opens) // shortest))
    length = (closes - opens) // number // TEN * TEN
    groups: list[list[str]] = [[] for _ in range(number)]
    for building in sorted(people, key=lambda one: (-people[one], one)):
        least = min(range(number), key=lambda index: (sum(people[one] for one in groups[index]), len(groups[index])))
        groups[least].append(building)
    starts = (opens + index * length for index in range(number))
    every_day = tuple(range(1, 8))
    return [
        Slot(tuple(sorted(group, key=natural)), every_day, start, start + length)
        for group, start in zip(groups, starts, strict=True)
        if group
    ]


def natural(number: str) -> tuple[int, str]:
    """2 before 10."""
    return len(number), number


def turns(slots: Iterable[Slot], building: str, first: date, last: date) -> list[Turn]:
    """The turns of ``building`` from ``first`` to ``last`` (both included), in their order."""
    mine = [slot for slot in slots if building in slot.buildings]
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    on = [(day, slot) for day in days for slot in mine if day.isoweekday() in slot.days]
    found = [Turn(day, slot.start, slot.end, slot.place) for day, slot in on]
    return sorted(found, key=lambda turn: (turn.day, turn.start))
