"""The overdue list: the first step is a phone call; every step is noted with who and when."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.answers import tried
from linli.core.clock import moment_of, now
from linli.core.refusals import Refused
from linli.gates.models import Out
from linli.outings.calling import LADDER
from linli.outings.late import Late, late, to_ring
from linli.outings.models import Call
from linli.privacy.readings import note_read
from linli.registry import phones, sight
from linli.registry.models import Resident

NEXT: dict[str, Any] = {
    "call": gettext_lazy("Ring them"),
    "again": gettext_lazy("Ring them again"),
    "household": gettext_lazy("Ring the household"),
    "knock": gettext_lazy("Go and knock at the door"),
    "wait": gettext_lazy("They are on the way"),
    "help": gettext_lazy("They need help: stay with it"),
    "lead": gettext_lazy("All was tried: tell the duty lead"),
}


@allow("outings.decide")
def overdue(request: Any) -> HttpResponse:
    at = now()
    rows = late(request, at)
    soon = to_ring(request, at)
    note_read(request, [one.resident for one in rows] + [one.resident for one in soon], "listed")
    content = {
        "rows": [_shown(one, at) for one in rows],
        "soon": [(one, phones.shown(one.resident.phone)) for one in soon],
        "at": at,
    }
    return render(request, "outings/overdue.html", content)


def _shown(one: Late, at: datetime) -> dict[str, Any]:
    ring_home = one.next.way == "household"
    return {
        "late": one,
        "minutes": int((at - one.back_by).total_seconds()) // 60,
        "next": NEXT[one.next.way],
        "next_at": moment_of(one.next.at),
        "way": one.next.way if one.next.way in LADDER else "call",
        "numbers": _numbers(one.resident, ring_home),
        "knock": one.next.way == "knock",
    }


def _numbers(resident: Resident, ring_home: bool) -> list[tuple[Resident, str, str]]:
    """(whose, to ring, to read): the person's own, or, for the household, those of the others and the contact's."""
    people = [resident]
    if ring_home:
        living = Resident.objects.living().filter(household=resident.household_id).exclude(pk=resident.pk)
        people = [*living, resident]
    found = [(one, one.phone, phones.shown(one.phone)) for one in people if one.phone]
    if ring_home and resident.contact_phone:
        found.append((resident, resident.contact_phone, phones.shown(resident.contact_phone)))
    return found


@allow("outings.decide")
@require_POST
def steps(request: Any, key: Any) -> HttpResponse:
    """Note what was done about the exit ``key`` (a crossing's id) and what came of it."""
    out = Out.objects.exclude(resident_id=None).filter(crossing_id=key).first()
    if out is None:
        raise Refused("outings.not_out")
    resident = sight.resident(request, out.resident_id)
    typed = request.POST.get("minutes", "")
    minutes = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
    said = {"way": request.POST.get("way", ""), "outcome": request.POST.get("outcome", "")}
    tried(request, lambda: Call.note(out, resident, **said, minutes=minutes, by=request.user, at=now()), _("Noted."))
    return redirect("outings:overdue")
