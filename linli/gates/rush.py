"""A rush at the gates, played out of a seed: who waits how long, and how many guards it takes. Pure.

Groups (one person, or a family that crosses together) come at random moments to one of the gates and form one line
there; each guard takes whoever is first. What a group costs a guard is in ``rush_times.json``, as measured there, and
``walk`` seconds to step up. The same seed draws the same people whatever the number of guards, so that plans compare.
"""

import heapq
import json
from bisect import bisect, bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Literal

LIMIT = 300.0  # seconds that nobody should wait
SIZES, UP_TO = (2, 3, 4), (0.5, 0.85)  # of a family that goes together: half are two, 35 in a hundred three
SEEDS = 10  # "needed" holds for this many seeds, not for a lucky one
MOST = 40  # guards at one gate, or gates: beyond it the answer is that no number helps


@dataclass(frozen=True)
class Times:
    """A guard's seconds a person: the first of a group, and each further one."""

    prepared: float
    prepared_more: float
    unprepared: float
    unprepared_more: float

    def of(self, size: int, prepared: bool) -> float:
        if prepared:
            return self.prepared + (size - 1) * self.prepared_more
        return self.unprepared + (size - 1) * self.unprepared_more


@dataclass(frozen=True)
class Plan:
    """``share`` of ``people`` come within ``minutes`` to ``gates`` with ``guards`` each; ``prepared`` is the share of
    groups that scanned the poster, ``families`` the share of groups that are families. ``spread``: how much a group
    may cost more or less than the mean (0.3: from 70 % to 130 %)."""

    times: Times
    people: int = 4100
    share: float = 0.3
    minutes: int = 30
    gates: int = 3
    guards: int = 2
    prepared: float = 0.6
    families: float = 0.2
    walk: float = 2.0
    spread: float = 0.3
    seed: int = 2020

    @property
    def leaving(self) -> int:
        return round(self.people * self.share)


@dataclass(frozen=True)
class Group:
    """Comes ``at`` (seconds) to ``gate`` and costs a guard ``seconds``."""

    at: float
    gate: int
    size: int
    prepared: bool
    seconds: float


@dataclass(frozen=True)
class Served:
    group: Group
    start: float

    @property
    def wait(self) -> float:
        return self.start - self.group.at

    @property
    def end(self) -> float:
        return self.start + self.group.seconds


@dataclass(frozen=True)
class Minute:
    """People, not groups: who came, whose turn came, who waits at its end; ``longest``: of those whose turn came."""

    number: int
    arrived: int
    served: int
    waiting: int
    longest: float


@dataclass(frozen=True)
class Result:
    plan: Plan
    served: tuple[Served, ...]

    @property
    def longest(self) -> float:
        return max((one.wait for one in self.served), default=0.0)

    @property
    def mean(self) -> float:
        people = sum(one.group.size for one in self.served)
        return sum(one.wait * one.group.size for one in self.served) / people if people else 0.0

    @property
    def over(self) -> int:
        """People who waited longer than five minutes."""
        return sum(one.group.size for one in self.served if one.wait > LIMIT)


def groups(plan: Plan) -> list[Group]:
    """The people of ``plan`` in the order in which they come. Every draw is made whatever the plan's numbers are, so
    that a plan with other gates, guards or shares meets the same people."""
    random, left, found = Random(plan.seed), plan.leaving, []
    while left > 0:
        family, size = random.random() < plan.families, SIZES[bisect(UP_TO, random.random())]
        at, gate, ready, much = random.random(), random.random(), random.random(), random.uniform(-1, 1)
        together = min(left, size if family else 1)
        cost = plan.times.of(together, ready < plan.prepared) * (1 + plan.spread * much) + plan.walk
        found.append(Group(at * plan.minutes * 60, int(gate * plan.gates), together, ready < plan.prepared, cost))
        left -= together
    return sorted(found, key=lambda one: one.at)


def line(coming: Iterable[Group], guards: int) -> list[Served]:
    """One line at one gate, first come first served, ``guards`` at its head."""
    free, found = [0.0] * guards, []
    for group in coming:
        start = max(group.at, heapq.heappop(free))
        heapq.heappush(free, start + group.seconds)
        found.append(Served(group, start))
    return found


def simulate(plan: Plan) -> Result:
    """Play ``plan`` until the last person is through."""
    served = [one for coming in _by_gate(plan) for one in line(coming, plan.guards)]
    served.sort(key=lambda one: one.start)
    return Result(plan, tuple(served))


def _by_gate(plan: Plan) -> list[list[Group]]:
    found: list[list[Group]] = [[] for _ in range(plan.gates)]
    for group in groups(plan):
        found[group.gate].append(group)
    return found


def by_minute(result: Result) -> list[Minute]:
    """Minute by minute until the last one's turn."""
    served = result.served
    last = max((int(one.start // 60) + 1 for one in served), default=0)
    length = max(result.plan.minutes, last)
    arrived, begun, longest = [0] * length, [0] * length, [0.0] * length
    for one in served:
        arrived[int(one.group.at // 60)] += one.group.size
        turn = int(one.start // 60)
        begun[turn] += one.group.size
        longest[turn] = max(longest[turn], one.wait)
    found: list[Minute] = []
    waiting = 0
    for number in range(length):
        waiting += arrived[number] - begun[number]
        found.append(Minute(number + 1, arrived[number], begun[number], waiting, longest[number]))
    return found


def needed(plan: Plan, what: Literal["guards", "gates"], limit: float = LIMIT, seeds: int = SEEDS) -> int | None:
    """The number of ``what`` ("guards" at each gate, or "gates") with which nobody waits over ``limit``, in any of
    ``seeds`` seeds, while with one fewer somebody does; None if not even forty are enough."""
    plans = [replace(plan, seed=plan.seed + number) for number in range(seeds)]
    drawn = [_by_gate(one) for one in plans] if what == "guards" else []

    def enough(number: int) -> bool:
        if what == "guards":
            return all(_within(coming, number, limit) for lines in drawn for coming in lines)
        tried = (_by_gate(replace(one, gates=number)) for one in plans)
        return all(_within(coming, plan.guards, limit) for lines in tried for coming in lines)

    if not enough(MOST):
        return None
    return bisect_left(range(1, MOST), True, key=enough) + 1


def _within(coming: Iterable[Group], guards: int, limit: float) -> bool:
    """Whether nobody in one line waits over ``limit``; done with the first who does."""
    free = [0.0] * guards
    for group in coming:
        start = max(group.at, free[0])
        if start - group.at > limit:
            return False
        heapq.heapreplace(free, start + group.seconds)
    return True


@cache
def measured() -> dict[str, Any]:
    """`rush_times.json`: seconds, the day on which they were measured, and how."""
    return dict(json.loads((Path(__file__).parent / "rush_times.json").read_text()))


def measured_times() -> Times:
    told = measured()
    return Times(
        prepared=told["prepared"],
        prepared_more=told["prepared_next_member"],
        unprepared=told["unprepared"],
        unprepared_more=told["unprepared_next_member"],
    )
