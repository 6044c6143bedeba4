"""Row by row: is it as the batch left it, and how it goes back."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from linli.core.fields import BlindIndex, EncryptedText
from linli.core.refusals import Refused
from linli.journal.batch_rows import BatchRow, columns_of, digest_of

KEPT, RESTORED = BatchRow.Outcome.KEPT, BatchRow.Outcome.RESTORED
CHANGED, IN_USE, GONE = "journal.row_changed", "journal.row_in_use", "journal.row_gone"
Pair = tuple[BatchRow, Any]


def put_back(model: Any, notes: list[BatchRow]) -> None:
    """Give changed rows their values from before, where they still hold what the batch wrote."""
    for note, row in _untouched(model, notes):
        for name, value in json.loads(note.before).items():
            field = model._meta.get_field(name)
            plain = isinstance(field, EncryptedText | models.JSONField)
            setattr(row, name, value if plain else field.to_python(value))
        try:
            with transaction.atomic():
                row.save(update_fields=_fields(model, note.columns))
        except IntegrityError:  # what it pointed to is gone, or its number is taken meanwhile
            _end(note, KEPT, IN_USE)
        else:
            _end(note, RESTORED)


def _fields(model: Any, columns: list[str]) -> list[str]:
    """The fields of ``columns``, and the keyed indexes over them."""
    names = [model._meta.get_field(name).name for name in columns]
    indexes = [field for field in model._meta.concrete_fields if isinstance(field, BlindIndex)]
    return names + [field.name for field in indexes if field.source in names]


def take_away(
    model: Any,
    notes: list[BatchRow],
    undo: Callable[..., Any] | None,
    touched: Callable[[list[Any]], set[Any]] | None,
    by: Any,
    at: datetime,
) -> None:
    """Take created rows away: by their app's verb if it has one, else delete those to which nothing points."""
    pairs = _untouched(model, notes)
    in_use = touched([row for _, row in pairs]) if touched else set()
    for note, row in pairs:
        if row.pk in in_use:
            _end(note, KEPT, IN_USE)
    free = [(note, row) for note, row in pairs if row.pk not in in_use]
    if undo is None:
        _delete(model, free)
        return
    for note, row in free:
        try:
            with transaction.atomic():
                undo(row, by=by, at=at)
        except Refused as refused:
            _end(note, KEPT, refused.code)
        else:
            _end(note, RESTORED)


def _untouched(model: Any, notes: list[BatchRow]) -> list[Pair]:
    """The rows, locked, that are as the batch left them; the others are marked as kept."""
    keys = [note.row for note in notes]
    locked = model._base_manager.select_for_update().filter(community_id=notes[0].community_id, pk__in=keys)
    found = {str(row.pk): row for row in locked}
    pairs = []
    for note in notes:
        row = found.get(note.row)
        if row is None:
            _end(note, KEPT, GONE)
        elif digest_of(note.community_id, row, note.columns or columns_of(row)) != note.wrote:
            _end(note, KEPT, CHANGED)
        else:
            pairs.append((note, row))
    return pairs


def _delete(model: Any, pairs: list[Pair]) -> None:
    """Delete rows to which nothing points; halves the list until those that are in use stand alone."""
    if not pairs:
        return
    if _alone(model, [row for _, row in pairs]):
        model._base_manager.filter(
            community_id=pairs[0][0].community_id, pk__in=[row.pk for _, row in pairs]
        )._raw_delete(using="default")
        for note, _row in pairs:
            _end(note, RESTORED)
    elif len(pairs) == 1:
        _end(pairs[0][0], KEPT, IN_USE)
    else:
        half = len(pairs) // 2
        # Rows of one table may point to each other: the later written goes first.
        _delete(model, pairs[:half])
        _delete(model, pairs[half:])


def _alone(model: Any, rows: list[Any]) -> bool:
    """Whether deleting these rows would delete or change nothing else."""
    collector = Collector(using="default", origin=rows[0])
    try:
        collector.collect(rows)
    except (ProtectedError, RestrictedError):
        return False
    if set(collector.data) != {model} or len(collector.data[model]) != len(rows):
        return False
    pointing = [found for lists in collector.field_updates.values() for found in lists] + collector.fast_deletes
    return not any(found.exists() if isinstance(found, models.QuerySet) else found for found in pointing)


def _end(note: BatchRow, outcome: str, reason: str = "") -> None:
    note.outcome, note.reason = outcome, reason
