"""The days ahead at a glance: how many hands each part of a day has, how many it lacks, and who waits to be asked."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from linli.core.clock import midnight_in
from linli.volunteers.choices import Part
from linli.volunteers.models import Hours, Shift
from linli.volunteers.rules import part_of

DAYS = 7


@dataclass(frozen=True)
class Cell:
    """Places of the shifts that begin then: taken of all."""

    taken: int = 0
    places: int = 0

    @property
    def lacks(self) -> int:
        return self.places - self.taken


def week(community: Any, at: datetime) -> list[tuple[date, list[Cell]]]:
    """Today and six days more, each with its four parts; a night belongs to the day on which it began."""
    zone = ZoneInfo(community.zone)
    today = community.today(at)
    begin = midnight_in(community.zone, today)
    end = begin + timedelta(days=DAYS + 1)
    rows = Shift.objects.filter(community=community, status="open", starts_at__gte=begin, starts_at__lt=end)
    found: dict[tuple[date, str], Cell] = defaultdict(Cell)
    for shift in rows.prefetch_related("slots"):
        begins = shift.starts_at.astimezone(zone)
        day = begins.date() - timedelta(days=1) if begins.hour < 6 else begins.date()
        taken = sum(slot.volunteer_id is not None for slot in shift.slots.all())
        held = found[day, part_of(begins)]
        found[day, part_of(begins)] = Cell(held.taken + taken, held.places + shift.places)
    days = [today + timedelta(days=number) for number in range(DAYS)]
    return [(day, [found[day, part] for part in Part.values]) for day in days]


def to_confirm(community: Any, at: datetime) -> list[Shift]:
    """Shifts that are over and have hours that nobody has confirmed, the oldest first."""
    waiting = Hours.objects.filter(community=community, status__in=("running", "ended"), slot__shift__ends_at__lte=at)
    return list(Shift.objects.filter(pk__in=waiting.values("slot__shift")).select_related("lead"))
