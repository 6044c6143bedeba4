"""A death: one form, a second person, what followed, and how a mistake is put right."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.accounts.reach import within
from linli.care.ended import ended_by
from linli.care.forms import DeathForm
from linli.care.models import Death
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.privacy.readings import note_read
from linli.registry import sight

S = Death.Status


def reached(request: Any) -> Any:
    rows = Death.objects.filter(within(request.roles, "resident__household__flat__"))
    return rows.select_related(
        "resident__household__flat", "community", "proposed_by", "confirmed_by", "disputed_by", "over_by"
    )


@allow("care.death")
def deaths(request: Any) -> HttpResponse:
    """What waits for a second person, and what was lately confirmed."""
    waiting = list(reached(request).filter(status__in=(S.PROPOSED, S.DISPUTED)).order_by("created_at"))
    lately = list(reached(request).filter(status=S.CONFIRMED).order_by("-confirmed_at")[:20])
    note_read(request, [row.resident for row in (*waiting, *lately)], "listed")
    return render(request, "care/deaths.html", {"waiting": waiting, "lately": lately})


@allow("care.death")
def new(request: Any, key: Any) -> HttpResponse:
    """One form. Nothing follows from it until a second person confirms it."""
    resident = sight.resident(request, key)
    form = DeathForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = Death.propose(resident, by=request.user, at=now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Written down. Nothing follows until a second person confirms it."))
            return redirect("care:death", made.pk)
    note_read(request, resident)
    return render(request, "care/death_new.html", {"form": form, "resident": resident})


@allow("care.death")
def death(request: Any, key: Any) -> HttpResponse:
    found, at = get_object_or_404(reached(request), pk=key), now()
    note_read(request, found.resident)
    until = found.correctable_until
    content = {
        "death": found,
        "own": found.proposed_by_id == request.user.pk,
        "disputed_by_me": found.disputed_by_id == request.user.pk,
        "correctable": found.status in (S.CONFIRMED, S.DISPUTED) and until is not None and at <= until,
        "until": until,
        "ended": ended_by(found),
    }
    return render(request, "care/death.html", content)


def _move(request: Any, key: Any, verb: str, said: str) -> HttpResponse:
    getattr(get_object_or_404(reached(request), pk=key), verb)(by=request.user, at=now())
    messages.success(request, said)
    return redirect("care:death", key)


@allow("care.death")
@require_POST
def confirmation(request: Any, key: Any) -> HttpResponse:
    return _move(
        request, key, "confirm", _("Confirmed. Everything in this name has ended; those who must know are told.")
    )


@allow("care.death")
@require_POST
def withdrawal(request: Any, key: Any) -> HttpResponse:
    return _move(request, key, "withdraw", _("Withdrawn. Nothing had followed from it."))


@allow("care.death")
@require_POST
def dispute(request: Any, key: Any) -> HttpResponse:
    return _move(request, key, "dispute", _("Noted. A second person must say so too."))


@allow("care.death")
@require_POST
def upholding(request: Any, key: Any) -> HttpResponse:
    return _move(request, key, "uphold", _("Noted: it was no mistake."))


@allow("care.death")
@require_POST
def correction(request: Any, key: Any) -> HttpResponse:
    return _move(request, key, "correct", _("Put right. What could come back is back; the rest is listed below."))
