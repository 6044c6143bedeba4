"""What this app does by the clock: note which restrictions are over, and tell whom they bound. Idempotent."""

from datetime import datetime, timedelta
from typing import Any

from django_scopes import scope, scopes_disabled

from linli.core.refusals import Refused
from linli.journal.verbs import verb
from linli.orders.models import Order
from linli.orders.policy import OrderRules, order_rules
from linli.orders.rules import why_over

OPEN = (Order.Status.PROPOSED, Order.Status.IN_FORCE)


def lapse_due(as_of: datetime) -> int:
    """End in every community what has lapsed; returns how many."""
    with scopes_disabled():
        communities = set(Order._base_manager.filter(status__in=OPEN).values_list("community_id", flat=True))
    return sum(lapse_in(community, as_of) for community in sorted(communities))


def lapse_in(community: Any, as_of: datetime) -> int:
    """The same for one community (its id)."""
    with scope(community=community):
        rules = order_rules(community, as_of)
        rows = Order.objects.filter(status__in=OPEN, created_at__lte=as_of).select_related("resident")
        return sum(_lapse(row, why, as_of) for row in rows if (why := _why(row, rules, as_of)))


def _why(order: Order, rules: OrderRules | None, as_of: datetime) -> str:
    why = why_over(order.bound, rules.terms if rules else None, int(as_of.timestamp()))
    if why or order.status == Order.Status.IN_FORCE or rules is None:
        return why
    waited = as_of >= order.created_at + timedelta(hours=rules.confirm_hours)
    return Order.Why.UNANSWERED if waited else ""


@verb
def _lapse(order: Order, why: str, as_of: datetime) -> bool:
    try:
        order.lapse(why, at=as_of)
    except Refused:  # somebody lifted or withdrew it in this moment
        return False
    return True
