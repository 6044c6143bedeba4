"""What bytes from a counsellor's browser must look like. The server can check no more: it opens none of them."""

import base64
import json
import uuid
from typing import Any

from linli.core.refusals import Refused

KEY, WRAPPED, VOUCH = 32, 80, 32  # bytes: a key; one in a sealed box (48 more); a keyed hash
LOCKED = 24 + KEY + 16  # nonce, private half, MAC
LOCKED_MOST = 1000


def check(text: Any, size: int) -> None:
    """``text`` is base64 of ``size`` bytes. Refused: wellbeing.key_unreadable."""
    try:
        good = isinstance(text, str) and len(base64.b64decode(text, validate=True)) == size
    except ValueError:
        good = False
    if not good:
        raise Refused("wellbeing.key_unreadable")


def identity(text: Any) -> uuid.UUID:
    """A UUID out of ``text``. Refused: wellbeing.key_unreadable."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        raise Refused("wellbeing.key_unreadable") from None


def check_locked(text: Any) -> None:
    """A private half locked by a pass phrase, as JSON. Refused: wellbeing.key_unreadable."""
    try:
        lock = json.loads(text) if isinstance(text, str) and len(text) <= LOCKED_MOST else None
    except ValueError:
        lock = None
    if not isinstance(lock, dict) or lock.get("v") != 1:
        raise Refused("wellbeing.key_unreadable")
    check(lock.get("box"), LOCKED)
