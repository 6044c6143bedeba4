"""What a set of crossings says: pure functions, the same result whatever the order in which they arrived.

Within one device its sequence gives the order, even if its clock was set back between two crossings; across devices
the bounded time does. `gate/src/check/quota.ts` asks the same questions of a gate's own ledger.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Step:
    """One crossing that happened: ``at`` in epoch seconds, ``day`` the community's, ids any hashable or None."""

    at: int
    device: str
    sequence: int
    direction: str
    who: Any = None
    household: Any = None
    ticket: Any = None
    gate: Any = None
    day: str = ""
    ref: Any = None
    back_by: int = 0


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Each (device, sequence) once, in the order in which it happened."""
    by_device: dict[str, dict[int, Step]] = defaultdict(dict)
    for step in sorted(steps, key=_stable):
        by_device[step.device].setdefault(step.sequence, step)
    timed = []
    for device, held in by_device.items():
        latest = 0
        for sequence in sorted(held):
            latest = max(latest, held[sequence].at)
            timed.append(((latest, device, sequence), held[sequence]))
    return [step for _, step in sorted(timed, key=lambda pair: pair[0])]


def who_is_out(steps: Iterable[Step]) -> dict[Hashable, Step]:
    """Person -> the exit after which that person did not come back."""
    last: dict[Hashable, Step] = {}
    for step in in_order(steps):
        if step.who is not None:
            last[step.who] = step
    return {who: step for who, step in last.items() if step.direction == "exit"}


def earlier(steps: Iterable[Step], than: tuple[int, str, int]) -> list[Step]:
    """Of ``steps`` those before ``than`` (at, device, sequence): a crossing is judged by what had happened by then."""
    return [step for step in steps if precedes((step.at, step.device, step.sequence), than)]


def precedes(one: tuple[int, str, int], other: tuple[int, str, int]) -> bool:
    """Of two (at, device, sequence): on one device the sequence says which came first, else the time does."""
    return one[2] < other[2] if one[1] == other[1] else one < other


def exits_on(steps: Iterable[Step], household: Hashable, day: str) -> int:
    """How often somebody of ``household`` went out on ``day``."""
    return sum(step.household == household and step.direction == "exit" and step.day == day for step in steps)


def household_out(steps: Iterable[Step], household: Hashable, before: int) -> int:
    """How many of ``household`` were out just before ``before``."""
    past = [step for step in steps if step.household == household and step.at < before]
    return len(who_is_out(past))


def used(steps: Iterable[Step], ticket: Hashable, direction: str) -> bool:
    """A pass for one use is spent once somebody went through with it in this direction: the way back stays open."""
    return any(step.ticket == ticket and step.direction == direction for step in steps)


def elsewhere(steps: Iterable[Step], step: Step, within: int) -> Step | None:
    """The same pass at another gate within ``within`` seconds: a question for a person, never a refusal."""
    for other in steps:
        if (
            step.ticket is not None
            and other.ticket == step.ticket
            and other.gate not in (None, step.gate)
            and abs(other.at - step.at) < within
        ):
            return other
    return None


def _stable(step: Step) -> tuple[str, int, int, str, str, str]:
    return (step.device, step.sequence, step.at, step.direction, str(step.who), str(step.ref))
