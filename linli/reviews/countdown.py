"""When lines about crossings lose their name and become numbers, day by day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.gates.models import Crossing
from linli.reviews.ground import Ground


@dataclass(frozen=True)
class Going:
    """``count`` lines become numbers on ``day`` (the community's), ``days`` from now."""

    day: date
    count: int
    days: int

    @property
    def words(self) -> str:
        return left(self.days)


def left(days: int) -> str:
    """0 -> "today", 13 -> "in 13 days"."""
    return _("today") if days <= 0 else ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}


def days_until(ground: Ground, moment: datetime) -> int:
    """Whole days on the community's calendar; 0 is today."""
    return (ground.community.today(moment) - ground.community.today(ground.at)).days  # type: ignore[no-any-return]


def going(ground: Ground) -> list[Going]:
    """What is kept of this person's crossings, by the day on which it goes, the soonest first."""
    moments = Crossing.objects.filter(resident_id__in=ground.ids).values_list("at", flat=True)
    found: Counter[Any] = Counter(ground.community.today(ground.gone_at(at)) for at in moments)
    today = ground.community.today(ground.at)
    return [Going(day, count, max(0, (day - today).days)) for day, count in sorted(found.items())]
