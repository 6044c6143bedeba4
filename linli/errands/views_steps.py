"""What a runner or a coordinator does with an errand: each button is one step, with who and when."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.models import User
from linli.accounts.permissions import allow
from linli.core.answers import tried
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.errands import rules, sight
from linli.errands.forms import BuyForm, CannotForm, CollectForm, DeliverForm
from linli.errands.models import Bag, Errand
from linli.errands.views import shown

Act = Callable[[Errand, Any, datetime], Any]


def _colleague(request: Any) -> User:
    rows = User.objects.filter(roles__community=request.community).distinct()
    return get_object_or_404(rows, pk=_key(request.POST.get("to")))  # type: ignore[no-any-return]


def _key(text: Any) -> Any:
    from uuid import UUID

    try:
        return UUID(str(text))
    except ValueError:
        return None


def _even(found: Errand, request: Any, at: datetime) -> None:
    amount = rules.money(request.POST.get("amount", ""))
    if amount is None:
        raise Refused("errands.money_wrong")
    what = request.POST.get("what", "")
    found.even(_colleague(request), what, amount, by=request.user, at=at, note=request.POST.get("note", ""))


def _bag(found: Errand, request: Any) -> Bag:
    return get_object_or_404(found.bags.all(), pk=_key(request.POST.get("bag")))  # type: ignore[no-any-return]


def _bag_back(found: Errand, request: Any, at: datetime) -> None:
    _bag(found, request).give_back(seal_whole=request.POST.get("whole") == "1", by=request.user, at=at)


# step -> what it does
RUNNER: dict[str, Act] = {
    "set_out": lambda found, request, at: found.set_out(by=request.user, at=at),
    "bag_back": _bag_back,
    "bag_take": lambda found, request, at: _bag(found, request).take(by=request.user, at=at),
}
LEAD: dict[str, Act] = {
    "offer": lambda found, request, at: found.offer(_colleague(request), by=request.user, at=at),
    "confirm": lambda found, request, at: found.confirm(
        by=request.user, at=at, rung=True, note=request.POST.get("note", "")
    ),
    "dispute": lambda found, request, at: found.dispute(request.POST.get("note", ""), by=request.user, at=at),
    "even": _even,
    "bag_hold": lambda found, request, at: _bag(found, request).hold(by=request.user, at=at),
    "bag_back": _bag_back,
}


@allow("errands.run")
@require_POST
def acceptance(request: Any, key: Any) -> HttpResponse:
    """Out of the pool, or after being asked: of two who tap at once one has it."""
    found, at = get_object_or_404(sight.errands(), pk=key), now()
    done = _("It is yours. The gate knows after its next sync.")
    if not tried(request, lambda: found.accept(by=request.user, at=at), done):
        return redirect("errands:list")
    return redirect("errands:errand", found.pk)


@allow("errands.run")
@require_POST
def steps(request: Any, key: Any) -> HttpResponse:
    """One button, one step; a refusal says why and changes nothing."""
    found, at, what = sight.one(request, key), now(), request.POST.get("do", "")
    act = _allowed(found, request, what)
    if act is None:
        raise PermissionDenied(what)
    tried(request, lambda: act(found, request, at), _("Noted."))
    return redirect("errands:errand", key)


def _allowed(found: Errand, request: Any, what: str) -> Act | None:
    if what in LEAD and sight.may_coordinate(request, found):
        return LEAD[what]
    if what in RUNNER and found.runner_id == request.user.pk:
        return RUNNER[what]
    return None


@allow("errands.run")
@require_POST
def cancellation(request: Any, key: Any) -> HttpResponse:
    """By a coordinator, or by whoever asked for it."""
    found, at = sight.one(request, key), now()
    if not sight.may_coordinate(request, found) and found.asked_by_id != request.user.pk:
        raise PermissionDenied
    tried(request, lambda: found.cancel(by=request.user, at=at, reason=request.POST.get("note", "")), _("Cancelled."))
    return redirect("errands:list")


def _with_form(request: Any, key: Any, form: Any, act: Callable[[Errand, Any, datetime], Any]) -> HttpResponse:
    found, at = sight.one(request, key), now()
    if form.is_valid():
        try:
            act(found, form, at)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Noted."))
            return redirect("errands:list" if found.runner_id is None else "errands:errand", *_keys(found))
    found.refresh_from_db()
    return shown(request, found, at, form, status=400)


def _keys(found: Errand) -> list[Any]:
    return [] if found.runner_id is None else [found.pk]


@allow("errands.run")
@require_POST
def collection(request: Any, key: Any) -> HttpResponse:
    def act(found: Errand, form: Any, at: datetime) -> None:
        found.collect(by=request.user, at=at, **form.cleaned_data)

    return _with_form(request, key, CollectForm(request.POST), act)


@allow("errands.run")
@require_POST
def purchase(request: Any, key: Any) -> HttpResponse:
    def act(found: Errand, form: Any, at: datetime) -> None:
        found.buy(by=request.user, at=at, **form.bought)

    return _with_form(request, key, BuyForm(request.POST, request.FILES), act)


@allow("errands.run")
@require_POST
def delivery(request: Any, key: Any) -> HttpResponse:
    def act(found: Errand, form: Any, at: datetime) -> None:
        found.deliver(by=request.user, at=at, **form.cleaned_data)

    return _with_form(request, key, DeliverForm(request.POST), act)


@allow("errands.run")
@require_POST
def return_(request: Any, key: Any) -> HttpResponse:
    def act(found: Errand, form: Any, at: datetime) -> None:
        given = form.cleaned_data
        found.cannot(given["reason"], by=request.user, at=at, given_back=given["given_back"])

    return _with_form(request, key, CannotForm(request.POST), act)
