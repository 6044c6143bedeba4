"""Who has paid, who has not, what is given back: marked by people."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.answers import tried
from linli.core.clock import now
from linli.supplies.delivering import stop_of
from linli.supplies.forms import PayForm
from linli.supplies.models import Basket, Item, Payment, Refund
from linli.supplies.reckoning import balances, sums
from linli.supplies.telling import tell
from linli.supplies.views import found, own_basket


@allow("supplies.organise")
def money(request: Any, key: Any) -> HttpResponse:
    """The chase list, what is to be given back, and who is square; a POST reminds all who have not paid."""
    of, at = found(key), now()
    stand = balances(of)
    rows = Basket.objects.filter(of=of, pk__in=list(stand)).select_related("household__flat__unit__building__compound")
    listed: list[dict[str, Any]] = [
        {"row": row, "balance": stand[row.pk]} for row in sorted(rows, key=lambda row: stop_of(row).place)
    ]
    open_ = [one for one in listed if one["balance"].open]
    if request.method == "POST":
        day = of.community.today(at).isoformat()
        told = tell([one["row"] for one in open_], "supplies.unpaid", at, again=day)
        messages.success(request, _("%(n)s people find a reminder on their page; once a day at most.") % {"n": told})
        return redirect("supplies:money", of.pk)
    content = {
        "round": of,
        "open": open_,
        "back": [one for one in listed if one["balance"].back],
        "square": len([one for one in listed if not one["balance"].open and not one["balance"].back]),
        "sums": sums(stand.values()),
        "refund": of.refund,
    }
    return render(request, "supplies/money.html", content)


def _back(request: Any, basket: Basket) -> HttpResponse:
    """To the page that asked; to the order's own otherwise."""
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return redirect(wanted)
    return redirect("supplies:basket", basket.of_id, basket.pk)


@allow("supplies.organise")
@require_POST
def payments(request: Any, key: Any, basket: Any) -> HttpResponse:
    row, form = own_basket(key, basket), PayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please write an amount above zero with at most two decimals."))
        return _back(request, row)
    given = form.cleaned_data
    tried(
        request,
        lambda: Payment.mark(row, given["amount"], given["way"], by=request.user, at=now()),
        _("Marked as paid: number %(number)s.") % {"number": row.number},
    )
    return _back(request, row)


@allow("supplies.organise")
@require_POST
def unpayment(request: Any, key: Any, payment: Any) -> HttpResponse:
    rows = Payment.objects.select_related("basket")
    found_: Payment = get_object_or_404(rows, pk=payment, basket__of=key)
    tried(request, lambda: found_.take_back(by=request.user, at=now()), _("The mark is taken back."))
    return _back(request, found_.basket)


@allow("supplies.organise")
@require_POST
def refunds(request: Any, key: Any, basket: Any) -> HttpResponse:
    row = own_basket(key, basket)
    way = request.POST.get("way", "")
    tried(
        request,
        lambda: Refund.give(row, way, by=request.user, at=now()),
        _("Marked as given back: number %(number)s.") % {"number": row.number},
    )
    return _back(request, row)


@allow("supplies.organise")
@require_POST
def spoilage(request: Any, key: Any, basket: Any) -> HttpResponse:
    """Units of a parcel that turned out spoiled at home."""
    row = own_basket(key, basket)
    goods, units = request.POST.get("goods", ""), request.POST.get("units", "")
    item: Item = get_object_or_404(row.items.select_related("basket__of", "goods"), goods__number=_whole(goods))
    tried(
        request,
        lambda: item.spoil(_whole(units), by=request.user, at=now()),
        _("Written down; it is on the list of what is given back."),
    )
    return _back(request, row)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
