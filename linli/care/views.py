"""Who is looked out for, one of them, and the page of a knock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.accounts.reach import within
from linli.care.forms import AwayForm, HelpForm, OptOutForm
from linli.care.models import Death, DoorVisit, OptOut, Silence, Watch
from linli.care.rules import newest, silent
from linli.core.answers import tried
from linli.core.clock import now
from linli.privacy.readings import note_read
from linli.registry import phones, sight
from linli.registry.models import Grid, Resident

MOST = 50
SAID = {
    "well": gettext_lazy("Good to know. Settled."),
    "away": gettext_lazy("Noted. Nobody knocks until then."),
    "no_answer": gettext_lazy("Noted. Try again when it is due; then the duty lead takes it."),
    "help": gettext_lazy("Noted. What is needed stands in your list now."),
    "unwanted": gettext_lazy("Noted. Nobody knocks any more because of silence, and nothing is kept about it."),
}


class Brief(NamedTuple):
    """One who is looked out for, as the numbers need it."""

    key: Any
    grid: Any
    last_at: datetime
    away_until: datetime | None


@dataclass(frozen=True)
class Count:
    """Of one grid: how many are looked out for, silent, away."""

    grid: Any
    people: int
    silent: int
    away: int


@allow("care.watch")
def watched(request: Any) -> HttpResponse:
    """Numbers by grid, and the list, who was heard of longest ago first."""
    at, hours = now(), request.community.setting("silence_hours")
    reached = within(request.roles, "resident__household__flat__")
    brief = _brief(reached)
    chosen = [one.key for one in brief if request.GET.get("grid", "") in ("", str(one.grid or ""))]
    rows = _shown(chosen[:MOST])
    silences = Silence.objects.filter(status=Silence.Status.OPEN, resident__in=[row.resident_id for row in rows])
    waiting = {one.resident_id: one for one in silences}
    note_read(request, [row.resident for row in rows], "listed")
    content = {
        "counts": _counts(brief, at, hours),
        "rows": [{"row": row, "hours": _hours(row, at), "silence": waiting.get(row.resident_id)} for row in rows],
        "more": len(chosen) - MOST,
        "opted_out": OptOut.objects.filter(reached, ended_at=None).count(),
        "age": request.community.setting("silence_age"),
        "hours": hours,
        "quiet": request.community.setting("silence_quiet"),
        "deaths": Death.objects.filter(reached, status__in=("proposed", "disputed")).count(),
        "at": at,
    }
    return render(request, "care/watched.html", content)


def _brief(reached: Any) -> list[Brief]:
    """Everybody who is looked out for, without names: hundreds in a large community. Heard of longest ago first."""
    grid = F("resident__household__flat__unit__building__grid")
    columns = ("pk", "heard_at", "crossed_at", "away_until", "grid")
    rows = Watch.objects.filter(reached).annotate(grid=grid).values_list(*columns)
    made = [Brief(key, place, newest(heard, crossed, away), away) for key, heard, crossed, away, place in rows]
    return sorted(made, key=lambda one: one.last_at)


def _shown(keys: list[Any]) -> list[Watch]:
    rows = Watch.objects.filter(pk__in=keys).select_related("resident__household__flat")
    return sorted(rows, key=lambda row: row.last_at)


def _hours(row: Watch, at: datetime) -> int:
    return max(0, int((at - row.last_at).total_seconds()) // 3600)


def _counts(brief: list[Brief], at: datetime, hours: int) -> list[Count]:
    grids: dict[Any, list[Brief]] = {}
    for one in brief:
        grids.setdefault(one.grid, []).append(one)
    named = {grid.pk: grid for grid in Grid.objects.filter(pk__in=[key for key in grids if key])}
    made = [
        Count(
            grid=named.get(key),
            people=len(held),
            silent=sum(silent(row.last_at, at, hours) for row in held),
            away=sum(row.away_until is not None and row.away_until > at for row in held),
        )
        for key, held in grids.items()
    ]
    return sorted(made, key=lambda one: str(one.grid or "~"))


@allow("care.watch")
def one(request: Any, key: Any) -> HttpResponse:
    """Whether somebody is looked out for, why or why not, what is kept, and how to say no."""
    resident, at = sight.resident(request, key), now()
    row = Watch.objects.filter(resident=resident).first()
    note_read(request, resident)
    content = {
        "resident": resident,
        "row": row,
        "away": bool(row and row.away_until and row.away_until > at),
        "hours": _hours(row, at) if row else 0,
        "declined": OptOut.objects.filter(resident=resident, ended_at=None).first(),
        "silence": Silence.objects.filter(resident=resident, status=Silence.Status.OPEN).first(),
        "death": Death.objects.filter(resident=resident, status__in=Death.STANDING).first(),
        "opting": OptOutForm(),
        "going": AwayForm(),
        "age": request.community.setting("silence_age"),
    }
    return render(request, "care/resident.html", content)


@allow("care.watch")
@require_POST
def declining(request: Any, key: Any) -> HttpResponse:
    """Told at the desk, on paper, at the door."""
    resident = sight.resident(request, key)
    OptOut.declare(resident, way=request.POST.get("way", ""), by=request.user, at=now())
    messages.success(request, SAID["unwanted"])
    return redirect("care:resident", key)


@allow("care.watch")
@require_POST
def wish(request: Any, key: Any) -> HttpResponse:
    """They want it again."""
    resident = sight.resident(request, key)
    get_object_or_404(OptOut, resident=resident, ended_at=None).end(by=request.user, at=now())
    messages.success(request, _("Noted. If they live alone, somebody looks out for them again."))
    return redirect("care:resident", key)


@allow("care.watch")
@require_POST
def absence(request: Any, key: Any) -> HttpResponse:
    resident = sight.resident(request, key)
    until = AwayForm(request.POST).end(request.community.zone)
    get_object_or_404(Watch, resident=resident).pause(until=until, by=request.user, at=now())
    messages.success(request, SAID["away"])
    return redirect("care:resident", key)


@allow("care.watch")
@require_POST
def homecoming(request: Any, key: Any) -> HttpResponse:
    resident = sight.resident(request, key)
    get_object_or_404(Watch, resident=resident).resume(by=request.user, at=now())
    messages.success(request, _("Noted: back at home."))
    return redirect("care:resident", key)


def _silence(request: Any, key: Any) -> Silence:
    rows = Silence.objects.filter(within(request.roles, "resident__household__flat__"))
    found = rows.select_related("resident__household__flat__unit__building", "community")
    return get_object_or_404(found, pk=key)


@allow("care.watch")
def silence(request: Any, key: Any) -> HttpResponse:
    """Who it is, whom one can ring first, and what was found at the door."""
    found, at = _silence(request, key), now()
    note_read(request, found.resident)
    been = list(found.visits.select_related("by").order_by("at"))
    content = {
        "silence": found,
        "resident": found.resident,
        "phone": phones.shown(found.resident.phone),
        "contact_phone": phones.shown(found.resident.contact_phone),
        "neighbours": _neighbours(request, found.resident),
        "hours": int((at - found.since).total_seconds()) // 3600,
        "tried": been,
        "unanswered": sum(visit.found == DoorVisit.Found.NO_ANSWER for visit in been),
        "again": request.community.setting("silence_again_hours"),
        "going": AwayForm(),
        "help": HelpForm(),
    }
    return render(request, "care/silence.html", content)


def _neighbours(request: Any, resident: Resident) -> Any:
    """The doors of the same floor and stair: who may know."""
    flat = resident.household.flat
    rows = sight.flats(request).filter(unit=flat.unit_id, households__residents__left_at=None).exclude(pk=flat.pk)
    return [other for other in rows.distinct().order_by("number") if other.floor == flat.floor]


@allow("care.watch")
@require_POST
def visits(request: Any, key: Any) -> HttpResponse:
    """What was found at the door."""
    held, found = _silence(request, key), request.POST.get("found", "")
    until = AwayForm(request.POST).end(request.community.zone) if found == DoorVisit.Found.AWAY else None
    given = {"kind": request.POST.get("kind", ""), "words": request.POST.get("words", "")[:200]}
    tried(
        request,
        lambda: held.visit(found, by=request.user, at=now(), until=until, **given),
        str(SAID.get(found, "")),
    )
    return redirect("care:silence", key)
