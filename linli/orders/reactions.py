"""What this app does when others announce something (`config/wiring.py`)."""

from datetime import timedelta
from typing import Any

from linli.followups.kinds import Kind
from linli.followups.models import FollowUp
from linli.followups.owners import second_person
from linli.orders.models import Order
from linli.orders.recurring import lapse_in
from linli.registry.models import Resident

SIGN = timedelta(hours=4)


def end_orders(happening: Any) -> None:
    """Somebody moved away or died: what bound them here, or was to, ends with it."""
    resident = happening.subject
    if not isinstance(resident, Resident):
        return
    why = Order.Why.DIED if happening.event == "resident.died" else Order.Why.MOVED
    rows = Order.objects.filter(resident=resident, status__in=(Order.Status.PROPOSED, Order.Status.IN_FORCE))
    for row in rows:
        row.lapse(why, by=happening.by, at=happening.at)


def end_unlisted(happening: Any) -> None:
    """Rules changed: whoever is freed by that is freed in this moment, not when somebody next looks."""
    lapse_in(happening.subject.community_id, happening.at)


def ask_to_sign(happening: Any) -> None:
    """A restriction was proposed: one matter for somebody else of the office, until then it binds nobody."""
    row = happening.subject
    owner = second_person(row.community_id, happening.at, but=row.proposed_by)
    FollowUp.open(
        row.community_id,
        Kind.SIGN_ORDER,
        f"order:{row.pk}",
        owner=owner,
        due_at=happening.at + SIGN,
        by=happening.by,
        at=happening.at,
        resident=row.resident_id,
        asked_by=str(row.proposed_by_id),
    )


def signed(happening: Any) -> None:
    """Confirmed, withdrawn, or lapsed unconfirmed."""
    row = happening.subject
    FollowUp.settle(row.community_id, Kind.SIGN_ORDER, f"order:{row.pk}", by=happening.by, at=happening.at)
