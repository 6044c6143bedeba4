"""The resident's page: when my building is outdoors, and when the others are."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from linli.accounts.permissions import resident_only
from linli.activity import words
from linli.activity.models import ActivityPlan
from linli.activity.rules import turns
from linli.activity.views import mode
from linli.core.clock import now
from linli.situation.tables import ACTIVITY

AHEAD = timedelta(days=6)


@resident_only
def mine(request: Any) -> HttpResponse:
    """Nothing here is noted: looking at it says nothing about going out."""
    at = now()
    home = request.resident.household.flat.unit.building
    today, kind = request.resident.community.today(at), mode(request.resident.community, at)
    held = ActivityPlan.holding(home.compound_id, today) if kind == "batches" else None
    slots = held.turns if held else []
    ahead = turns(slots, home.number, today, min(today + AHEAD, held.last_day)) if held else []
    minute = (int(at.timestamp()) + request.resident.community.offset(at)) // 60 % 1440
    coming = [one for one in ahead if one.day > today or one.end > minute]
    content = {
        "kind": kind,
        "mode": ACTIVITY[kind],
        "plan": held,
        "building": home.number,
        "today": [words.turn(one) for one in coming if one.day == today],
        "now": any(one.day == today and one.start <= minute for one in coming),
        "over": any(one.day == today for one in ahead) and not any(one.day == today for one in coming),
        "next": [words.turn(one) for one in coming if one.day > today],
        "rows": [{**words.row(slot), "own": home.number in slot.buildings} for slot in slots],
    }
    return render(request, "activity/me.html", content)
