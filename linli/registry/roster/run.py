"""An import from file to registry: dry run, pieces, rejected rows, taking back.

A piece is one transaction of a few hundred rows, so that a gate never waits behind an import, and its end moves the
import's cursor in the same transaction: a run that is killed goes on where it stopped, and two runs never do one twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django_scopes import scope

from linli.core.refusals import Refused, catalogue
from linli.journal.batch_rows import Batch
from linli.journal.verbs import record, verb
from linli.registry.models import Community, Import, Resident
from linli.registry.roster import rejected
from linli.registry.roster.entry import Entry, Problem, Rejected, understand
from linli.registry.roster.merge import Piece
from linli.registry.roster.read import Roster, read
from linli.registry.roster.tally import NEW, REJECTED, Tally

PIECE = 500
LIKENESSES_SHOWN = 50
JUMP = 10
LEFT_ALONE = timedelta(minutes=5)


@lru_cache(maxsize=2)
def judged(upload: Any, day: date, area_code: str) -> tuple[Roster, list[Entry | Rejected]]:
    """The rows of an upload, each taken or refused; rooms with a stair first, so that order in a file never matters."""
    roster = read(Import.objects.get(pk=upload).content)
    found = [understand(columns, row, day, area_code) for columns, row in roster.rows]
    found.sort(key=lambda one: isinstance(one, Entry) and one.room.unit is None)
    return roster, first_ones(found)


def first_ones(found: list[Entry | Rejected]) -> list[Entry | Rejected]:
    """Mark whoever stands in the file again: the first row counts, a later one only fills what is empty.

    Without this, two rows with two phones would change the person to and fro at every upload.
    """
    seen: set[tuple[str, ...]] = set()
    for place, one in enumerate(found):
        if isinstance(one, Entry) and one.name:
            if one.who in seen:
                found[place] = replace(one, repeated=True, oddities=(*one.oddities, Problem("roster.same_row_twice")))
            seen.add(one.who)
    return found


def rows_of(upload: Import) -> tuple[Roster, list[Entry | Rejected]]:
    if not upload.content_kept:
        raise Refused("registry.file_gone")
    community = upload.community
    return judged(upload.pk, community.today(upload.created_at), community.setting("area_code"))


def look(upload: Import, at: datetime) -> dict[str, Any]:
    """The dry run: nothing is written but its own counts and oddities, on the import."""
    roster, found = rows_of(upload)
    piece, tally = Piece(upload, at), Tally()
    likenesses: list[list[Any]] = []
    for start in range(0, len(found), PIECE):
        for outcome in piece.take(found[start : start + PIECE]):
            tally.add(outcome)
            if outcome.like and len(likenesses) < LIKENESSES_SHOWN:
                likenesses.append([outcome.row, outcome.problems[-1].code, outcome.like])
    upload.rows = len(found)
    preview = counts(tally) | {
        "likenesses": likenesses,
        "unknown_columns": sorted({name for sheet in roster.sheets for name in sheet.columns.unknown})[:30],
        "not_kept": sorted({name for sheet in roster.sheets for name in sheet.columns.not_kept}),
        "skipped_sheets": roster.skipped[:30],
        "blank": sum(sheet.blank for sheet in roster.sheets),
        "warnings": warnings(upload, tally, at),
    }
    upload.preview = preview
    upload.save(update_fields=["rows", "preview"])
    return preview


def registered_on(community: Community, day: date) -> int:
    """How many people were written down on a day of the community."""
    zone = ZoneInfo(community.zone)
    start = datetime.combine(day, time.min, zone)
    written = Resident.objects.filter(community=community, created_at__gte=start)
    return int(written.filter(created_at__lt=start + timedelta(days=1)).count())


def counts(tally: Tally) -> dict[str, Any]:
    return {"kinds": dict(tally.kinds), "problems": dict(tally.problems), "oddities": dict(tally.oddities)}


def warnings(upload: Import, tally: Tally, at: datetime) -> list[list[Any]]:
    """What is odd about the whole: [code, params]."""
    odd: list[list[Any]] = []
    new = tally.kinds[NEW]
    yesterday = registered_on(upload.community, upload.community.today(at) - timedelta(days=1))
    if yesterday and new >= JUMP * yesterday:
        odd.append(["roster.jump", {"times": new // yesterday}])
    before = Import.objects.filter(community=upload.community, digest=upload.digest, status=Import.Status.APPLIED)
    if before.exclude(pk=upload.pk).exists():
        odd.append(["roster.same_file", {}])
    if upload.rows and 2 * tally.kinds[REJECTED] > upload.rows:
        odd.append(["roster.mostly_rejected", {}])
    if not new and not tally.kinds["changed"] and not tally.kinds["flat_only"]:
        odd.append(["roster.no_rows_new", {}])
    return odd


@verb
def start(upload: Import, *, by: Any, at: datetime) -> None:
    """From looked at to being applied; of two people one starts it."""
    upload.move("start", started_at=at, moved_at=at)
    Batch.open(upload.community, "roster.import", upload.accepted, by=by, at=at, about=upload)
    record("import.started", upload, by=by, at=at, rows=upload.rows, source=upload.source)


@verb
def apply_piece(upload: Import, *, by: Any, at: datetime) -> bool:
    """The next few hundred rows; False when there are none left. The cursor moves only if nobody else moved it."""
    _, found = rows_of(upload)
    begin, end = upload.cursor, min(upload.cursor + PIECE, len(found))
    piece, tally = Piece(upload, at), Tally()
    for outcome in piece.take(found[begin:end]):
        tally.add(outcome)
    held = Import._base_manager.filter(
        pk=upload.pk, community=upload.community_id, cursor=begin, status=Import.Status.APPLYING
    )
    together = added(upload.counts, counts(tally))
    if held.update(cursor=end, counts=together, moved_at=at) != 1:
        raise Refused("core.moved_meanwhile")
    piece.save()
    upload.cursor, upload.counts = end, together
    if end >= len(found):
        upload.move("finish", finished_at=at)
        record("import.applied", upload, by=by, at=at, rows=upload.rows, **together["kinds"])
    return end < len(found)


def resume_due(as_of: datetime) -> int:
    """Go on with imports that were begun and left, in all communities; returns how many were finished.

    A page that applies an import itself moves it on every second; five minutes without means that nobody does.
    """
    finished = 0
    for upload in Import._base_manager.filter(status=Import.Status.APPLYING, moved_at__lt=as_of - LEFT_ALONE):
        with scope(community=upload.community_id):
            try:
                for _cursor in apply(upload, by=None, at=as_of):
                    pass
            except Refused:
                continue  # its file is gone, or its page came back to life
        finished += 1
    return finished


def added(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Counts summed, word by word."""
    return {part: dict(Counter(one.get(part, {})) + Counter(other[part])) for part in other}


def apply(upload: Import, *, by: Any, at: datetime) -> Iterator[int]:
    """All that is left, piece by piece; yields the number of rows dealt with."""
    if upload.status == Import.Status.PREVIEWED:
        start(upload, by=by, at=at)
    more = upload.status == Import.Status.APPLYING
    while more:
        more = apply_piece(upload, by=by, at=at)
        yield upload.cursor


def receive(
    community: Community, content: bytes, filename: str, *, source: str, by: Any, at: datetime, compound: Any = None
) -> Import:
    """Keep a file and look at it. RosterUnreadable before anything is kept."""
    read(content, filename)
    upload = Import.receive(community, content, filename, source=source, by=by, at=at, compound=compound)
    look(upload, at)
    return upload


def rejected_workbook(upload: Import, at: datetime) -> bytes:
    """The rows that were not taken, as the workbook they came in; [] of them gives a workbook with headers only."""
    roster, found = rows_of(upload)
    piece = Piece(upload, at)
    refused: list[Rejected] = []
    for begin in range(0, len(found), PIECE):
        some = found[begin : begin + PIECE]
        refused += [
            Rejected(one.row, outcome.problems)
            for one, outcome in zip(some, piece.take(some), strict=True)
            if outcome.kind == REJECTED
        ]
    refused.sort(key=lambda one: one.row.number)
    return rejected.workbook(roster, refused, gettext("Why it was not taken"), said)


def said(problem: Problem) -> str:
    """A problem in the language of the moment."""
    return str(catalogue()[problem.code]) % {"value": problem.value}
