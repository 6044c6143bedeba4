"""The counsellor's page, and what it asks for besides single records. Only that role, in its own workplace."""

import uuid
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.wellbeing import api_records, helping, wire
from linli.wellbeing.models import Entry, Record, Sealed
from linli.wellbeing.views_public import script

MOST = 200  # records opened in one request


@allow("wellbeing.counsel")
@never_cache
@require_safe
def worklist(request: Any) -> HttpResponse:
    """An empty page: what stands on it is opened in the browser."""
    plain = {"takes_sentences": False, "emergencies": None, "script": script("counsellor.js")}
    answer = render(request, "wellbeing/worklist.html", plain)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def openings(request: Any) -> HttpResponse:
    """The sealed bytes of many records at once: their order by urgency is known only when all are open.

    Those of colleagues and those that were destroyed are left out.
    """
    asked = wire.said(request).get("ids")
    if not isinstance(asked, list) or len(asked) > MOST:
        raise Refused("wellbeing.unreadable")
    return JsonResponse({"records": opened(request, [wire.key(one) for one in asked])})


def opened(request: Any, keys: list[uuid.UUID]) -> list[dict[str, Any]]:
    at, found = now(), []
    rows = api_records.every().filter(pk__in=keys).order_by("received_at", "pk")
    readable = [one for one in rows if one.kept and one.claimed_by_id in (None, request.user.pk)]
    bytes_of = {one.record_id: one for one in Sealed.objects.filter(record__in=[one.pk for one in readable])}
    written: dict[Any, list[dict[str, Any]]] = {}
    for entry in Entry.objects.filter(record__in=list(bytes_of)).order_by("number"):
        written.setdefault(entry.record_id, []).append(api_records.entry(entry))
    Record.open_all([one for one in readable if one.opened_at is None], by=request.user, at=at)
    for one in readable:
        sealed = bytes_of[one.pk]
        found.append(
            {
                **api_records.row(one, request.user),
                "sealed_key": wire.text(sealed.sealed_key),
                "body": wire.text(sealed.body),
                "entry_list": written.get(one.pk, []),
            }
        )
    return found


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def help_(request: Any) -> HttpResponse:
    """Practical help leaves as an ordinary matter; the answer says no more than that it will."""
    asked = wire.said(request)
    words = {name: str(asked.get(name, "")) for name in ("kind", "room", "who", "words")}
    danger = asked.get("danger") is True
    helping.pass_on(request.community, wire.key(asked.get("key")), **words, danger=danger, at=now())
    return JsonResponse({}, status=201)
