"""Batches: work on many rows at once, remembered for a day so that one tap can put it back.

Inside the verb that does the work::

    batch = Batch.open(community, "pass.print", len(passes), by=by, at=at)
    batch.created_all(passes)                          # rows it wrote
    batch.changed(old, {"voided_at": None})            # a row it changed, with the values before
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django_scopes import ScopedManager

from linli.core.crypto import blind_index
from linli.core.fields import EncryptedText
from linli.core.ids import uuid7

WITHIN = timedelta(hours=24)
WRITE = 500  # rows an INSERT


class Batch(models.Model):
    """One piece of work on many rows (批量): an import, an approval of a list, a print run, a publication."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    community_id = models.UUIDField()
    kind = models.CharField(max_length=24, help_text="a key of some app's batching.KINDS")
    about = models.CharField(max_length=100, blank=True, help_text="model:id of the whole, where it has a row")
    size = models.PositiveIntegerField()
    odd = models.JSONField(default=list, help_text="[code, params] of what was odd about it")
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    restoring_at = models.DateTimeField(null=True)
    restored_at = models.DateTimeField(null=True)
    restored_by = models.CharField(max_length=80, blank=True)
    restored = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)

    objects: Any = ScopedManager(community="community_id")

    class Meta:
        indexes = [models.Index(fields=["community_id", "kind", "at"], name="batch_kind")]

    @classmethod
    def open(cls, community: Any, kind: str, size: int, *, by: Any, at: datetime, about: Any = None) -> "Batch":
        """Begin a batch of ``size`` rows, inside the verb that does the work; its oddities are kept with it."""
        from linli.journal.batches import oddities
        from linli.journal.verbs import actor_of, record

        odd = [[oddity.code, oddity.params] for oddity in oddities(community, kind, size, at)]
        subject = f"{about._meta.model_name}:{about.pk}" if about is not None else ""
        made = cls._base_manager.create(
            community_id=community.pk, kind=kind, size=size, odd=odd, at=at, actor=actor_of(by), about=subject
        )
        record("batch.opened", made, by=by, at=at, kind=kind, size=size, odd=[code for code, _ in odd])
        return made

    def created(self, row: models.Model) -> None:
        """Note a row that this batch wrote; restoring deletes it (or undoes it as its app says)."""
        self.created_all([row])

    def created_all(self, rows: Iterable[models.Model]) -> None:
        """Note rows that this batch wrote, after they were saved; any number of them, also in several calls."""
        self._note([self._row(row, columns_of(row), made=True, before="") for row in rows])

    def changed(self, row: models.Model, before: dict[str, Any]) -> None:
        """Note a row that this batch changed and saved; ``before`` has the old values by field name."""
        self.changed_all([(row, before)])

    def changed_all(self, rows: Iterable[tuple[models.Model, dict[str, Any]]]) -> None:
        """Note many changed rows, each with its values before."""
        noted = []
        for row, before in rows:
            columns = {row._meta.get_field(name).attname: value for name, value in before.items()}  # type: ignore[union-attr]
            text = json.dumps({name: _key(value) for name, value in columns.items()}, cls=DjangoJSONEncoder)
            noted.append(self._row(row, sorted(columns), made=False, before=text))
        self._note(noted)

    def _row(self, row: models.Model, columns: list[str], *, made: bool, before: str) -> "BatchRow":
        wrote = digest_of(self.community_id, row, columns)
        note = BatchRow(community_id=self.community_id, batch=self, model=row._meta.label, row=str(row.pk))
        note.made, note.wrote, note.before, note.columns = made, wrote, before, columns if not made else []
        return note

    def _note(self, rows: list["BatchRow"]) -> None:
        start = self.__dict__.get("_next")
        if start is None:
            start = (self.rows.aggregate(last=models.Max("number"))["last"] or 0) + 1
        for number, row in enumerate(rows, start):
            row.number = number
        self.__dict__["_next"] = start + len(rows)
        BatchRow._base_manager.bulk_create(rows, batch_size=WRITE)

    def restorable(self, at: datetime) -> bool:
        """Within a day, and nobody has put it back yet."""
        return self.restored_at is None and at < self.at + WITHIN


class BatchRow(models.Model):
    """One row of a batch (批量行): what it looked like when the batch had written it, sealed with a keyed hash."""

    class Outcome(models.TextChoices):
        OPEN = ""
        RESTORED = "restored"
        KEPT = "kept"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    community_id = models.UUIDField()
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(default=0, help_text="order of writing; restored last to first")
    model = models.CharField(max_length=60)
    row = models.CharField(max_length=64)
    made = models.BooleanField(default=False)
    wrote = models.CharField(max_length=32)
    columns = models.JSONField(default=list, help_text="the columns that were changed")
    before = EncryptedText()
    outcome = models.CharField(max_length=8, blank=True, choices=Outcome.choices, default=Outcome.OPEN)
    reason = models.CharField(max_length=64, blank=True)

    objects: Any = ScopedManager(community="community_id")

    class Meta:
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="batch_row_open")]


def digest_of(community: Any, row: models.Model, columns: list[str]) -> str:
    """A keyed hash over ``columns`` of ``row``: tells whether somebody changed it, tells nobody what it holds."""
    values = [_plain(row, name) for name in columns]
    text = json.dumps([row._meta.label, str(row.pk), values], ensure_ascii=False, default=str, sort_keys=True)
    return blind_index(community, "batch", hashlib.sha256(text.encode()).hexdigest())


def columns_of(row: models.Model) -> list[str]:
    """All columns of a row, in one order."""
    return sorted(field.attname for field in row._meta.concrete_fields)


def _plain(row: models.Model, name: str) -> Any:
    """The value as the database will hold it, whoever set it: "5" and 5, +08:00 and UTC are the same."""
    field = row._meta.get_field(name)
    value = getattr(row, name)
    if isinstance(field, EncryptedText):
        return str(value)
    if isinstance(field, models.JSONField):
        return value
    value = field.to_python(_key(value))  # type: ignore[union-attr]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if isinstance(value, int | bool) or value is None else str(value)


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
