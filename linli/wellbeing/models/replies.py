"""A line from a counsellor's browser to a device's mailbox, sealed to the key that the device keeps."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import verb

KEPT = timedelta(days=90)
MOST = 8192  # bytes of one line
SHOWN = 50


def box_hash(box: str) -> str:
    """Under which hash a mailbox is found: its name is a secret of the device and is never stored."""
    return hashlib.sha256(box.encode()).hexdigest()


class Reply(TenantRecord):
    """One sealed line in a device's mailbox (回信). Who wrote it and to whom is not known here."""

    box_hash = models.CharField(max_length=64)
    sealed = models.BinaryField()
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "box_hash"], name="reply_box")]

    @classmethod
    @verb
    def leave(cls, community: Any, hashed: str, *, sealed: bytes, at: datetime) -> "Reply":
        """Leave a line; the same bytes are there once. Refused: wellbeing.reply_unclear."""
        if len(hashed) != 64 or set(hashed) - set("0123456789abcdef") or not 48 < len(sealed) <= MOST:
            raise Refused("wellbeing.reply_unclear")
        for held in cls._base_manager.filter(community=community, box_hash=hashed):
            if bytes(held.sealed) == sealed:
                return held
        made = cls(community=community, box_hash=hashed, sealed=sealed, at=at, expires_at=at + KEPT)
        made.save()
        return made

    @classmethod
    def waiting(cls, community: Any, box: str, at: datetime) -> list["Reply"]:
        rows = cls._base_manager.filter(community=community, box_hash=box_hash(box), expires_at__gt=at)
        return list(rows.order_by("at", "pk")[:SHOWN])
