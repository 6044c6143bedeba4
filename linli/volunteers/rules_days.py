"""Days on which somebody helped, and how many of them in a row, purely.

A turn counts once, for the day on which it began where the community lives: a night is not two days. Two kinds of
days neither count nor break a row: one whose turn the office cancelled (they were ready), and one into whose morning
a night reached (they were there until then).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from linli.volunteers.rules import Span, day_of

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """``days`` in a row, the first and the last of them; ``spared``: days between that neither count nor break."""

    first: date
    last: date
    days: int
    spared: int = 0


def served_days(spans: Iterable[Span], zone: str) -> set[date]:
    return {day_of(one.start, zone) for one in spans}


def reached_days(spans: Iterable[Span], zone: str) -> set[date]:
    """Days into which a turn of the day before reached."""
    found = set()
    for one in spans:
        day, last = day_of(one.start, zone), day_of(one.end - timedelta(microseconds=1), zone)
        while day < last:
            day += DAY
            found.add(day)
    return found


def rows(spans: Iterable[Span], cancelled: Iterable[Span], zone: str) -> list[Row]:
    """Every row, the earliest first. ``cancelled``: turns that they had taken and the office took back."""
    spans = list(spans)
    served = served_days(spans, zone)
    spared = (served_days(cancelled, zone) | reached_days(spans, zone)) - served
    found: list[Row] = []
    for day in sorted(served):
        if found and _joined(found[-1].last, day, spared):
            last = found.pop()
            between = (day - last.last).days - 1
            found.append(Row(last.first, day, last.days + 1, last.spared + between))
        else:
            found.append(Row(day, day, 1))
    return found


def _joined(last: date, day: date, spared: set[date]) -> bool:
    between = (last + DAY * number for number in range(1, (day - last).days))
    return all(one in spared for one in between)


def longest(found: list[Row]) -> Row | None:
    """The longest row; of two the later."""
    return max(found, key=lambda row: (row.days, row.last), default=None)


def running(found: list[Row], spans: Iterable[Span], cancelled: Iterable[Span], today: date, zone: str) -> Row | None:
    """The row that still runs: today is not over, so nothing of it is needed yet."""
    if not found:
        return None
    last = found[-1]
    spans = list(spans)
    spared = served_days(cancelled, zone) | reached_days(spans, zone)
    return last if last.last >= today or _joined(last.last, today, spared) else None


def by_day(span: Span, zone: str) -> list[tuple[date, int]]:
    """The minutes of ``span`` on each day, cut at midnight where the community lives."""
    found, start = [], span.start
    while start < span.end:
        day = day_of(start, zone)
        end = min(span.end, _midnight(day + DAY, zone))
        found.append((day, Span(start, end).minutes))
        start = end
    return found


def _midnight(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
