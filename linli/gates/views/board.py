"""The board of the gates: who is out, how many an hour, what is open; and one crossing in full."""

import json
from collections import Counter
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from linli.accounts.models import User
from linli.accounts.permissions import allow, may
from linli.core.clock import now
from linli.followups.models import FollowUp
from linli.gates.days import bars, hour_of
from linli.gates.models import Annulment, Companions, Crossing, Device, Gate, Out, Pass, Rejudged
from linli.gates.shelf_lists import in_numbers
from linli.gates.words import DIRECTIONS, PERSONS, outcome_words, verdict_words
from linli.privacy.readings import note_read
from linli.registry.models import Resident

MOST = 30
LATEST = 30


@allow("gates.read")
def board(request: Any) -> HttpResponse:
    """Who is out, by how late they are; today by the hour; the latest crossings; what waits for somebody."""
    at = now()
    day = request.community.today(at)
    supervises = may(request.roles, "gates.supervise")
    today = Crossing.objects.filter(day=day)
    content = {
        "at": at,
        "out": _out(at),
        "out_count": Out.objects.count(),
        "late_count": Out.objects.filter(back_by__lt=at).count(),
        "hours": hours(today, request.community),
        "counts": _counts(today),
        "latest": _named(today.order_by("-number")[:LATEST]),
        "devices": _devices(at),
        "shelf": in_numbers(at),
        "supervises": supervises,
        "closed": not Gate.objects.exists(),
    }
    if supervises:
        content["overrules"] = _named(today.exclude(overrule_outcome="").order_by("-number")[:MOST])
        content["open"] = FollowUp.objects.exclude(status="done").exclude(kind="emergency").count()
    return render(request, "gates/board.html", content)


@allow("gates.read")
def crossing(request: Any, key: Any) -> HttpResponse:
    """One crossing with both verdicts."""
    found = Crossing.objects.filter(id=key).first()
    if found is None:
        raise Http404
    [row] = _named([found])
    note_read(request, Resident.objects.filter(pk=found.resident_id), "gate")
    guard = User.objects.filter(pk=found.guard_id).first() if found.guard_id else None
    notes = Companions.objects.filter(device_id=found.device_id, about=found.sequence)
    again = Rejudged.of([found]).get(found.id)
    content = {
        "row": row,
        "guard": guard,
        "device": Device.objects.filter(pk=found.device_id).first(),
        "gate_words": verdict_words(found.gate_code),
        "server_words": verdict_words(found.server_code),
        "again": again,
        "again_outcome": outcome_words(again.outcome) if again else None,
        "again_words": verdict_words(again.code) if again else None,
        "typist": User.objects.filter(pk=found.typed_by).first() if found.typed_by else None,
        "told": _told(found.visitor) if may(request.roles, "gates.guard") else "",
        "together": _named(_together(found)),
        "notes": notes,
        "annulled": Annulment.objects.filter(crossing_id=found.id).first(),
        "temperature": _degrees(found.facts.get("temperature")),
        "matters": FollowUp.objects.filter(subject=f"crossing:{found.id}").select_related("owner"),
    }
    return render(request, "gates/crossing.html", content)


def _told(visitor: str) -> str:
    """What somebody from outside told the guard, in one line."""
    return " · ".join(str(value) for value in json.loads(visitor).values()) if visitor else ""


def _together(one: Crossing) -> Any:
    """The others of the same family or car."""
    if one.group_id is None:
        return []
    return Crossing.objects.filter(day=one.day, group_id=one.group_id).exclude(id=one.id).order_by("number")


def _degrees(tenths: Any) -> str:
    return f"{tenths / 10:.1f} °C" if type(tenths) is int else ""


def hours(rows: Any, community: Any) -> dict[str, Any]:
    """Bars of a small picture: for each hour of the day how many went out and came in."""
    counted: Counter[tuple[int, str]] = Counter()
    for at, direction in rows.filter(went=True).values_list("at", "direction"):
        counted[(hour_of(community, at), direction)] += 1
    most = max(counted.values(), default=0)
    out, back = ([counted[(hour, way)] for hour in range(24)] for way in ("exit", "entry"))
    made = bars(out, back, most)
    return {"bars": made, "most": most, "busy": [bar for bar in made if bar["out"] or bar["back"]]}


def _counts(today: Any) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for direction, went, overruled, emergency in today.values_list(
        "direction", "went", "overrule_outcome", "emergency"
    ):
        counted[direction if went else "turned"] += 1
        counted["overruled"] += bool(overruled)
        counted["emergency"] += emergency
    return {name: counted[name] for name in ("exit", "entry", "turned", "overruled", "emergency")}


def _out(at: Any) -> list[dict[str, Any]]:
    rows = list(Out.objects.order_by("back_by", "since")[:MOST])
    people = _people({row.resident_id for row in rows})
    return [
        {
            "who": people.get(row.resident_id),
            "ticket": Pass.objects.filter(pk=row.who).first() if row.resident_id is None else None,
            "since": row.since,
            "back_by": row.back_by,
            "late": row.back_by is not None and row.back_by < at,
            "crossing": row.crossing_id,
        }
        for row in rows
    ]


def _named(rows: Any) -> list[dict[str, Any]]:
    rows = list(rows)
    people = _people({row.resident_id for row in rows})
    gates = {gate.pk: gate.name for gate in Gate.objects.all()}
    return [
        {
            "row": row,
            "who": people.get(row.resident_id),
            "kind": PERSONS.get(row.facts.get("person"), PERSONS["unknown"]),
            "gate": gates.get(row.gate_id, ""),
            "direction": DIRECTIONS[row.direction],
            "gate_outcome": outcome_words(row.gate_outcome),
            "server_outcome": outcome_words(row.server_outcome),
            "outcome": outcome_words("allow" if row.went else row.overrule_outcome or row.gate_outcome),
            "reason": verdict_words(row.gate_code)["reason"],
        }
        for row in rows
    ]


def _people(keys: set[Any]) -> dict[Any, Resident]:
    rows = Resident.objects.filter(pk__in=keys - {None}).select_related("household__flat")
    return {row.pk: row for row in rows}


def _devices(at: Any) -> list[Device]:
    quiet = at - timedelta(hours=12)
    rows = Device.objects.filter(revocation=None).exclude(kind__in=("web", "paper"))
    return list(rows.filter(seen_at__lt=quiet)[:10])
