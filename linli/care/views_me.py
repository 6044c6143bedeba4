"""The resident's own page: whether somebody looks out for them, what is kept, and how to say no."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.accounts.permissions import resident_only
from linli.care.forms import AwayForm
from linli.care.models import OptOut, Watch
from linli.core.clock import now
from linli.privacy.readings import note_read


@resident_only
@never_cache
def mine(request: Any) -> HttpResponse:
    resident, at = request.resident, now()
    row = Watch.objects.filter(resident=resident).first()
    note_read(request, resident, "own")
    community = request.community
    content = {
        "row": row,
        "away": bool(row and row.away_until and row.away_until > at),
        "declined": OptOut.objects.filter(resident=resident, ended_at=None).first(),
        "going": AwayForm(),
        "age": community.setting("silence_age"),
        "hours": community.setting("silence_hours"),
        "quiet": community.setting("silence_quiet"),
    }
    return render(request, "care/me.html", content)


@resident_only
@require_POST
def declining(request: Any) -> HttpResponse:
    OptOut.declare(request.resident, way=OptOut.Way.OWN_PAGE, by=request.acting, at=now())
    messages.success(request, _("Nobody knocks because of silence any more, and nothing is kept about it."))
    return redirect("care:mine")


@resident_only
@require_POST
def wish(request: Any) -> HttpResponse:
    get_object_or_404(OptOut, resident=request.resident, ended_at=None).end(by=request.acting, at=now())
    messages.success(request, _("Somebody looks out for you again if you live alone."))
    return redirect("care:mine")


@resident_only
@require_POST
def absence(request: Any) -> HttpResponse:
    until = AwayForm(request.POST).end(request.community.zone)
    get_object_or_404(Watch, resident=request.resident).pause(until=until, by=request.acting, at=now())
    messages.success(request, _("Nobody knocks until then. Have a good journey."))
    return redirect("care:mine")


@resident_only
@require_POST
def homecoming(request: Any) -> HttpResponse:
    get_object_or_404(Watch, resident=request.resident).resume(by=request.acting, at=now())
    messages.success(request, _("Welcome back."))
    return redirect("care:mine")
