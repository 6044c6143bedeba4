"""A round in the office: begun, its terms and goods, and each step to its account."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow, may
from linli.core.answers import tried
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.supplies import words
from linli.supplies.delivering import parcels
from linli.supplies.forms import AccountForm, CutOffForm, GoodsForm, RoundForm, StartForm
from linli.supplies.models import Basket, Goods, Round
from linli.supplies.models.rounds import TERMS
from linli.supplies.overview import counted, numbers_of
from linli.supplies.rules_slots import ends

S = Round.Status
SHOWN = 30


def found(key: Any) -> Round:
    return get_object_or_404(Round.objects.select_related("community", "organiser"), pk=key)


@allow("supplies.read")
def rounds(request: Any) -> HttpResponse:
    """What is open first, then what is on its way, then what is over."""
    going = Round.objects.exclude(status__in=(S.ACCOUNTED, S.CANCELLED)).order_by("closes_at")
    over = Round.objects.filter(status__in=(S.ACCOUNTED, S.CANCELLED)).order_by("-ended_at")[:SHOWN]
    content = {
        "going": counted(going),
        "over": counted(over),
        "may_organise": may(request.roles, "supplies.organise"),
        "pills": words.PILLS,
    }
    return render(request, "supplies/rounds.html", content)


@allow("supplies.organise")
def new(request: Any) -> HttpResponse:
    at = now()
    form = RoundForm(request.POST or None, initial=RoundForm.likely(request.community.zone, at))
    if request.method == "POST" and form.is_valid():
        try:
            made = Round.draft(request.community, by=request.user, at=at, **form.cleaned_data)
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            return redirect("supplies:round", made.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "supplies/new.html", {"form": form}, status=status)


@allow("supplies.organise")
def terms(request: Any, key: Any) -> HttpResponse:
    of = found(key)
    form = RoundForm(request.POST or None, initial={name: getattr(of, name) for name in TERMS})
    if request.method == "POST" and form.is_valid():
        changed = tried(
            request, lambda: of.change(by=request.user, at=now(), **form.cleaned_data), _("The terms are changed.")
        )
        if changed:
            return redirect("supplies:round", of.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "supplies/new.html", {"form": form, "round": of}, status=status)


@allow("supplies.read")
def one(request: Any, key: Any) -> HttpResponse:
    """How far it is, its numbers, and the one next step."""
    return render(request, "supplies/round.html", _content(request, found(key)))


def _content(request: Any, of: Round, **more: Any) -> dict[str, Any]:
    local = of.pickup_from.astimezone(ZoneInfo(of.community.zone))
    coming = parcels(of).count() if of.status in (S.ARRIVED, S.HANDING_OUT) else 0
    return {
        "round": of,
        "numbers": numbers_of(of),
        "pill": words.PILLS[of.status],
        "rule": words.RULES[of.rule],
        "goods_form": GoodsForm(),
        "start_form": StartForm(initial={"start": local}),
        "account_form": AccountForm(),
        "cut_off_form": CutOffForm(initial={"closes_at": of.closes_at}),
        "coming": coming,
        "slots_end": ends(coming, of.pickup_from, of.slot_minutes, of.slot_places) if coming else None,
        "may_organise": may(request.roles, "supplies.organise"),
        "may_order": may(request.roles, "supplies.order"),
        "may_hand_out": may(request.roles, "supplies.hand_out"),
    } | more


@allow("supplies.organise")
@require_POST
def goods(request: Any, key: Any) -> HttpResponse:
    of = found(key)
    form = GoodsForm(request.POST)
    if not form.is_valid():
        return render(request, "supplies/round.html", _content(request, of, goods_form=form), status=400)
    given = dict(form.cleaned_data)
    label, unit, price = given.pop("label"), given.pop("unit"), given.pop("price")
    given["minimum"] = given["minimum"] or 0
    tried(
        request,
        lambda: Goods.offer(of, label, unit, price, by=request.user, at=now(), **given),
        _("Added: %(goods)s.") % {"goods": label},
    )
    return redirect("supplies:round", of.pk)


@allow("supplies.organise")
@require_POST
def removal(request: Any, key: Any, what: Any) -> HttpResponse:
    row: Goods = get_object_or_404(Goods.objects.select_related("of"), pk=what, of=key)
    tried(request, lambda: row.take_off(by=request.user, at=now()), _("Taken off."))
    return redirect("supplies:round", key)


@allow("supplies.organise")
@require_POST
def dropping(request: Any, key: Any, what: Any) -> HttpResponse:
    row: Goods = get_object_or_404(Goods.objects.select_related("of"), pk=what, of=key)
    tried(request, lambda: row.drop(by=request.user, at=now()), _("It is not ordered; nobody owes anything for it."))
    return redirect("supplies:round", key)


def _start(request: Any, of: Round) -> Any:
    form = StartForm(request.POST)
    if not form.is_valid():
        raise Refused("supplies.times_unclear")
    return of.hand_out(form.cleaned_data["start"], by=request.user, at=now())


def _extend(request: Any, of: Round) -> Any:
    form = CutOffForm(request.POST)
    if not form.is_valid():
        raise Refused("supplies.times_unclear")
    return of.extend(form.cleaned_data["closes_at"], by=request.user, at=now())


def _account(request: Any, of: Round) -> Any:
    form = AccountForm(request.POST)
    if not form.is_valid():
        raise Refused("supplies.amount_unclear")
    return of.account(form.cleaned_data["bill"], by=request.user, at=now())


STEPS: dict[str, tuple[Any, Any]] = {
    "opening": (lambda request, of: of.open(by=request.user, at=now()), gettext_lazy("The round is open.")),
    "closing": (
        lambda request, of: of.close(by=request.user, at=now()),
        gettext_lazy("Closed. The order sheet is ready."),
    ),
    "cutoff": (_extend, gettext_lazy("The cut-off is changed.")),
    "sending": (lambda request, of: of.send(by=request.user, at=now()), gettext_lazy("Noted: the order has gone out.")),
    "sharing": (
        lambda request, of: _share(request, of),
        gettext_lazy("Shared out by the rule. The calculation stands below."),
    ),
    "handing": (_start, gettext_lazy("Everybody has a time. Labels and lists are ready.")),
    "accounting": (_account, gettext_lazy("The round is accounted for.")),
    "cancellation": (lambda request, of: of.cancel(by=request.user, at=now()), gettext_lazy("Cancelled.")),
}


def _share(request: Any, of: Round) -> Any:
    if of.given:
        return of.donation.share(by=request.user, at=now())
    return of.arrive(by=request.user, at=now())


@allow("supplies.organise")
@require_POST
def step(request: Any, key: Any, name: str) -> HttpResponse:
    """One step of the round; what it is not ready for is refused in words."""
    if name not in STEPS:
        raise Http404
    of = found(key)
    change, done = STEPS[name]
    tried(request, lambda: change(request, of), str(done))
    return redirect("supplies:arrival" if name == "sharing" else "supplies:round", of.pk)


def own_basket(key: Any, basket: Any, **more: Any) -> Basket:
    rows = Basket.objects.select_related("of__community", "household__flat__unit__building__compound", "person")
    return get_object_or_404(rows, pk=basket, of=key, **more)
