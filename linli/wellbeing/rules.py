"""Pure decisions of the cottage: how many minutes of duty went by, when those on duty are told, when a room is open."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)


def minutes_of(moment: time) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def in_hours(at: datetime, hours: tuple[int, int], zone: tzinfo) -> bool:
    """Whether ``at`` lies within the duty hours (8, 22) of the place."""
    local = at.astimezone(zone)
    return hours[0] <= local.hour < hours[1]


def duty_minutes(start: datetime, end: datetime, hours: tuple[int, int], zone: tzinfo) -> int:
    """Whole minutes between ``start`` and ``end`` that lie within duty hours; nights do not count."""
    total, day = timedelta(), start.astimezone(zone).date()
    while (opens := _at(day, hours[0], zone)) < end:
        closes = _at(day, hours[1], zone)
        total += max(timedelta(), min(end, closes) - max(start, opens))
        day += DAY
    return int(total.total_seconds()) // 60


def _at(day: datetime | object, hour: int, zone: tzinfo) -> datetime:
    midnight = datetime.combine(day, time(), zone)  # type: ignore[arg-type]
    # Both in UTC: a difference of two local times would leave out the hour that clocks are turned.
    return (midnight + timedelta(hours=hour)).astimezone(UTC)


def lateness(minutes: int, every: int) -> int:
    """How late an unopened record is, as the steps at which people are told: 0, 1, 2, 4, 8 … times ``every``."""
    times = minutes // every
    return 1 << (times.bit_length() - 1) if times else 0


def starts(
    weekday: int, opens: int, closes: int, minutes: int, *, zone: tzinfo, after: datetime, until: datetime
) -> Iterator[datetime]:
    """When talks of ``minutes`` can begin: on each ``weekday`` (0: Monday), in (after, until]; UTC."""
    day = after.astimezone(zone).date()
    while (midnight := datetime.combine(day, time(), zone)) <= until:
        if day.weekday() == weekday:
            for begin in range(opens, closes - minutes + 1, minutes):
                moment = midnight.replace(hour=begin // 60, minute=begin % 60).astimezone(UTC)
                if after < moment <= until:
                    yield moment
        day += DAY
