"""What became of the rows of a roster, counted so that the numbers always add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from linli.registry.roster.entry import Problem

NEW, CHANGED, SAME, FLAT_ONLY, REJECTED = "new", "changed", "same", "flat_only", "rejected"


@dataclass(slots=True)
class Outcome:
    """What became of one row: `kind` is one of the five words above; `like` is somebody who may be the same person."""

    row: int
    kind: str
    problems: tuple[Problem, ...] = ()
    like: str = ""


@dataclass(slots=True)
class Tally:
    """Numbers that always add up: rows = new + changed + same + flat_only + rejected."""

    kinds: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    oddities: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        self.kinds[outcome.kind] += 1
        codes = {problem.code for problem in outcome.problems}
        (self.problems if outcome.kind == REJECTED else self.oddities).update(codes)
