"""The device API, thin: enrolment, shift, bundle, crossings, heartbeat. `protocol/api/` has its shapes.

Every answer is JSON; every refusal is {code, message, message_zh}. A device that is unknown or revoked gets 401.
"""

import gzip
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django_scopes import scope
from ninja import NinjaAPI

from linli.accounts.models import User
from linli.accounts.second_factor import trust_device
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.gates import bundle as bundles
from linli.gates import queue as queues
from linli.gates import shapes, shifts, uploads
from linli.gates.models import Device, Enrolment, Gate, SigningKey
from linli.gates.reading import read_items

LARGEST = 5_000_000  # bytes: 200 items of 20,000 characters, and some air
MOST_ITEMS = 200
STATUS = {
    "gates.device_unknown": 401,
    "gates.device_revoked": 401,
    "gates.body_too_large": 413,
    "gates.pin_wrong": 403,
    "gates.pin_locked": 429,
    "gates.gate_unknown": 404,
    "gates.no_key": 409,
    "gates.enrolment_used_or_old": 403,
    "gates.not_open": 403,
}

api = NinjaAPI(
    title="Linli gate API",
    version="1",
    docs_url=None,
    openapi_url=None,
    urls_namespace="gate_api",
    description="For gate phones, door controllers and terminals. Bearer token: <device>.<secret> from the enrolment.",
)
Answer = HttpResponse
Call = Callable[[HttpRequest, Device], Answer]


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The code, and its words in both languages: a terminal has no cookie that says which."""
    with translation.override("en"):
        english = refusal.words
    with translation.override("zh-hans"):
        chinese = refusal.words
    body = {"code": refusal.code, "message": english, "message_zh": chinese}
    return JsonResponse(body, status=STATUS.get(refusal.code, 400))


def body_of(request: HttpRequest, shape: shapes.Shape) -> Any:
    """The request's JSON, of the agreed ``shape``. Refused: gates.body_too_large, body_unreadable, body_wrong."""
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        announced = 0
    if announced > LARGEST:
        raise Refused("gates.body_too_large")
    raw = request.body
    if len(raw) > LARGEST:
        raise Refused("gates.body_too_large")
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as cause:
        raise Refused("gates.body_unreadable") from cause
    return shape(value)


def signed_in(call: Call) -> Callable[[HttpRequest], Answer]:
    """Only for a device that proves itself; runs in its community's scope."""

    @wraps(call)
    def inner(request: HttpRequest) -> Answer:
        scheme, _, bearer = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        device = Device.bearing(bearer.strip()) if scheme.lower() == "bearer" else None
        if device is None:
            raise Refused("gates.device_unknown")
        if device.revoked:
            raise Refused("gates.device_revoked")
        with scope(community=device.community_id):
            return call(request, device)

    del inner.__wrapped__  # type: ignore[attr-defined]  # ninja reads the signature: the device is no parameter
    return inner


@api.post("/enrolment", auth=None, openapi_extra=shapes.ENROLMENT, summary="Enrol a device with its one-time token")
def enrolment(request: HttpRequest) -> Answer:
    body = body_of(request, shapes.enrolment)
    device, secret = Enrolment.enrol(body["token"], body["name"], at=now())
    with scope(community=device.community_id):
        gates = [{"id": str(gate.pk), "name": gate.name} for gate in Gate.objects.filter(closed_at=None)]
    seal = SigningKey.of(device.community_id, SigningKey.Use.SEAL, now())
    return JsonResponse(
        {
            "device": str(device.pk),
            "secret": secret,
            "community": {"id": str(device.community_id), "name": device.community.name},
            "gates": gates,
            "server_key": shapes.base64url(seal.spki),
        }
    )


@api.post("/shift", openapi_extra=shapes.SHIFT, summary="Begin a shift with a guard's PIN")
@signed_in
def shift(request: HttpRequest, device: Device) -> Answer:
    body = body_of(request, shapes.shift)
    begun = shifts.begin(device, body["pin"], body["gate"], body.get("guard"), at=now())
    guard = User.objects.get(pk=begun.guard_id)
    if request.user == guard:
        trust_device(request, str(device.pk))
    return JsonResponse({"shift": str(begun.pk), "guard": {"id": str(guard.pk), "name": str(guard)}})


@api.get("/bundle", openapi_extra=shapes.BUNDLE, summary="Rules, trust, revocations, roster and ledger")
@signed_in
def bundle(request: HttpRequest, device: Device) -> Answer:
    moment = now()
    content = bundles.build(device, request.GET.get("cursor", "")[:400], moment)
    if device.seen_at is None or moment - device.seen_at > timedelta(seconds=30):
        Device._base_manager.filter(pk=device.pk, community_id=device.community_id).update(seen_at=moment)
    return _zipped(request, content)


@api.get("/queue", openapi_extra=shapes.QUEUE, summary="Who has prepared and waits at a gate, newest first")
@signed_in
def queue(request: HttpRequest, device: Device) -> Answer:
    try:
        gate = Gate.objects.get(pk=uuid.UUID(request.GET.get("gate", "")))
    except (ValueError, Gate.DoesNotExist):
        raise Refused("gates.gate_unknown") from None
    moment = now()
    tag, people = queues.arrivals(gate.pk, moment, request.META.get("HTTP_IF_NONE_MATCH", ""))
    if people is None:
        response = HttpResponse(status=304)
    else:
        response = _zipped(request, {"server_time": int(moment.timestamp()), "people": people})
    response["ETag"], response["Cache-Control"] = tag, "no-store"
    return response


@api.post("/crossings", openapi_extra=shapes.CROSSINGS, summary="Keep crossings, one or many, each answered")
@signed_in
def crossings(request: HttpRequest, device: Device) -> Answer:
    body = body_of(request, shapes.crossings)
    sealed = any(isinstance(one, dict) and "sealed" in one for one in body)
    keys = [key.secret() for key in _seal_keys(device)] if sealed else []
    moment = now()
    upload = uploads.receive(device, read_items(body, keys), moment)
    return JsonResponse({"results": upload.answers, "server_time": int(moment.timestamp())})


@api.post("/heartbeat", openapi_extra=shapes.HEARTBEAT, summary="Say how many crossings wait unsent")
@signed_in
def heartbeat(request: HttpRequest, device: Device) -> Answer:
    body = body_of(request, shapes.heartbeat)
    moment = now()
    rows = Device._base_manager.filter(pk=device.pk, community_id=device.community_id)
    rows.update(seen_at=moment, unsent=body["unsent"])
    return JsonResponse({"server_time": int(moment.timestamp())})


def _zipped(request: HttpRequest, content: Any) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    zipped = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    response = HttpResponse(gzip.compress(text, 5) if zipped else text, content_type="application/json")
    if zipped:
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = "no-store"
    return response


def _seal_keys(device: Device) -> list[SigningKey]:
    keys = SigningKey.objects.filter(community_id=device.community_id, use=SigningKey.Use.SEAL)
    return list(keys.exclude(status="distrusted").order_by("-created_at"))
