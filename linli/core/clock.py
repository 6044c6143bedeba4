"""The one clock. Rules never read it: time is passed in, so that tests and re-runs choose it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings


def now() -> datetime:
    """The present, aware, in UTC; shifted by ``settings.CLOCK_SHIFT`` so that a demo can live in April 2020."""
    return datetime.now(UTC) + settings.CLOCK_SHIFT


def day_in(zone: str, at: datetime) -> date:
    """The calendar day of ``at`` (aware) in the IANA ``zone``, as in "Asia/Shanghai"."""
    return at.astimezone(ZoneInfo(zone)).date()


def midnight_in(zone: str, day: date) -> datetime:
    """The moment with which ``day`` begins in ``zone``."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def end_in(zone: str, day: date) -> datetime:
    """The last second of ``day`` in ``zone``."""
    return midnight_in(zone, day + timedelta(days=1)) - timedelta(seconds=1)


def offset_in(zone: str, at: datetime) -> int:
    """Seconds east of UTC in ``zone`` at the moment ``at``."""
    offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def moment_of(epoch: int) -> datetime:
    """The moment (aware, in UTC) of epoch seconds."""
    return datetime.fromtimestamp(epoch, UTC)
