"""What a resident's browser calls: without a session, without a cookie, and nobody notes who asked.

``GET  /cottage/<community>/door.json``: community {id, name}, now, key {id, public_key} or null, duty {now, next},
lines [{number, zh, en}], clocks, slots [{room, name, place, starts_at, minutes, free}].

``POST /cottage/<community>/records`` {id, key_id, sealed_key, body}: 201 new, 200 known already, 409 another body under
this id, 410 sealed to a retired key (with ``key``, the new one), 429 with Retry-After, 400 not sealed as agreed.

``POST /cottage/<community>/bookings`` {room, starts_at, cancel_hash}: 201 {id, place}, 409 taken or unknown.
``POST /cottage/<community>/bookings/<id>/cancellation`` {secret}: 200.

``GET  /cottage/<community>/replies/<box>``: {replies: [{id, at, sealed}]}; the server keeps a hash of ``box`` only.
"""

import re
import uuid
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django_scopes import scope

from linli.accounts.permissions import public
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.registry.models import Community
from linli.wellbeing import wire
from linli.wellbeing.duty import next_duty, on_duty_now
from linli.wellbeing.models import Booking, GroupKey, Record, Reply
from linli.wellbeing.models.rooms import slots
from linli.wellbeing.policy import clocks

BOX = re.compile(r"[A-Za-z0-9_+=-]{16,64}")


def _place(key: uuid.UUID) -> Community:
    found: Community = get_object_or_404(Community._base_manager, pk=key)
    return found


def _key(place: Community) -> dict[str, str] | None:
    held = GroupKey.of(place)
    return {"id": str(held.pk), "public_key": held.public_key} if held else None


@public
@require_safe
@wire.spoken
def door(request: Any, community: uuid.UUID) -> HttpResponse:
    """What a browser needs before anybody answers: the key, whether somebody is there, the lines for help."""
    place, at = _place(community), now()
    held = clocks(place, at)
    later = next_duty(place, at)
    free = [
        {**{name: one[name] for name in ("name", "place", "minutes", "free")},
         "room": str(one["room"]), "starts_at": one["starts_at"].isoformat()}
        for one in slots(place, at)
    ]  # fmt: skip
    return JsonResponse(
        {
            "community": {"id": str(place.pk), "name": place.name},
            "now": at.isoformat(),
            "key": _key(place),
            "duty": {"now": bool(on_duty_now(place, at)), "next": later.isoformat() if later else None},
            "lines": list(held.lines),
            "clocks": held.told,
            "slots": free,
        }
    )


@public
@csrf_exempt
@require_POST
@wire.spoken
def records(request: Any, community: uuid.UUID) -> HttpResponse:
    """A sealed record comes in."""
    place, at = _place(community), now()
    asked = wire.said(request)
    made = wire.key(asked.get("id"))
    with scope(community=place.pk):
        try:
            fresh = Record.receive(
                place,
                made,
                sealed_to=wire.key(asked.get("key_id")),
                sealed_key=wire.octets(asked.get("sealed_key")),
                body=wire.octets(asked.get("body")),
                at=at,
            )
        except Refused as refused:
            if refused.code == "wellbeing.key_retired":
                return wire.refusal(refused, key=_key(place))
            raise
    return JsonResponse({"id": str(made)}, status=201 if fresh else 200)


@public
@csrf_exempt
@require_POST
@wire.spoken
def bookings(request: Any, community: uuid.UUID) -> HttpResponse:
    """A place in the counselling room, for nobody that is known here."""
    place = _place(community)
    asked = wire.said(request)
    starts_at, cancel = wire.moment(asked.get("starts_at")), str(asked.get("cancel_hash"))
    with scope(community=place.pk):
        made = Booking.book(place, wire.key(asked.get("room")), starts_at=starts_at, cancel_hash=cancel, at=now())
    return JsonResponse({"id": str(made.pk), "place": made.place}, status=201)


@public
@csrf_exempt
@require_POST
@wire.spoken
def booking_cancellation(request: Any, community: uuid.UUID, key: uuid.UUID) -> HttpResponse:
    """The device that booked frees the place; twice is once."""
    place = _place(community)
    secret = str(wire.said(request).get("secret"))
    with scope(community=place.pk):
        held = Booking.objects.filter(pk=key).first()
        if held is not None:
            held.cancel(secret=secret, at=now())
    return JsonResponse({})


@public
@require_safe
@wire.spoken
def replies(request: Any, community: uuid.UUID, box: str) -> HttpResponse:
    """What was left in a mailbox; an empty one and an unknown one look the same."""
    if not BOX.fullmatch(box):
        raise Http404
    waiting = Reply.waiting(_place(community), box, now())
    rows = [{"id": str(one.pk), "at": one.at.isoformat(), "sealed": wire.text(one.sealed)} for one in waiting]
    return JsonResponse({"replies": rows})
