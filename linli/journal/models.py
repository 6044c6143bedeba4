"""The journal (留痕): an append-only hash chain for each community. Ids and codes, never names."""

from typing import Any

from django.db import models
from django_scopes import ScopedManager

from linli.core.ids import uuid7
from linli.journal.batch_rows import Batch, BatchRow

__all__ = ["Batch", "BatchRow", "Head", "Line"]


class Head(models.Model):
    """The end of a community's chain; locking this row serialises the writers (日志头)."""

    community_id = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class Line(models.Model):
    """One thing that happened (日志行). ``hash`` covers every column and the hash before it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    community_id = models.UUIDField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=64)
    subject = models.CharField(max_length=100, help_text="model:id")
    actor = models.CharField(max_length=80, help_text="user:id, resident:id, device:id or system")
    codes = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: Any = ScopedManager(community="community_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community_id", "sequence"], name="journal_line_sequence"),
        ]
        indexes = [
            models.Index(fields=["community_id", "subject"], name="journal_subject"),
            models.Index(fields=["community_id", "at"], name="journal_at"),
        ]
