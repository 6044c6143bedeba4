"""What became of approved outings: read from the gates' crossings, stored nowhere else.

An outing is used by the person's first exit while its permit is open, at whatever gate; it ends with the next entry,
at whatever gate and in whatever order the records arrived. The clock is the one the crossing was given at exit.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.core.clock import moment_of
from linli.gates.known import epoch, steps_of
from linli.gates.ledger import Step, in_order
from linli.gates.models import Crossing, counted


@dataclass(frozen=True)
class Journey:
    """``state`` is a key of ``words.STATES``; times are None where there is none; gates are ids."""

    state: str
    since: datetime | None = None
    back_by: datetime | None = None
    back_at: datetime | None = None
    gate: Any = None
    back_gate: Any = None
    crossing: Any = None

    @property
    def gone(self) -> bool:
        """Somebody went out with it, whether back or not."""
        return self.since is not None


def journeys(outings: Iterable[Any], at: datetime) -> dict[Any, Journey]:
    """outing's key -> its journey as of ``at``. Two queries for any number; the outings' ``permit`` is read."""
    outings = list(outings)
    gone = [one for one in outings if one.status == "approved"]
    steps: dict[Any, list[Step]] = defaultdict(list)
    if gone:
        first = min(one.usable_from for one in gone).replace(microsecond=0)  # gates count whole seconds
        rows = Crossing.objects.filter(resident_id__in={one.resident_id for one in gone}, at__gte=first, at__lte=at)
        for step in in_order(steps_of(counted(rows))):
            steps[step.who].append(step)
    return {one.pk: _journey(one, steps.get(one.resident_id, []), at) for one in outings}


def journey(outing: Any, at: datetime) -> Journey:
    return journeys([outing], at)[outing.pk]


def _journey(outing: Any, steps: list[Step], at: datetime) -> Journey:
    if outing.status != "approved":
        late = outing.status == "requested" and outing.ends_at <= at
        return Journey("undecided" if late else outing.status)
    start, end = epoch(outing.usable_from), epoch(outing.ends_at)
    for place, step in enumerate(steps):
        if step.direction == "exit" and start <= step.at <= end:
            return _travelled(outing, step, steps[place + 1 :], at)
    return Journey("unused" if outing.ends_at < at else "approved")


def _travelled(outing: Any, out: Step, later: list[Step], at: datetime) -> Journey:
    # Where gate and server disagreed the server kept no clock: the permit's own then counts, it is never shorter.
    limit = out.back_by or (out.at + outing.minutes * 60 if outing.minutes else 0)
    back = next((step for step in later if step.direction == "entry"), None)
    state = "back" if back else "overdue" if limit and limit < epoch(at) else "out"
    return Journey(
        state,
        since=moment_of(out.at),
        back_by=moment_of(limit) if limit else None,
        back_at=moment_of(back.at) if back else None,
        gate=out.gate,
        back_gate=back.gate if back else None,
        crossing=out.ref,
    )
