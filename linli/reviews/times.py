"""Moments on the community's clock."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo


def end_of_day(community: Any, at: datetime) -> datetime:
    """The last second of the community's day on which ``at`` lies."""
    zone = ZoneInfo(community.zone)
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone) - timedelta(seconds=1)
