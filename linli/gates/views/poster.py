"""The poster at a gate, scanned with any phone: one's own live page, or for whoever has not joined a calm one.

A GET records nothing, whoever opens it; only a resident's own "I am at the gate" puts them on the guard's list, and
even that changes no status and opens no gate.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.accounts.permissions import allow, public, resident_only
from linli.accounts.qr import picture
from linli.accounts.views_me import choices
from linli.core.address import for_phones
from linli.core.clock import now
from linli.core.printing import CannotPrint
from linli.core.refusals import Refused
from linli.gates import poster as posters
from linli.gates import queue
from linli.gates.models import Gate, SigningKey
from linli.gates.models.codes import tidy
from linli.gates.sheets import Poster, gate_poster
from linli.gates.words import verdict_words

DIRECTIONS = ("exit", "entry")


@public
@never_cache
@require_safe
def poster(request: Any, code: str) -> HttpResponse:
    """One's own live page, or for a phone that has not joined here what this is and how to go on."""
    gate = Gate._base_manager.select_related("community", "compound").filter(code=tidy(code), closed_at=None).first()
    if gate is None or request.resident is None or request.resident.community_id != gate.community_id:
        context = {"gate": gate, "elsewhere": gate is not None and request.resident is not None}
        return render(request, "gates/poster_public.html", context, status=200 if gate else 404)
    out = posters.out_since(request.resident)
    return _page(request, posters.Look(gate, _direction(request.GET, out), now()), out)


def _page(request: Any, look: posters.Look, out: Any, **more: Any) -> HttpResponse:
    gate, at, resident = look.gate, look.at, request.resident
    place = posters.place_of(resident, request.sessions, gate.code, at)
    if place.state == "answered" and "again" in request.GET:
        place = posters.Place()
    context = {"gate": gate, "direction": look.direction, "place": place, "at": at, "out": out}
    if more or place.state not in ("waiting", "answered"):
        people = more.pop("people", None) or _people(request)
        if not more:
            look.forecast(people, together=False)
        context |= {"people": people, "asked": look.questions(), "ask_outing": _ask_outing()}
    held = look.passes.get(resident.pk) or posters.pass_of([resident], at).get(resident.pk)
    context |= (
        {"pass": held} if place.state == "answered" else _pass(request, held, at)
    )  # no code is asked for any more
    context |= _told(place) | more
    return render(request, "gates/poster.html", context, status=400 if more.get("problem") else 200)


def _people(request: Any) -> list[posters.Traveller]:
    mine = [request.resident, *(one for one, _holder in choices(request, now()))]
    people = posters.travellers(mine, request.acting)
    people[0].going = True
    return people


def _pass(request: Any, held: Any, at: Any) -> dict[str, Any]:
    try:
        key = SigningKey.of(request.community.pk, SigningKey.Use.PASS, at)
    except Refused:
        return {"pass": held}
    return {"pass": held, "picture": picture(held.text(key), border=3) if held else ""}


def _told(place: posters.Place) -> dict[str, Any]:
    """What the live part says of each person."""
    rows = [{"row": row, "words": verdict_words(row.code) if row.code else {}} for row in place.rows]
    backs = [row.until for row in place.rows if row.until and row.outcome == "allow"]
    return {
        "told": rows,
        "all_go": all(row.outcome == "allow" for row in place.rows),
        "until": min(backs, default=None),
    }


def _direction(given: Any, out: Any) -> str:
    """As chosen, or the likely one."""
    return str(given["direction"]) if given.get("direction") in DIRECTIONS else "entry" if out else "exit"


def _ask_outing() -> str:
    """Where a resident asks for an outing: pages of an app that stands above this one."""
    try:
        return reverse("outings:mine")
    except NoReverseMatch:
        return reverse("overview:me")


def _own_gate(request: Any, code: str) -> Gate:
    """An open gate of the resident's own community; 404 for any other."""
    rows = Gate.objects.select_related("community", "compound").filter(code=tidy(code), closed_at=None)
    return get_object_or_404(rows, community=request.resident.community_id)


@resident_only
@require_POST
def arrivals(request: Any, code: str) -> HttpResponse:
    """ "I am at the gate": the ticked people stand on the guard's list for ten minutes.

    Where the rules would stop somebody, that is said first and nothing is sent, unless they want to talk to the guard.
    """
    out = posters.out_since(request.resident)
    look = posters.Look(_own_gate(request, code), _direction(request.POST, out), now())
    people, ticked, asked = _people(request), set(request.POST.getlist("who")), look.questions()
    for one in people:
        one.going = str(one.resident.pk) in ticked
        one.answers = asked.read(request.POST, one.resident) if one.going else {}
    going = [one for one in people if one.going]
    look.forecast(going, together=True)
    told = {"people": people, "purpose": request.POST.get("purpose", "")}
    if look.direction == "exit" and "anyway" not in request.POST:
        if any(one.stopped for one in going):
            return _page(request, look, out, stopped=True, **told)
        if any(one.code == "gate.ask_purpose" for one in going):
            problem = _("Please choose what for: then the guard need not ask.")
            return _page(request, look, out, problem=problem, **told)
    session = next((one for one in request.sessions if one.resident_id == request.acting.pk), request.sessions[0])
    try:
        queue.prepare([(one.resident, one.answers) for one in going], look.gate, session.pk, look.direction, look.at)
    except Refused as refused:
        return _page(request, look, out, problem=refused.words, **told)
    return redirect("gates:poster", look.gate.code)


@resident_only
@require_POST
def leaving(request: Any, code: str) -> HttpResponse:
    """No longer at the gate, or done: this phone's group is off the list. Only for what this phone may see."""
    gate = _own_gate(request, code)
    place = posters.place_of(request.resident, request.sessions, gate.code, now())
    if place.rows:
        queue.leave(request.community, uuid.UUID(place.group))
    return redirect("gates:poster", gate.code)


@resident_only
@never_cache
@require_safe
def place(request: Any, code: str) -> HttpResponse:
    """The live part alone, asked for every few seconds; 304 while there is nothing new."""
    found = posters.place_of(request.resident, request.sessions, tidy(code), now())
    if request.META.get("HTTP_IF_NONE_MATCH") == found.tag:
        response = HttpResponse(status=304)
    else:
        response = render(request, "gates/_place.html", {"place": found} | _told(found))
    response["ETag"] = found.tag
    return response


@allow("gates.devices")
@require_safe
def printed(request: Any, key: Any) -> HttpResponse:
    """The poster as a page of A4 to hang at the gate."""
    gate: Gate = get_object_or_404(Gate.objects.select_related("community"), pk=key)
    if gate.closed_at:
        raise Http404
    sheet = Poster(gate.community.name, gate.name, for_phones(request, reverse("gates:poster", args=[gate.code])))
    try:
        content = gate_poster(sheet, printed=timezone.localtime(now()))
    except CannotPrint as problem:
        messages.error(request, str(problem))
        return redirect("gates:gate", gate.pk)
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="poster.pdf"'}
    )


__all__ = ["arrivals", "leaving", "place", "poster", "printed"]
