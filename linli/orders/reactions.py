"""What this app does when others announce something (`config/wiring.py`)."""

from typing import Any

from linli.orders.models import Order
from linli.orders.recurring import lapse_in
from linli.registry.models import Resident


def end_orders(happening: Any) -> None:
    """Somebody moved away: what bound them here, or was to, ends with it."""
    resident = happening.subject
    if not isinstance(resident, Resident):
        return
    rows = Order.objects.filter(resident=resident, status__in=(Order.Status.PROPOSED, Order.Status.IN_FORCE))
    for row in rows:
        row.lapse(Order.Why.MOVED, by=happening.by, at=happening.at)


def end_unlisted(happening: Any) -> None:
    """Rules changed: whoever is freed by that is freed in this moment, not when somebody next looks."""
    lapse_in(happening.subject.community_id, happening.at)
