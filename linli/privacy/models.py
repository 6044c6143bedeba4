"""What was purged, and who opened whose record. Bare ids; nothing here has a name."""

from typing import Any

from django.db import models
from django_scopes import ScopedManager

from linli.core.ids import uuid7


class Receipt(models.Model):
    """That something was purged (清除回执): how many of what by which rule; ``digest`` is a hash over their ids."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    community_id = models.UUIDField(null=True, help_text="empty: rows of the whole installation")
    rule = models.CharField(max_length=100)
    how = models.CharField(max_length=8)
    days = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects: Any = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["community_id", "at"], name="receipt_at")]


class Reading(models.Model):
    """Somebody opened a personal record (查阅记录): who, whose, why, when. Written once, high volume."""

    pk = models.CompositePrimaryKey("community_id", "day", "id")
    community_id = models.UUIDField()
    day = models.DateField(help_text="the community's day")
    id = models.UUIDField(default=uuid7)
    at = models.DateTimeField()
    reader = models.CharField(max_length=80, help_text="user:id, resident:id or device:id")
    subject = models.CharField(max_length=100, help_text="model:id of whose record")
    why = models.CharField(max_length=24, help_text="a code of readings.WHY")

    objects: Any = ScopedManager(community="community_id")

    class Meta:
        indexes = [
            models.Index(fields=["community_id", "subject", "at"], name="reading_subject"),
            models.Index(fields=["community_id", "reader", "at"], name="reading_reader"),
        ]
