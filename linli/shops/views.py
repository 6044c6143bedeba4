"""The board: what there is and who is open, for those who count and look, and for residents."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow, may, resident_only
from linli.core.answers import tried
from linli.core.clock import now
from linli.shops import words
from linli.shops.forms import CheckForm, CountForm, ReasonForm, SaidForm, ShopForm, StockForm
from linli.shops.models import Shop, Stock
from linli.shops.policy import terms


@allow("shops.read")
def board(request: Any) -> HttpResponse:
    return _board(request, StockForm(), ShopForm())


def _board(request: Any, stock_form: Any, shop_form: Any, status: int = 200) -> HttpResponse:
    content = words.board(now()) | {
        "keeps": may(request.roles, "shops.keep"), "stock_form": stock_form, "shop_form": shop_form
    }  # fmt: skip
    return render(request, "shops/board.html", content, status=status)


@resident_only
def mine(request: Any) -> HttpResponse:
    """The same board for residents: words first, no forms."""
    return render(request, "shops/me.html", words.board(now()))


@allow("shops.keep")
@require_POST
def stocks(request: Any) -> HttpResponse:
    """Put something on the board."""
    form = StockForm(request.POST)
    if form.is_valid() and tried(request, lambda: _added(request, Stock.add, form), _("Noted.")):
        return redirect("shops:board")
    return _board(request, form, ShopForm(), status=400)


@allow("shops.keep")
@require_POST
def shops(request: Any) -> HttpResponse:
    """Enter a shop."""
    form = ShopForm(request.POST)
    if form.is_valid() and tried(request, lambda: _added(request, Shop.enter, form), _("Noted.")):
        return redirect("shops:board")
    return _board(request, StockForm(), form, status=400)


@allow("shops.read")
def stock(request: Any, key: Any) -> HttpResponse:
    return _stock(request, _of(Stock, key), CountForm())


def _stock(request: Any, found: Stock, form: Any, status: int = 200) -> HttpResponse:
    content = {
        "line": words.stock(found, now()), "row": found, "form": form, "counts": found.counts.select_related("by")[:14],
        "keeps": may(request.roles, "shops.keep") and found.removed_at is None,
    }  # fmt: skip
    return render(request, "shops/stock.html", content, status=status)


@allow("shops.keep")
@require_POST
def counts(request: Any, key: Any) -> HttpResponse:
    """A count; ``same=1``: as it was."""
    found = _of(Stock, key)
    if request.POST.get("same") == "1":
        tried(request, lambda: found.confirm(by=request.user), _("Noted."))
        return redirect("shops:board")
    form = CountForm(request.POST)
    if form.is_valid() and tried(request, lambda: found.confirm(by=request.user, **form.cleaned_data), _("Noted.")):
        return redirect("shops:board")
    return _stock(request, found, form, status=400)


@allow("shops.keep")
@require_POST
def removal(request: Any, key: Any) -> HttpResponse:
    found = _of(Stock, key)
    tried(request, lambda: found.remove(by=request.user), _("It is off the board."))
    return redirect("shops:board")


@allow("shops.read")
def shop(request: Any, key: Any) -> HttpResponse:
    return _shop(request, _of(Shop, key))


def _shop(request: Any, found: Shop, status: int = 200, **forms: Any) -> HttpResponse:
    at = now()
    said = {"place": found.place, "hours": found.hours, "asks": found.asks}
    content = {
        "line": words.shop(found, at),
        "row": found,
        "terms": terms(request.community, at),
        "checks": found.checks.select_related("by"),
        "keeps": may(request.roles, "shops.keep"),
        "check_form": CheckForm(),
        "reason_form": ReasonForm(),
        "said_form": SaidForm(initial=said),
        **forms,
    }
    return render(request, "shops/shop.html", content, status=status)


@allow("shops.keep")
@require_POST
def checks(request: Any, key: Any) -> HttpResponse:
    found, form = _of(Shop, key), CheckForm(request.POST)
    if form.is_valid() and tried(request, lambda: found.look_at(by=request.user, **form.cleaned_data), _("Noted.")):
        return redirect("shops:shop", key)
    return _shop(request, found, 400, check_form=form)


@allow("shops.keep")
@require_POST
def opening(request: Any, key: Any) -> HttpResponse:
    found = _of(Shop, key)
    tried(request, lambda: found.open(by=request.user), _("Open. It stands on the board."))
    return redirect("shops:shop", key)


@allow("shops.keep")
@require_POST
def closing(request: Any, key: Any) -> HttpResponse:
    found, form = _of(Shop, key), ReasonForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        if tried(request, lambda: found.close(why, by=request.user), _("Closed. The reason stands on the board.")):
            return redirect("shops:shop", key)
    return _shop(request, found, 400, reason_form=form)


@allow("shops.keep")
@require_POST
def details(request: Any, key: Any) -> HttpResponse:
    """Where, when, how; ``same=1``: all still so."""
    found = _of(Shop, key)
    if request.POST.get("same") == "1":
        tried(request, lambda: found.confirm(by=request.user), _("Noted."))
        return redirect("shops:board")
    form = SaidForm(request.POST)
    if form.is_valid() and tried(request, lambda: found.change(by=request.user, **form.cleaned_data), _("Noted.")):
        return redirect("shops:shop", key)
    return _shop(request, found, 400, said_form=form)


def _added(request: Any, adding: Any, form: Any) -> Any:
    return adding(request.community, by=request.user, **form.cleaned_data)


def _of(model: Any, key: Any) -> Any:
    return get_object_or_404(model.objects.all(), pk=key)
