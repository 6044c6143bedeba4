"""A list of people who return, from an upper office: looked at, taken in, and deleted after use."""

import base64
import zlib
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.journal.verbs import record, verb


class ArrivalList(TenantRecord):
    """An uploaded list (来人名单). ``content`` is the file, sealed; when it was taken in only what could not be taken
    is left of it, as the workbook to correct, and that for a day. ``cursor``: how many groups are dealt with.
    """

    class Status(models.TextChoices):
        PREVIEWED = "previewed", _("looked at, nothing written")
        APPLYING = "applying", _("being taken in")
        APPLIED = "applied", _("taken in")

    MOVES = {"start": (Status.PREVIEWED, Status.APPLYING), "finish": (Status.APPLYING, Status.APPLIED)}

    filename = EncryptedText()
    content = EncryptedText()
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.PREVIEWED)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cursor = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, help_text="numbers: rows, accepted, rejected, joined, threads")

    class Meta:
        ordering = ["-created_at"]

    @classmethod
    @verb
    def receive(cls, community: Any, content: bytes, filename: str, *, by: User, at: datetime) -> Self:
        made = cls(community=community, filename=filename[-120:], by=by, created_at=at)
        made.content = packed(content)
        made.save()
        record("arrival_list.received", made, by=by, at=at)
        return made

    @property
    def file(self) -> bytes:
        return zlib.decompress(base64.b85decode(self.content)) if self.content else b""

    def keep(self, content: bytes) -> None:
        """``content`` in place of the file; b"": nothing is left of it."""
        self.content = packed(content) if content else ""
        self.save(update_fields=["content"])


def packed(content: bytes) -> str:
    return base64.b85encode(zlib.compress(content, 1)).decode()
