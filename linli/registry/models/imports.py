"""A roster file on its way into the registry: looked at, applied piece by piece, taken back within a day."""

from __future__ import annotations

import base64
import hashlib
import zlib
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.journal.verbs import record, verb
from linli.registry.models.people import Source
from linli.registry.models.places import Community, Compound

UNDO_WITHIN = timedelta(hours=24)


class Import(TenantRecord):
    """An upload (导入). ``cursor`` is the number of rows dealt with; a killed run goes on from there."""

    class Status(models.TextChoices):
        PREVIEWED = "previewed", _("looked at, nothing written")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        REVERSED = "reversed", _("taken back")

    MOVES = {
        "start": (Status.PREVIEWED, Status.APPLYING),
        "finish": (Status.APPLYING, Status.APPLIED),
        "reverse": ((Status.APPLYING, Status.APPLIED), Status.REVERSED),
    }

    filename = models.CharField(max_length=120)
    source = models.CharField(max_length=12, choices=Source.choices)
    compound = models.ForeignKey(Compound, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file: the same file is recognised")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PREVIEWED)
    by_id = models.UUIDField(null=True)
    rows = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0)
    preview = models.JSONField(default=dict, help_text="counts and codes of the dry run")
    counts = models.JSONField(default=dict, help_text="counts and codes of what was applied so far")
    started_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True, help_text="when the cursor moved last")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    @classmethod
    @verb
    def receive(
        cls,
        community: Community,
        content: bytes,
        filename: str,
        *,
        source: str,
        by: Any,
        at: datetime,
        compound: Any = None,
    ) -> Import:
        """Keep an uploaded file, sealed, until it is applied and its keeping time ends."""
        made = cls.objects.create(
            community=community,
            filename=filename[-120:],
            source=source,
            compound=compound,
            digest=hashlib.sha256(content).hexdigest(),
            by_id=by.pk if by else None,
        )
        file = ImportFile(community=community, upload=made)
        file.content = base64.b85encode(zlib.compress(content, 1)).decode()
        file.save()
        record("import.received", made, by=by, at=at, source=source)
        return made

    @property
    def content(self) -> bytes:
        """The file as it came; empty once its keeping time has ended."""
        file = ImportFile.objects.filter(upload=self).first()
        return zlib.decompress(base64.b85decode(file.content)) if file else b""

    @property
    def accepted(self) -> int:
        """Rows that the dry run took."""
        return int(self.rows - self.preview.get("kinds", {}).get("rejected", 0))

    @property
    def content_kept(self) -> bool:
        return ImportFile.objects.filter(upload=self).exists()

    def reversible(self, at: datetime) -> bool:
        """Within a day of its start, and applied in whole or in part."""
        return (
            self.status in (self.Status.APPLYING, self.Status.APPLIED)
            and self.started_at is not None
            and at < self.started_at + UNDO_WITHIN
        )


class ImportFile(TenantRecord):
    """The uploaded file itself (导入文件), apart from its counts so that lists stay light. Purged by itself."""

    upload = models.OneToOneField(Import, on_delete=models.CASCADE, related_name="file")
    content = EncryptedText()


class Touched(TenantRecord):
    """A resident whom an import changed (改动): the fields before and after, for taking it back."""

    upload = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="touched")
    resident = models.ForeignKey("registry.Resident", on_delete=models.CASCADE, related_name="+")
    before = EncryptedText()
    after = EncryptedText()
