"""What a job is, and the list of all."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.jobs.hand import Count, Hand

WAYS = Path(__file__).with_name("other_ways.json")
GOAL = 0.5
SCREENS = {"phone": (390, 844), "desk": (1280, 900)}


@dataclass(frozen=True)
class Job:
    """``who`` signs in, on a phone or at a desk; ``do`` does it and sees its result."""

    name: str
    words: str
    result: str
    who: str
    screen: str
    do: Callable[[Hand], None]


@dataclass(frozen=True)
class Step:
    """One step of the other way."""

    words: str
    taps: int
    characters: int


@dataclass(frozen=True)
class Counted:
    """A job that was done, beside the other way to the same result."""

    job: Job
    ours: Count
    other: tuple[Step, ...]

    @property
    def ratio(self) -> float:
        """Ours by theirs: every tap and every character is one."""
        theirs = sum(step.taps + step.characters for step in self.other)
        return (self.ours.taps + self.ours.characters) / theirs

    @property
    def reached(self) -> bool:
        return self.ratio <= GOAL


JOBS: list[Job] = []


def job(words: str, result: str, who: str, screen: str) -> Callable[[Callable[[Hand], None]], Callable[[Hand], None]]:
    """Put a function of a hand on the list of jobs, under its own name."""

    def put(do: Callable[[Hand], None]) -> Callable[[Hand], None]:
        JOBS.append(Job(do.__name__, words, result, who, screen, do))
        return do

    return put


def other_ways() -> dict[str, tuple[Step, ...]]:
    """The steps of each job's other way, by the job's name."""
    ways = json.loads(WAYS.read_text())
    return {name: tuple(Step(*step) for step in steps) for name, steps in ways.items()}
