"""What else a counsellor's browser calls: keys, replies, broken glasses, numbers, bookings.

``GET  /cottage/keys/<id>/records.json``: {records: [{id, sealed_key}], left}: sealed to this key, 500 at a time.
``POST /cottage/keys/<id>/records`` {records: [{id, sealed_key}]}: {rewrapped}; ``id`` is the new key.

``POST /cottage/replies`` {box_hash (SHA-256 of the box, hex) or box, sealed}: 201 {id}.

``POST /cottage/records/<id>/breakings`` {reason: sealed box to the group key}: 201 {id};
``GET  /cottage/breakings.json``: {breakings: [{id, record, reason, asked_by, asked_at, confirmed_by, confirmed_at,
until}]} until the resident was told; ``POST /cottage/breakings/<id>/confirmation|telling`` {}.

``GET  /cottage/count.json?from=&until=&after=<id>``: the sealed bytes of all records received on the days ``from`` to
``until`` (both included), with their entries, for counting only; each time it is noted. 200 at a time, ``next`` as
above. ``POST /cottage/counts`` {from, until (both days, included), tables}: 201 {id}.

``GET  /cottage/bookings.json``: {bookings: [{id, room, name, starts_at, place}]} from today on;
``POST /cottage/bookings/<id>/cancellation`` {}.
"""

import uuid
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from linli.accounts.permissions import allow
from linli.core.clock import midnight_in, now
from linli.core.refusals import Refused
from linli.wellbeing import api_records, wire
from linli.wellbeing.models import Booking, Breaking, Count, Entry, GroupKey, Reply, Sealed
from linli.wellbeing.models.records import READ
from linli.wellbeing.models.replies import box_hash

PAGE, MOST_BYTES = 500, 512 * 1024
COUNTED = 200


@allow("wellbeing.counsel")
@require_safe
@wire.spoken
def wrapped(request: Any, key: uuid.UUID) -> HttpResponse:
    """Record keys that are sealed to a group key, to be sealed to another one when a counsellor has left."""
    rows = Sealed.objects.filter(record__key=wire.found(GroupKey.objects, pk=key)).order_by("pk")
    found = [{"id": str(one.record_id), "sealed_key": wire.text(one.sealed_key)} for one in rows[:PAGE]]
    return JsonResponse({"records": found, "left": max(0, rows.count() - PAGE)})


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def rewrapping(request: Any, key: uuid.UUID) -> HttpResponse:
    """Record keys sealed to the new group key take the place of the old ones."""
    rows = wire.said(request, MOST_BYTES).get("records")
    if not isinstance(rows, list) or len(rows) > PAGE or not all(isinstance(one, dict) for one in rows):
        raise Refused("wellbeing.unreadable")
    fresh = {wire.key(one.get("id")): wire.octets(one.get("sealed_key")) for one in rows}
    number = Sealed.rewrap(wire.found(GroupKey.objects, pk=key), fresh, by=request.user, at=now())
    return JsonResponse({"rewrapped": number})


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def replies(request: Any) -> HttpResponse:
    """A line for a device's mailbox, sealed to the device."""
    asked = wire.said(request)
    box = asked.get("box")
    hashed = box_hash(box) if isinstance(box, str) else str(asked.get("box_hash"))
    made = Reply.leave(request.community, hashed, sealed=wire.octets(asked.get("sealed")), at=now())
    return JsonResponse({"id": str(made.pk)}, status=201)


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def breaking(request: Any, key: uuid.UUID) -> HttpResponse:
    """Danger to life: I ask a colleague to open this with me."""
    reason = wire.octets(wire.said(request).get("reason"))
    made = Breaking.ask(api_records.one_of(key), reason=reason, by=request.user, at=now())
    return JsonResponse({"id": str(made.pk)}, status=201)


@allow("wellbeing.counsel")
@require_safe
@wire.spoken
def breakings(request: Any) -> HttpResponse:
    """What was asked for and not yet told to the resident; requests that lapsed are gone."""
    at = now()
    rows = Breaking.objects.filter(told_at=None).select_related("asked_by", "confirmed_by").order_by("asked_at")
    return JsonResponse({"breakings": [_shown(one) for one in rows if one.confirmed_at or one.asked_at > at - READ]})


def _shown(one: Breaking) -> dict[str, Any]:
    second = one.confirmed_by
    return {
        "id": str(one.pk),
        "record": str(one.record_id),
        "reason": wire.text(one.reason),
        "asked_by": {"id": str(one.asked_by_id), "name": str(one.asked_by)},
        "asked_at": one.asked_at.isoformat(),
        "confirmed_by": {"id": str(second.pk), "name": str(second)} if second else None,
        "confirmed_at": one.confirmed_at.isoformat() if one.confirmed_at else None,
        "until": (one.confirmed_at + READ).isoformat() if one.confirmed_at else None,
    }


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def confirmation(request: Any, key: uuid.UUID) -> HttpResponse:
    """The second counsellor's word."""
    wire.found(Breaking.objects, pk=key).confirm(by=request.user, at=now())
    return JsonResponse({})


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def telling(request: Any, key: uuid.UUID) -> HttpResponse:
    """The resident was told."""
    wire.found(Breaking.objects, pk=key).tell(by=request.user, at=now())
    return JsonResponse({})


def _day(given: Any) -> date:
    try:
        return date.fromisoformat(given)
    except (ValueError, TypeError):
        raise Refused("wellbeing.unreadable") from None


@allow("wellbeing.counsel")
@require_safe
@wire.spoken
def count(request: Any) -> HttpResponse:
    """For counting only a browser gets what colleagues look after, too; so each look is written down."""
    zone = request.community.zone
    first, last = (_day(request.GET.get(name)) for name in ("from", "until"))
    rows = Sealed.objects.filter(
        record__received_at__gte=midnight_in(zone, first),
        record__received_at__lt=midnight_in(zone, last + timedelta(days=1)),
    )
    if request.GET.get("after"):
        rows = rows.filter(record__gt=wire.key(request.GET["after"]))
    else:
        Count.gather(request.community, first_day=first, last_day=last, by=request.user, at=now())
    found = list(rows.select_related("record").order_by("record")[: COUNTED + 1])
    shown = found[:COUNTED]
    written: dict[Any, list[dict[str, Any]]] = {}
    for one in Entry.objects.filter(record__in=[held.record_id for held in shown]).order_by("number"):
        written.setdefault(one.record_id, []).append(api_records.entry(one))
    records = [
        {
            "id": str(one.record_id),
            "received_at": one.record.received_at.isoformat(),
            "key_id": str(one.record.key_id),
            "sealed_key": wire.text(one.sealed_key),
            "body": wire.text(one.body),
            "entry_list": written.get(one.record_id, []),
        }
        for one in shown
    ]
    return JsonResponse({"records": records, "next": str(shown[-1].record_id) if len(found) > COUNTED else None})


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def counts(request: Any) -> HttpResponse:
    """Suppressed numbers, looked at once more, for managers."""
    asked = wire.said(request)
    first, last = _day(asked.get("from")), _day(asked.get("until"))
    made = Count.publish(
        request.community, first_day=first, last_day=last, tables=asked.get("tables"), by=request.user, at=now()
    )
    return JsonResponse({"id": str(made.pk)}, status=201)


@allow("wellbeing.counsel")
@require_safe
@wire.spoken
def bookings(request: Any) -> HttpResponse:
    """Which places are taken, from the last day on; by whom stands in a sealed record."""
    rows = Booking.objects.filter(starts_at__gt=now() - timedelta(days=1)).select_related("room")
    found = [
        {"id": str(one.pk), "room": str(one.room_id), "name": one.room.name, "starts_at": one.starts_at.isoformat(),
         "place": one.place}
        for one in rows.order_by("starts_at", "room", "place")
    ]  # fmt: skip
    return JsonResponse({"bookings": found})


@allow("wellbeing.counsel")
@require_POST
@wire.spoken
def booking_cancellation(request: Any, key: uuid.UUID) -> HttpResponse:
    """A counsellor frees a place."""
    wire.found(Booking.objects, pk=key).cancel(by=request.user, at=now())
    return JsonResponse({})
