"""By when a matter is due: what the sentence says, and else the kind's own hours of work."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from linli.sentences.dictionaries import words
from linli.sentences.rules_times import When


def due(kind: str, when: When, at: datetime, zone: Any) -> datetime:
    """What the sentence says; who comes or goes is seen to before; and else the kind's hours of work."""
    rule = words("times")["due"][kind]
    if rule.get("always"):
        return at + timedelta(minutes=rule["minutes"])
    usual = working(at.astimezone(zone), rule["soon_hours" if when.soon else "hours"])
    if when.at is None or when.past:
        return usual
    return min(usual, when.at) if kind in ("arrival", "outing") else when.at


def working(local: datetime, hours: float) -> datetime:
    """So many hours later, counting those of the working day alone; nobody is rung at three in the night."""
    bounds = words("times")["working"]
    left = timedelta(hours=hours)
    begin, end = _day_of(local, bounds)
    now = max(local, begin)
    while now + left > end:
        left -= max(end - now, timedelta(0))
        begin, end = (moment + timedelta(days=1) for moment in (begin, end))
        now = begin
    return now + left


def _day_of(local: datetime, bounds: dict[str, int]) -> tuple[datetime, datetime]:
    start = local.replace(minute=0, second=0, microsecond=0)
    return start.replace(hour=bounds["from"]), start.replace(hour=bounds["until"])
