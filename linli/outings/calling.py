"""Whom to try next when somebody is not back in time. Pure: epoch seconds, nothing is looked up."""

from collections.abc import Sequence
from dataclasses import dataclass

LADDER = ("call", "again", "household", "knock")
PAUSE = 10 * 60  # seconds between two tries: a phone may be in a pocket


@dataclass(frozen=True)
class Tried:
    """A step that was taken: ``minutes`` is how long the person said the way takes."""

    way: str
    outcome: str
    at: int
    minutes: int = 0


@dataclass(frozen=True)
class Next:
    """``way`` is a step of the ladder, or "wait" (for a promise), "help" (somebody needs it), "lead" (all was tried);
    ``at``: not before then.
    """

    way: str
    at: int


def next_step(tried: Sequence[Tried], now: int) -> Next:
    """First a call to the person; not reached: again, the household, then somebody goes and knocks, then the lead."""
    steps = sorted((one for one in tried if one.way in LADDER), key=lambda one: one.at)
    if not steps:
        return Next("call", now)
    last = steps[-1]
    if last.outcome == "needs_help":
        return Next("help", last.at)
    if last.outcome == "on_the_way":
        until = last.at + last.minutes * 60
        return Next("wait", until) if now < until else Next("call", until)
    # a promise that was not kept starts the ladder again: only what was tried since counts
    since = max((one.at for one in steps if one.outcome != "not_reached"), default=-1)
    reached = max(LADDER.index(one.way) for one in steps if one.at > since)
    if reached + 1 == len(LADDER):
        return Next("lead", last.at)
    return Next(LADDER[reached + 1], last.at + PAUSE)
