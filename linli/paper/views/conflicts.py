"""Where paper and other records contradict each other, and what a person decides about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.models import User
from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.gates.models import Crossing, Gate
from linli.gates.words import DIRECTIONS
from linli.paper.models import Conflict
from linli.privacy.readings import note_read
from linli.registry.models import Resident

MOST = 50


@allow("paper.decide")
def conflicts(request: Any) -> HttpResponse:
    """The open ones, the latest paper row first, and lately decided ones."""
    rows = Conflict.objects.filter(status=Conflict.Status.OPEN).order_by("-at")
    open_ones = list(rows[:MOST])
    done = Conflict.objects.filter(status=Conflict.Status.DECIDED).select_related("decided_by").order_by("-decided_at")
    shown = _shown(open_ones)
    note_read(request, [one["who"] for one in shown if one["who"]], "listed")
    content = {"rows": shown, "count": rows.count(), "done": _shown(list(done[:10]))}
    return render(request, "paper/conflicts.html", content)


@allow("paper.decide")
@require_POST
def decision(request: Any, key: Any) -> HttpResponse:
    found: Conflict = get_object_or_404(Conflict.objects.all(), pk=key)
    chosen = request.POST.get("decision", "")
    if chosen not in Conflict.Decision.values:
        messages.error(request, _("Choose what happened. Nothing was changed."))
    else:
        found.decide(chosen, by=request.user, at=now())
        messages.success(request, _("Decided. Both records stay as they were written."))
    return redirect("paper:conflicts")


def _shown(rows: list[Conflict]) -> list[dict[str, Any]]:
    keys = {key for row in rows for key in (row.paper_id, row.other_id)}
    crossings = {one.id: one for one in Crossing.objects.filter(id__in=keys)}
    people = Resident.objects.filter(pk__in={one.resident_id for one in crossings.values()})
    named = {one.pk: one for one in people.select_related("household__flat")}
    gates = {gate.pk: gate.name for gate in Gate.objects.all()}
    typists = {user.pk: str(user) for user in User.objects.filter(pk__in={one.typed_by for one in crossings.values()})}

    def told(key: Any) -> dict[str, Any] | None:
        one = crossings.get(key)
        if one is None:
            return None
        return {
            "crossing": one,
            "way": DIRECTIONS[one.direction],
            "gate": gates.get(one.gate_id, ""),
            "typist": typists.get(one.typed_by, ""),
        }

    found = []
    for row in rows:
        paper: Any = crossings.get(row.paper_id)
        who = named.get(paper.resident_id) if paper else None
        found.append({"row": row, "who": who, "paper": told(row.paper_id), "other": told(row.other_id)})
    return found
