"""Ordering on the resident's own phone, or on that of whoever acts for them."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.accounts.permissions import resident_only
from linli.accounts.qr import picture
from linli.core.address import for_phones
from linli.core.answers import tried
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.supplies import words
from linli.supplies.models import Basket, Item, Round
from linli.supplies.overview import goods_rows
from linli.supplies.reckoning import balance_of, line_of
from linli.supplies.views_arrival import shown as calculation
from linli.supplies.views_orders import OrderForm

S = Round.Status
SHOWN = timedelta(days=30)


@resident_only
@never_cache
def mine(request: Any) -> HttpResponse:
    """What one can order now, and what became of one's own orders."""
    at, household = now(), request.resident.household_id
    own = {row.of_id: row for row in Basket.objects.filter(household=household)}
    visible = Q(status=S.OPEN, closes_at__gt=at) | (Q(pk__in=list(own)) & ~Q(status=S.DRAFT))
    lately = Q(ended_at=None) | Q(ended_at__gt=at - SHOWN)
    rows = list(Round.objects.filter(visible & lately).order_by("closes_at"))
    listed = [{"row": row, "basket": own.get(row.pk), "open": is_open(row, at)} for row in rows]
    content = {
        "open": [one for one in listed if one["open"]],
        "others": [one for one in listed if not one["open"]],
        "pills": words.PILLS,
    }
    return render(request, "supplies/mine.html", content)


def is_open(of: Round, at: datetime) -> bool:
    return of.status == S.OPEN and of.closes_at > at


@resident_only
@never_cache
def order(request: Any, key: Any) -> HttpResponse:
    """The goods with their fields while it is open; afterwards what one gets, pays, and when to come down."""
    at, resident = now(), request.resident
    of: Round = get_object_or_404(Round.objects.select_related("community").exclude(status=S.DRAFT), pk=key)
    held = Basket.objects.filter(of=of, household=resident.household_id).select_related("household", "of").first()
    if not is_open(of, at):
        if held is None:
            messages.info(request, _("This round has closed. The next one will stand here."))
            return redirect("supplies:mine")
        return render(request, "supplies/my_parcel.html", _after(request, of, held, at))
    form = OrderForm(request.POST or None, of=of, held=held)
    if request.method == "POST" and form.is_valid() and _ordered(request, of, form, at):
        return redirect("supplies:my_order", of.pk)
    rows = {one["row"].pk: one for one in goods_rows(of)}
    content = {
        "round": of,
        "form": form,
        "rows": [field | rows[field["goods"].pk] for field in form.rows],
        "basket": held if held and held.status == "ordered" else None,
        "items": _items(held),
        "balance": balance_of(held) if held else None,
        "rule": words.RULES[of.rule],
    }
    return render(request, "supplies/my_order.html", content, status=400 if request.method == "POST" else 200)


def _ordered(request: Any, of: Round, form: OrderForm, at: datetime) -> bool:
    own = request.acting == request.resident
    way = Basket.Way.PHONE_PAGE if own else Basket.Way.PROXY
    try:
        made = Basket.order(
            of,
            request.resident.household,
            form.wanted,
            way=way,
            by=request.acting,
            at=at,
            person=request.resident,
            **form.choices,
        )
    except Refused as refused:
        messages.error(request, refused.words)
        return False
    waits = any(item.waiting for item in made.items.all())
    said = _("Ordered. Part of it waits: should something become free, you are told here.")
    messages.success(request, said if waits else _("Ordered. You can change it until the cut-off."))
    return True


def _items(held: Basket | None) -> list[dict[str, Any]]:
    if held is None:
        return []
    rows = Item.objects.filter(basket=held).select_related("goods__arrival").order_by("goods__number")
    return [{"item": one, "cost": line_of(one).cost} for one in rows if one.quantity or one.waiting]


def _after(request: Any, of: Round, held: Basket, at: datetime) -> dict[str, Any]:
    short = [one for one in _items(held) if one["item"].got is not None and one["item"].got < one["item"].quantity]
    return {
        "round": of,
        "basket": held,
        "items": _items(held),
        "short": short,
        "shared": calculation(of, at) if of.arrived_at else [],
        "balance": balance_of(held),
        "handout": getattr(held, "handout", None),
        "code": picture(for_phones(request, f"/parcels/{held.code}/")) if of.status == S.HANDING_OUT else "",
        "rule": words.RULES[of.rule],
    }


@resident_only
@require_POST
def own_withdrawal(request: Any, key: Any) -> HttpResponse:
    held: Basket = get_object_or_404(
        Basket.objects.select_related("of"), of=key, household=request.resident.household_id
    )
    tried(request, lambda: held.withdraw(by=request.acting, at=now()), _("Withdrawn."))
    return redirect("supplies:mine")
