"""Knocking on doors: the list of a stair, ticked on a phone or printed."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.registry import coverage, sight
from linli.registry.models import Flat, Knock, KnockRound, Unit

LIVING = Q(households__residents__left_at=None, households__residents__merged_into=None)


def doors_of(request: Any, unit: Any) -> list[Any]:
    """The flats of a stair, top floor first as one climbs down, with people counted and this round's last visit."""
    start = coverage.since(request.community, now())
    last = Knock.objects.filter(flat=OuterRef("pk"), at__gte=start).order_by("-at")
    found = (
        sight.flats(request)
        .filter(unit=unit)
        .annotate(people=Count("households__residents", filter=LIVING), seen=Subquery(last.values("at")[:1]))
        .annotate(found=Subquery(last.values("found")[:1]))
    )
    return sorted(found, key=lambda flat: (-flat.floor, flat.number.zfill(6)))


@allow("registry.read")
def stair(request: Any, key: Any) -> HttpResponse:
    """The door-knock list of a stair with its coverage."""
    units = Unit.objects.filter(pk__in=sight.flats(request).values("unit"))
    shown: Unit = get_object_or_404(units.select_related("building__compound", "building__grid"), pk=key)
    doors = doors_of(request, shown)
    context = {
        "unit": shown,
        "doors": doors,
        "visited": sum(1 for door in doors if door.seen),
        "uses": Flat.Use.choices,
        "since": coverage.since(request.community, now()),
    }
    return render(request, "registry/stair.html", context)


@allow("registry.read")
@require_POST
def knock(request: Any, key: Any) -> HttpResponse:
    """A visit at a door: how the flat is used, as far as one saw."""
    shown = sight.flat(request, key)
    found = request.POST.get("found", "")
    if found not in Flat.Use.values:
        return HttpResponseBadRequest()
    Knock.note(shown, found, by=request.user, at=now())
    if request.htmx:
        door = next(one for one in doors_of(request, shown.unit_id) if one.pk == shown.pk)
        return render(request, "registry/door.html", {"door": door, "uses": Flat.Use.choices})
    back = request.POST.get("back")
    return redirect("registry:flat", shown.pk) if back == "flat" else redirect("registry:stair", shown.unit_id)


@allow("registry.import")
@require_POST
def open_round(request: Any) -> HttpResponse:
    """A new round: every door is to be visited again."""
    KnockRound.open(request.community, by=request.user, at=now())
    messages.success(request, _("A new round of visits is open. Earlier visits stay in each flat's history."))
    return redirect("registry:people")
