"""What a counsellor's browser calls for records; only the role counsellor, in its own workplace.

``GET /cottage/records.json?state=open|closed|all&after=<id>``: {now, me {id, name}, records [{id, received_at, key_id,
size_step, claimed_by {id, name} or null, opened_at, closed_at, entries, destroyed, mine}], next}; 500 at a time, oldest
first, ``next`` is the id to go on after, or null.

``GET /cottage/records/<id>.json``: the row with sealed_key, body, entry_list [{number, received_at, body}]; marks it
opened, claims nothing; 403 where it is another's (see breakings), 410 once destroyed.

``POST /cottage/records/<id>/claim|release|destruction`` {}; ``…/entries`` {after, body}: 201 {number}, 409 {entries}
that came meanwhile; ``…/closing`` {after?, body?}: closes, with the closing entry in the same moment.
"""

import uuid
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.wellbeing import wire
from linli.wellbeing.models import Entry, Record, Sealed
from linli.wellbeing.models.entries import Newer

PAGE = 500


def one_of(key: uuid.UUID) -> Record:
    found: Record = wire.found(Record.objects.select_related("claimed_by", "community"), pk=key)
    return found


def row(one: Any, user: Any) -> dict[str, Any]:
    """A record as the server sees it. ``one`` carries ``written`` and ``kept`` from :func:`every`."""
    holder = one.claimed_by
    return {
        "id": str(one.pk),
        "received_at": one.received_at.isoformat(),
        "key_id": str(one.key_id),
        "size_step": one.size_step,
        "claimed_by": {"id": str(holder.pk), "name": str(holder)} if holder else None,
        "mine": holder == user,
        "opened_at": one.opened_at.isoformat() if one.opened_at else None,
        "closed_at": one.closed_at.isoformat() if one.closed_at else None,
        "entries": one.written,
        "destroyed": not one.kept,
    }


def every() -> Any:
    kept = Exists(Sealed.objects.filter(record=OuterRef("pk")))
    return Record.objects.select_related("claimed_by").annotate(written=Count("entries"), kept=kept)


def entry(one: Entry) -> dict[str, Any]:
    return {"number": one.number, "received_at": one.received_at.isoformat(), "body": wire.text(one.body)}


@allow("wellbeing.counsel")
@require_safe
@wire.spoken
def records(request: Any) -> HttpResponse:
    """What there is, oldest first; how urgent it is only the browser knows."""
    found = every().order_by("received_at", "pk")
    state = request.GET.get("state", "open")
    if state != "all":
        found = found.filter(closed_at__isnull=state != "closed")
    if request.GET.get("after"):
        last = one_of(wire.key(request.GET["after"]))
        later = Record.objects.filter(received_at__gt=last.received_at)
        found = found.filter(pk__in=(later | Record.objects.filter(received_at=last.received_at, pk__gt=last.pk)))
    page = list(found[: PAGE + 1])
    shown = page[:PAGE]
    return JsonResponse(
        {
            "now": now().isoformat(),
            "me": {"id": str(request.user.pk), "name": str(request.user)},
            "records": [row(one, request.user) for one in shown],
            "next": str(shown[-1].pk) if len(page) > PAGE else None,
        }
    )


@allow("wellbeing.counsel")
@require_safe
@wire.spoken
def record(request: Any, key: uuid.UUID) -> HttpResponse:
    """The sealed bytes of one record and of its entries, for the browser to open."""
    sealed = one_of(key).open(by=request.user, at=now())
    one = wire.found(every(), pk=key)
    return JsonResponse(
        {
            **row(one, request.user),
            "sealed_key": wire.text(sealed.sealed_key),
            "body": wire.text(sealed.body),
            "entry_list": [entry(held) for held in Entry.since(one, 0)],
        }
    )


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def claim(request: Any, key: uuid.UUID) -> HttpResponse:
    """I look after this one."""
    one_of(key).claim(by=request.user, at=now())
    return _now(request, key)


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def release(request: Any, key: uuid.UUID) -> HttpResponse:
    """Somebody else may take it on."""
    one_of(key).release(by=request.user, at=now())
    return _now(request, key)


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def entries(request: Any, key: uuid.UUID) -> HttpResponse:
    """A sealed entry, if its writer had seen all that is there."""
    asked = wire.said(request)
    after, body = wire.number(asked.get("after")), wire.octets(asked.get("body"))
    try:
        made = Entry.add(one_of(key), after=after, body=body, by=request.user, at=now())
    except Newer as newer:
        return wire.refusal(newer, entries=[entry(one) for one in newer.entries])
    return JsonResponse({"number": made.number}, status=201)


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def closing(request: Any, key: uuid.UUID) -> HttpResponse:
    """Closed by whoever is signed in, with the sealed closing entry in the same moment."""
    asked = wire.said(request)
    after = wire.number(asked["after"]) if "after" in asked else None
    body = wire.octets(asked.get("body")) if after is not None else b""
    try:
        one_of(key).close(by=request.user, at=now(), after=after, body=body)
    except Newer as newer:
        return wire.refusal(newer, entries=[entry(one) for one in newer.entries])
    return _now(request, key)


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def destruction(request: Any, key: uuid.UUID) -> HttpResponse:
    """Its key is destroyed, as the resident asked."""
    one_of(key).destroy(by=request.user, at=now())
    return _now(request, key)


def _now(request: Any, key: uuid.UUID) -> JsonResponse:
    return JsonResponse(row(wire.found(every(), pk=key), request.user))
