"""What is odd about a batch before it runs, and putting it back within a day.

An app that works in batches says so in its ``batching.py``: ``KINDS`` (kind -> words, and how the whole is put back
if not row by row) and ``UNDO`` (model label -> how a row of it is undone, if it is not simply deleted).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from linli.core.clock import day_in
from linli.core.gather import modules
from linli.core.refusals import Refused
from linli.journal.batch_rows import WITHIN, Batch, BatchRow
from linli.journal.putting_back import put_back, take_away
from linli.journal.verbs import actor_of, record, verb

JUMP = 5  # times yesterday's number, from which on it is said
MANY = 10  # below this a jump means nothing
NIGHT = (22, 6)
PIECE = 300  # rows a transaction: a gate never waits behind a batch
STALE = timedelta(minutes=10)  # a restoring process that died holds the batch no longer than this


@dataclass(frozen=True)
class Kind:
    """Words for a kind of batch. ``restore(batch, by=, at=)`` -> (restored, kept) puts the whole back itself."""

    words: Any
    restore: Callable[..., tuple[int, int]] | None = None


@dataclass(frozen=True)
class Undo:
    """How rows of one model are taken back.

    ``undo(row, by=, at=)`` is the app's own verb, such as a revocation; its refusal becomes the reason to keep the
    row. ``touched(rows)`` gives the primary keys of rows that are in use in ways no foreign key shows.
    """

    undo: Callable[..., Any] | None = None
    touched: Callable[[list[Any]], set[Any]] | None = None


@dataclass(frozen=True)
class Oddity:
    """Something a person should see before they go on: a code, its numbers, its words."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return str(ODDITIES[self.code]) % self.params


ODDITIES: dict[str, Any] = {
    "times_yesterday": _("%(times)s times yesterday (%(yesterday)s)"),
    "none_yesterday": _("none yesterday"),
    "first": _("the first of its kind here"),
    "largest": _("more than ever before (at most %(most)s so far)"),
    "again": _("the same was done %(minutes)s minutes ago"),
    "night": _("at night"),
}

REASONS: dict[str, Any] = {
    "journal.row_changed": _("somebody has changed it since"),
    "journal.row_in_use": _("something else already depends on it"),
    "journal.row_gone": _("it is no longer there"),
}


def catalogue() -> tuple[dict[str, Kind], dict[str, Undo]]:
    """All kinds of batches and all ways to undo a row, from every app's ``batching.py``."""
    if not _kinds:  # its kinds are filled in last and in one step: another thread must never find half of it
        kinds: dict[str, Kind] = {}
        for module in modules("batching"):
            kinds |= getattr(module, "KINDS", {})
            _undo.update({name.lower(): undo for name, undo in getattr(module, "UNDO", {}).items()})
        _kinds.update(kinds)
    return _kinds, _undo


_kinds: dict[str, Kind] = {}
_undo: dict[str, Undo] = {}


def words_of(kind: str) -> str:
    """The kind in the language of the moment."""
    known = catalogue()[0].get(kind)
    return str(known.words) if known else kind


def oddities(community: Any, kind: str, size: int, at: datetime) -> list[Oddity]:
    """What is unusual about ``size`` rows of ``kind`` now, by the community's own day and past; [] if nothing is."""
    past = Batch._base_manager.filter(community_id=community.pk, kind=kind, at__lte=at)
    found = []
    if not past.exists():
        found.append(Oddity("first"))
    elif size >= MANY:
        found += _jumps(community, past, size, at)
    last = past.filter(size=size, restored_at=None, at__gt=at - timedelta(hours=1)).aggregate(at=Max("at"))["at"]
    if last is not None:
        found.append(Oddity("again", {"minutes": int((at - last).total_seconds() // 60)}))
    hour = at.astimezone(ZoneInfo(community.zone)).hour
    if hour >= NIGHT[0] or hour < NIGHT[1]:
        found.append(Oddity("night"))
    return found


def _jumps(community: Any, past: Any, size: int, at: datetime) -> list[Oddity]:
    today = day_in(community.zone, at)
    recent = past.filter(at__gt=at - timedelta(days=2)).values_list("at", "size", "restored_at")
    yesterday = sum(
        number
        for when, number, undone in recent
        if undone is None and day_in(community.zone, when) == today - timedelta(days=1)
    )
    found = []
    if not yesterday:
        found.append(Oddity("none_yesterday"))
    elif size >= JUMP * yesterday:
        found.append(Oddity("times_yesterday", {"times": size // yesterday, "yesterday": yesterday}))
    most = past.aggregate(most=Max("size"))["most"]
    if size > 2 * most:
        found.append(Oddity("largest", {"most": most}))
    return found


def restore(batch: Batch, *, by: Any, at: datetime) -> Batch:
    """Put back what nobody has touched since; the rest stays and is listed in ``batch.rows`` with its reasons.

    Works in pieces and can be resumed. Of two people at once one restores; the other gets
    ``Refused("journal.batch_restored")``. After a day: ``Refused("journal.batch_too_old")``.
    """
    if at >= batch.at + WITHIN:
        raise Refused("journal.batch_too_old")
    _claim(batch, at)
    whole = catalogue()[0].get(batch.kind, Kind("")).restore
    try:
        if whole is not None:
            _finish(batch, *whole(batch, by=by, at=at), by=by, at=at)
            return batch
        while _piece(batch, by=by, at=at):
            pass
    except BaseException:
        Batch._base_manager.filter(pk=batch.pk, community_id=batch.community_id).update(restoring_at=None)
        raise
    ended = batch.rows.exclude(outcome=BatchRow.Outcome.OPEN).values_list("outcome", flat=True)
    outcomes = list(ended)
    kept = outcomes.count(BatchRow.Outcome.KEPT)
    _finish(batch, len(outcomes) - kept, kept, by=by, at=at)
    return batch


def _claim(batch: Batch, at: datetime) -> None:
    free = Q(restoring_at=None) | Q(restoring_at__lt=at - STALE)
    mine = Batch._base_manager.filter(free, pk=batch.pk, community_id=batch.community_id, restored_at=None)
    if mine.update(restoring_at=at) != 1:
        raise Refused("journal.batch_restored")


@verb
def _piece(batch: Batch, *, by: Any, at: datetime) -> bool:
    """The next rows, last written first; False when none are left."""
    open_rows = batch.rows.filter(outcome=BatchRow.Outcome.OPEN).order_by("-number")
    first = open_rows.first()
    if first is None:
        return False
    # Only rows of one sort at a time, so that what points is gone before that to which it points.
    some = []
    for row in open_rows[:PIECE]:
        if (row.model, row.made) != (first.model, first.made):
            break
        some.append(row)
    model = apps.get_model(first.model)
    undo = catalogue()[1].get(first.model.lower(), Undo())
    if first.made:
        take_away(model, some, undo.undo, undo.touched, by, at)
    else:
        put_back(model, some)
    BatchRow._base_manager.bulk_update(some, ["outcome", "reason"], batch_size=PIECE)
    return True


@verb
def _finish(batch: Batch, restored: int, kept: int, *, by: Any, at: datetime) -> None:
    batch.restored_at, batch.restored_by, batch.restored, batch.kept = at, actor_of(by), restored, kept
    batch.save(update_fields=["restored_at", "restored_by", "restored", "kept"])
    record("batch.restored", batch, by=by, at=at, kind=batch.kind, restored=restored, kept=kept)


def reason_words(code: str) -> str:
    """Why a row was kept, in the language of the moment."""
    from linli.core.refusals import catalogue as refusals

    return str(REASONS.get(code) or refusals().get(code) or REASONS["journal.row_in_use"])
