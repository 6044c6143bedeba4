"""Duty rosters, purely: which turns collide, who rests too little, and a fair rotation. Times are epoch seconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

HOUR = 3600


@dataclass(frozen=True)
class Turn:
    """One person at one post, from ``starts`` to ``ends``."""

    person: str
    post: str
    starts: int
    ends: int


@dataclass(frozen=True)
class Concern:
    """What a planner should look at: ``overlap``, ``short_rest`` or ``long``; ``seconds`` is how much."""

    code: str
    person: str
    first: Turn
    second: Turn
    seconds: int


def concerns(turns: Iterable[Turn], *, rest: int = 8 * HOUR, longest: int = 12 * HOUR) -> list[Concern]:
    """Everything to warn about, by time. Turns that follow each other without a gap are one stretch of work.

    ``rest``: seconds that should lie between two stretches; exactly so many are enough.
    """
    people: dict[str, list[Turn]] = {}
    for turn in sorted(turns, key=lambda turn: (turn.starts, turn.ends)):
        people.setdefault(turn.person, []).append(turn)
    found = [concern for own in people.values() for concern in _of_person(own, rest, longest)]
    return sorted(found, key=lambda concern: concern.second.starts)


def _of_person(turns: Sequence[Turn], rest: int, longest: int) -> list[Concern]:
    found = []
    first, end = turns[0], turns[0].ends  # the stretch that runs: where it began, where it ends
    told = False
    for previous, turn in pairwise(turns):
        gap = turn.starts - end
        if gap < 0:
            found.append(Concern("overlap", turn.person, previous, turn, -gap))
        elif 0 < gap < rest:
            found.append(Concern("short_rest", turn.person, previous, turn, gap))
        if gap > 0:
            first, told = turn, False
        end = max(end, turn.ends)
        if end - first.starts > longest and not told:
            found.append(Concern("long", turn.person, first, turn, end - first.starts))
            told = True
    return found


def propose(
    people: Sequence[str], *, post: str, starts: int, ends: int, hours: int = 3, together: int = 2
) -> list[Turn]:
    """A rotation: ``together`` people at a time, changing every ``hours``, in the order of ``people``.

    Whoever stood last comes again last, so rests are as long and as equal as they can be. Fewer people than
    ``together`` means that all of them stand all the time.
    """
    turns: list[Turn] = []
    if not people:
        return turns
    together = min(together, len(people))
    place, at = 0, starts
    while at < ends:
        until = min(at + hours * HOUR, ends)
        for _ in range(together):
            turns.append(Turn(people[place % len(people)], post, at, until))
            place += 1
        at = until
    return turns
