"""Who is out under a clock, whose time is nearly up, and whom of them no phone page reaches."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from linli.accounts.models import ResidentSession
from linli.accounts.models.phones import LASTS
from linli.gates.models import Out
from linli.outings.journeys import journeys
from linli.outings.models import Call, Outing
from linli.outings.policy import rules_for
from linli.registry.models import Resident

WATCHED = timedelta(days=3)  # how far back an outing may still be out


@dataclass
class Soon:
    """Somebody whose time is nearly up; ``asked_by``: who asked for them, if that was somebody else."""

    out: Out
    resident: Resident
    back_by: datetime
    asked_by: Resident | None


def soon(community: Any, at: datetime) -> list[Soon]:
    """Who must be back within the policy's reminder time, or within half of a shorter outing. In its scope."""
    minutes = rules_for(community, at).reminder_minutes
    if not minutes:
        return []
    lead = timedelta(minutes=minutes)
    near = [row for row in abroad(at, at + lead) if row[1] - min(lead, (row[1] - row[0].since) / 2) <= at < row[1]]
    people = {row.pk: row for row in _residents({out.resident_id for out, _by, _outing in near})}
    found = []
    for out, back_by, outing in near:
        asker = outing.asked_by_resident if outing else None
        if out.resident_id in people:
            resident = people[out.resident_id]
            found.append(Soon(out, resident, back_by, asker if asker != resident else None))
    return found


def _residents(keys: set[Any]) -> Any:
    return Resident.objects.filter(pk__in=keys).select_related("household__flat")


def abroad(at: datetime, until: datetime) -> Iterator[tuple[Out, datetime, Outing | None]]:
    """(who is out, back by when, with which outing) for the residents out at ``at`` whose time ends by ``until``."""
    rows = Out.objects.filter(Q(back_by=None) | Q(back_by__lte=until), resident_id__isnull=False)
    out = {row.resident_id: row for row in rows if row.resident_id}
    asked = Outing.objects.filter(status="approved", resident_id__in=out, ends_at__gt=at - WATCHED)
    held = list(asked.select_related("resident__household__flat", "asked_by_resident", "permit"))
    travelled = journeys(held, at)
    by_crossing = {travelled[one.pk].crossing: one for one in held if travelled[one.pk].gone}
    for row in out.values():
        outing = by_crossing.get(row.crossing_id)
        back_by = row.back_by or (travelled[outing.pk].back_by if outing else None)
        if back_by is not None and back_by <= until:
            yield row, back_by, outing


def without_phone(people: list[Soon], at: datetime) -> list[Soon]:
    """Those whom no page reaches, nor anybody who asked for them: the grid worker rings, and notes that once."""
    keys = {one.resident.pk for one in people} | {one.asked_by.pk for one in people if one.asked_by}
    sessions = ResidentSession.objects.filter(resident__in=keys, revoked_at=None, seen_at__gt=at - LASTS)
    reached = set(sessions.values_list("resident_id", flat=True))
    calls = Call.objects.filter(crossing_id__in=[one.out.crossing_id for one in people])
    rung = set(calls.values_list("crossing_id", flat=True))
    alone = [one for one in people if one.resident.pk not in reached]
    alone = [one for one in alone if one.asked_by is None or one.asked_by.pk not in reached]
    return [one for one in alone if one.out.crossing_id not in rung]
