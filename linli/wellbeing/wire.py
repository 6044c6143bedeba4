"""JSON in and out: what a browser sends is read strictly, what is refused is answered by its code and words."""

import base64
import binascii
import json
import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from linli.core.refusals import Refused
from linli.wellbeing.models.records import WAIT

MOST_BYTES = 128 * 1024  # of one request of one record
STATUS = {
    "wellbeing.unreadable": 400,
    "wellbeing.not_padded": 400,
    "wellbeing.reply_unclear": 400,
    "wellbeing.table_unclear": 400,
    "wellbeing.table_tells": 400,
    "wellbeing.days_unclear": 400,
    "wellbeing.not_yours": 403,
    "wellbeing.same_person": 403,
    "wellbeing.key_retired": 410,
    "wellbeing.destroyed": 410,
    "wellbeing.too_many_at_once": 429,
}


def spoken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Never cached; a refusal becomes ``{"code", "words"}`` with its status (409 if none is agreed)."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer = view(request, *args, **kwargs)
        except Refused as refused:
            answer = refusal(refused)
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return never_cache(inner)


def refusal(refused: Refused, **more: Any) -> JsonResponse:
    status = STATUS.get(refused.code, 409)
    answer = JsonResponse({"code": refused.code, "words": refused.words, **more}, status=status)
    if status == 429:
        answer.headers["Retry-After"] = str(WAIT)
    return answer


def said(request: HttpRequest, most: int = MOST_BYTES) -> dict[str, Any]:
    """The JSON object that was sent. Refused: wellbeing.unreadable."""
    try:
        if int(request.headers.get("Content-Length") or 0) > most:
            raise Refused("wellbeing.unreadable")
        read = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise Refused("wellbeing.unreadable") from None
    if not isinstance(read, dict):
        raise Refused("wellbeing.unreadable")
    return read


def octets(given: Any) -> bytes:
    """Bytes out of standard base64. Refused: wellbeing.unreadable."""
    try:
        if isinstance(given, str):
            return base64.b64decode(given.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        pass
    raise Refused("wellbeing.unreadable")


def text(held: Any) -> str:
    return base64.b64encode(bytes(held)).decode()


def key(given: Any) -> uuid.UUID:
    """An id out of its usual form. Refused: wellbeing.unreadable."""
    try:
        if isinstance(given, str) and len(given) == 36:
            return uuid.UUID(given)
    except ValueError:
        pass
    raise Refused("wellbeing.unreadable")


def number(given: Any) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and 0 <= given < 1_000_000:
        return given
    raise Refused("wellbeing.unreadable")


def moment(given: Any) -> datetime:
    """A moment with its zone. Refused: wellbeing.unreadable."""
    try:
        read = datetime.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise Refused("wellbeing.unreadable")
    return read


def found(rows: Any, **by: Any) -> Any:
    """The row of the community of the moment, or 404."""
    row = rows.filter(**by).first()
    if row is None:
        raise Http404
    return row
