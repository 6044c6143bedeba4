"""Who is out past their time, as far as a worker reaches, with what was tried and what comes next."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from linli.accounts.reach import within
from linli.followups.models import FollowUp
from linli.gates.known import epoch
from linli.gates.models import Out
from linli.outings.abroad import Soon, abroad, soon, without_phone
from linli.outings.calling import Next, Tried, next_step
from linli.outings.models import Call, Outing
from linli.registry.models import Resident


@dataclass
class Late:
    """Somebody who is out: ``next`` is the step to take, ``due`` whether it is time for it."""

    out: Out
    resident: Resident
    back_by: datetime
    outing: Outing | None
    next: Next
    due: bool
    calls: list[Call] = field(default_factory=list)
    matter: FollowUp | None = None


def late(request: Any, at: datetime) -> list[Late]:
    """The longest overdue first; what somebody closed ("at home already") is not shown again."""
    rows = [(out, back_by, outing) for out, back_by, outing in abroad(at, at) if back_by < at]
    people = _reached(request, {out.resident_id for out, _by, _outing in rows})
    crossings = [out.crossing_id for out, _by, _outing in rows]
    calls: dict[Any, list[Call]] = {}
    for call in Call.objects.filter(crossing_id__in=crossings).select_related("by").order_by("at"):
        calls.setdefault(call.crossing_id, []).append(call)
    subjects = [f"crossing:{key}" for key in crossings]
    matters = FollowUp.objects.filter(kind=FollowUp.Kind.OVERDUE, subject__in=subjects).select_related("owner")
    by_subject = {one.subject: one for one in matters}
    found = []
    for out, back_by, outing in sorted(rows, key=lambda row: row[1]):
        matter = by_subject.get(f"crossing:{out.crossing_id}")
        if out.resident_id not in people or (matter and matter.status == FollowUp.Status.DONE):
            continue
        taken = calls.get(out.crossing_id, [])
        coming = next_step([Tried(one.way, one.outcome, epoch(one.at), one.minutes) for one in taken], epoch(at))
        due = coming.at <= epoch(at)
        found.append(Late(out, people[out.resident_id], back_by, outing, coming, due, taken, matter))
    return found


def to_ring(request: Any, at: datetime) -> list[Soon]:
    """Whose time is nearly up and whom no phone page reaches."""
    people = without_phone(soon(request.community, at), at)
    reached = _reached(request, {one.resident.pk for one in people})
    return [one for one in people if one.resident.pk in reached]


def to_ring_count(request: Any, at: datetime) -> int:
    return len(to_ring(request, at))


def _reached(request: Any, keys: set[Any]) -> dict[Any, Resident]:
    rows = Resident.objects.filter(within(request.roles, "household__flat__"), pk__in=keys)
    return {row.pk: row for row in rows.select_related("household__flat")}
