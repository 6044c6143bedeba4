"""The resident's own restrictions: what, why, by whom, until when, what it means, and how to object."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache

from linli.accounts.permissions import resident_only
from linli.core.clock import now
from linli.orders.models import Order
from linli.orders.policy import order_rules
from linli.orders.sheets import answer
from linli.orders.views import told
from linli.orders.words import left
from linli.privacy.readings import note_read


def mine(request: Any) -> Any:
    """What is or was in force on the resident; a proposal binds nobody and is not theirs to worry about."""
    me = request.resident
    rows = Order.objects.filter(Q(resident=me) | Q(resident__merged_into=me)).exclude(starts_at=None)
    return rows.select_related(
        "resident__household__flat__unit__building", "community", "proposed_by", "confirmed_by", "continues"
    )


def review_of(order: Order) -> str:
    """Where to object; empty where an installation has no such page."""
    try:
        return reverse("reviews:ask", args=["order", order.pk])
    except NoReverseMatch:
        return ""


@resident_only
@never_cache
def restrictions(request: Any) -> HttpResponse:
    at = now()
    rules = order_rules(request.resident.community, at)
    held = mine(request).filter(status=Order.Status.IN_FORCE, ends_at__gte=at).order_by("ends_at")
    over = mine(request).exclude(over_at=None).order_by("-over_at")[:10]
    note_read(request, request.resident, "own")
    content = {
        "held": [{**told(row, rules), "left": left(row, at), "review": review_of(row)} for row in held],
        "over": [{**told(row, rules), "review": review_of(row)} for row in over],
        "help_phone": request.resident.community.settings.get("help_phone", ""),
        "at": at,
    }
    return render(request, "orders/me.html", content)


@resident_only
@never_cache
def notice(request: Any, key: Any) -> HttpResponse:
    """The same on paper."""
    return answer(request, get_object_or_404(mine(request), pk=key), reverse("orders:restrictions"))
