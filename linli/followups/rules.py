"""How a matter stands towards its time, purely. Minutes are whole; a moment that has come is late."""

from datetime import datetime
from typing import NamedTuple


class Stand(NamedTuple):
    """``tone``: late, now, soon or later. ``minutes``: how late. ``days``: calendar days until it is due."""

    tone: str
    minutes: int
    days: int


def stand(urgency: int, due: datetime, at: datetime) -> Stand:
    """``due`` and ``at`` in the community's zone, so that a day is its day."""
    days = (due.date() - at.date()).days
    if due <= at:
        return Stand("late", int((at - due).total_seconds()) // 60, days)
    return Stand({1: "now", 2: "soon"}.get(urgency, "later"), 0, days)
