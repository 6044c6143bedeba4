"""What came, counted against what was ordered; and how it is shared, step by step, before and after."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from linli.accounts.permissions import allow
from linli.care.needs import needs_of
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.supplies import words
from linli.supplies.forms import CountForm
from linli.supplies.models import Arrival, Basket, Round
from linli.supplies.overview import goods_of
from linli.supplies.sharing import Shared, sharings
from linli.supplies.views import found


@allow("supplies.organise")
def arrival(request: Any, key: Any) -> HttpResponse:
    """One small form for each kind of goods; nothing measured is filled in before somebody has counted."""
    of, at = found(key), now()
    forms = _forms(request, of)
    if request.method == "POST" and all(form.is_valid() for _goods, form in forms):
        try:
            for goods, form in forms:
                Arrival.count(goods, **form.values, by=request.user, at=at)
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, _("Counted. Look at the calculation, then share it out."))
            return redirect("supplies:arrival", of.pk)
    content = {"round": of, "forms": forms, "shared": shown(of, at), "rule": words.RULES[of.rule]}
    return render(request, "supplies/arrival.html", content, status=400 if request.method == "POST" else 200)


def _forms(request: Any, of: Round) -> list[tuple[Any, CountForm]]:
    made = []
    for goods in goods_of(of):
        held = Arrival.objects.filter(goods=goods).first()
        first = {
            name: getattr(held, name)
            for name in ("came", "spoiled", "instead", "instead_units", "instead_price")
            if held and getattr(held, name) not in ("", None)
        }
        made.append((goods, CountForm(request.POST or None, prefix=f"g{goods.number}", initial=first)))
    return made


def shown(of: Round, at: Any) -> list[dict[str, Any]]:
    """The calculation as a person reads it; before the sharing with the needs of the moment."""
    needs = None
    if of.status == Round.Status.ORDERED and not of.given:
        homes = Basket.objects.filter(of=of, status="ordered").values_list("household_id", flat=True)
        needs = set(needs_of(list(homes), at))
    return [_one(one) for one in sharings(of, needs)]


def _one(one: Shared) -> dict[str, Any]:
    unit = one.goods.unit
    arrival_ = one.arrival
    return {
        "goods": one.goods,
        "arrival": arrival_,
        "ordered": one.ordered,
        "differs": arrival_ is not None and arrival_.came != one.ordered,
        "short": one.short,
        "left": one.sharing.left if one.sharing else 0,
        "steps": words.steps(one.sharing, unit) if one.sharing else [],
        "instead": words.steps(one.instead, unit) if one.instead else [],
    }
