"""The family at home: who of theirs comes back, and the same thread that the travellers see."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.accounts.permissions import resident_only
from linli.arrivals import release_note, rules, telling
from linli.arrivals.forms_travel import Journey, TravelForm
from linli.arrivals.models import Arrival
from linli.arrivals.thread_page import NEXT, shown
from linli.arrivals.views_travel import answer
from linli.core.clock import now
from linli.core.refusals import Refused

SHOWN = timedelta(days=30)


def _own(request: Any) -> Any:
    """Threads of the own home, and those on which one stands oneself."""
    mine = Q(household=request.resident.household_id) | Q(travellers__resident=request.resident)
    rows = Arrival.objects.filter(mine).exclude(status="joined").distinct()
    return rows.filter(~Q(status__in=rules.OVER) | Q(over_at__gt=now() - SHOWN)).order_by("-created_at")


@resident_only
@never_cache
def mine(request: Any) -> HttpResponse:
    at = now()
    form = TravelForm(
        request.POST or None, community=request.community, year=request.community.today(at).year, at_home=True
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _announced(request, form, at)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Thank you. Your grid worker sees it now; this is the page of their return."))
            return redirect("arrivals:mine_thread", made.pk)
    rows = [
        {"row": one, "names": "、".join(person.masked for person in one.present), "next": NEXT.get(one.status, "")}
        for one in _own(request)
    ]
    status = 400 if request.method == "POST" else 200
    return render(request, "arrivals/me.html", {"form": form, "rows": rows}, status=status)


def _announced(request: Any, form: TravelForm, at: Any) -> Arrival:
    who = request.acting
    return telling.announce(
        request.community,
        form.cleaned_data["key"],
        household=request.resident.household,
        travellers=form.travellers,
        told_by=" ".join(part for part in (who.name, who.phone) if part),
        by=who,
        at=at,
        **form.said,
    )


@resident_only
@never_cache
@require_safe
def mine_thread(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(_own(request), pk=key)
    return render(request, "arrivals/travel.html", shown(found, now()) | {"base": "me.html", "form": Journey()})


@resident_only
@require_POST
def mine_words(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(_own(request), pk=key)
    answer(request, found, by=request.acting)
    return redirect("arrivals:mine_thread", key)


@resident_only
@require_safe
def mine_note(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(_own(request), pk=key)
    return release_note.answer(request, found, back=f"/me/arrivals/{key}/")
