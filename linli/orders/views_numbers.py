"""How many people are restricted, day by day, without names: for the office and for whoever oversees it."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.orders import words
from linli.orders.alarm import Count
from linli.orders.models import Order
from linli.orders.policy import order_rules

DAYS = 14


@allow("orders.numbers")
def numbers(request: Any) -> HttpResponse:
    at, community = now(), request.community
    since = at - timedelta(days=DAYS)
    days: dict[Any, Counter[str]] = {}
    for name in ("created_at", "starts_at", "over_at"):
        for moment in Order.objects.filter(**{f"{name}__gt": since}).values_list(name, flat=True):
            days.setdefault(community.today(moment), Counter())[name] += 1
    held = Counter(Order.objects.filter(status=Order.Status.IN_FORCE).values_list("kind", flat=True))
    content = {
        "days": sorted(days.items(), reverse=True),
        "held": [(words.kind(kind), number) for kind, number in sorted(held.items())],
        "count": Count(community.pk, at),
        "rules": order_rules(community, at),
        "at": at,
    }
    return render(request, "orders/numbers.html", content)
