"""What a volunteer has given: confirmed hours, days, days in a row; read from the rows, never stored."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from linli.volunteers import rules_days
from linli.volunteers.models.hours import Hours
from linli.volunteers.models.slots import Slot
from linli.volunteers.rules import Span


@dataclass(frozen=True)
class Count:
    """Of one volunteer; ``waiting``: minutes that nobody has confirmed yet."""

    minutes: int
    waiting: int
    days: int
    first: date | None
    last: date | None
    longest: rules_days.Row | None
    running: rules_days.Row | None

    @classmethod
    def of(cls, volunteer: Any, at: datetime, *, confirmed: bool = True) -> Self:
        """Only what was ``confirmed``, as a certificate says it; else also what waits, as they see it themselves.

        Who helped, stopped and came back is one person: all their offers count together.
        """
        zone = volunteer.community.zone
        keys = same_person(volunteer)
        rows = list(Hours._base_manager.filter(community_id=volunteer.community_id, volunteer__in=keys))
        sure = [one.span for one in rows if one.status == Hours.Status.CONFIRMED]
        waits = [one.span for one in rows if one.status == Hours.Status.ENDED]
        begun = [Span(one.starts_at, at) for one in rows if one.status == Hours.Status.RUNNING and one.starts_at < at]
        spans = sure if confirmed else sure + waits + begun
        taken = Slot._base_manager.filter(
            community_id=volunteer.community_id, volunteer__in=keys, shift__status="cancelled"
        )
        cancelled = [Span(*pair) for pair in taken.values_list("shift__starts_at", "shift__ends_at")]
        days, found = rules_days.served_days(spans, zone), rules_days.rows(spans, cancelled, zone)
        return cls(
            minutes=sum(one.minutes for one in sure),
            waiting=sum(one.minutes for one in waits),
            days=len(days),
            first=min(days, default=None),
            last=max(days, default=None),
            longest=rules_days.longest(found),
            running=rules_days.running(found, spans, cancelled, volunteer.community.today(at), zone),
        )


def same_person(volunteer: Any) -> list[Any]:
    if not volunteer.user_id:
        return [volunteer.pk]
    rows = type(volunteer)._base_manager.filter(community_id=volunteer.community_id, user=volunteer.user_id)
    return list(rows.values_list("pk", flat=True))


def hours(minutes: int) -> str:
    """In hours with one decimal, rounded down: 90 minutes are 1.5."""
    return f"{minutes * 10 // 60 / 10:g}"
