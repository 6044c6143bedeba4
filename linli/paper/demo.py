"""Paper in the demo community: a sheet that was entered and contradicts a phone once, and one half typed in."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from linli.gates.models import Crossing, Gate
from linli.paper.entering import enter, save
from linli.paper.models import Sheet
from linli.registry.models import Resident

HALF = 9


def build(community: Any, by: Any, at: datetime) -> int:
    """``by`` printed and types; returns how many rows are typed. In the community's scope, its crossings there."""
    gate = Gate.objects.order_by("created_at", "pk").first()
    known = Crossing.objects.filter(direction="exit", went=True, resident_id__isnull=False)
    twice = known.filter(at__lt=at - timedelta(minutes=40), gate_id=gate.pk if gate else None).order_by("-at").first()
    if gate is None or twice is None:
        return 0
    begins = twice.at - timedelta(minutes=9)
    day = community.today(begins)
    entered, half = Sheet.prepare(community, 2, gate=gate, day=day, by=by, at=begins - timedelta(hours=3))
    seen = Crossing.objects.values("resident_id")
    people = Resident.objects.living().filter(permits__kind="work", here=True).exclude(pk__in=seen)
    chosen = list(people.select_related("household__flat").distinct().order_by("pk")[: 4 + HALF])
    again = Resident.objects.select_related("household__flat").get(pk=twice.resident_id)
    rows = [(begins + timedelta(minutes=2 * number), one) for number, one in enumerate(chosen[:4])]
    rows.append((twice.at + timedelta(minutes=3), again))
    for number, (when, one) in enumerate(rows, 1):
        save(entered, number, _text(community, when, one) + one.initials, by=by, at=at)
    enter(entered, by=by, at=at)
    for number, one in enumerate(chosen[4:], 1):
        who = "" if number == 4 else one.initials  # one row asks who of the household it was
        save(half, number, _text(community, begins + timedelta(minutes=3 * number), one) + who, by=by, at=at)
    return len(rows) + len(chosen[4:])


def _text(community: Any, when: datetime, one: Resident) -> str:
    local = when.astimezone(ZoneInfo(community.zone))
    return f"{local:%H%M}.{one.household.flat.key}-"
