"""Saving rows as they are typed, and entering a sheet: its rows become crossings like those of any phone."""

import json
import uuid
from datetime import datetime
from typing import Any

from linli.core.refusals import Refused
from linli.gates.models import CrossingKey, Device
from linli.gates.reading import CrossingIn, Item, canonical, digest_of
from linli.gates.uploads import EARLIEST, receive
from linli.journal.verbs import record, verb
from linli.paper import conflicts
from linli.paper.asking import asked, sequence_of
from linli.paper.meaning import Meaning, meaning
from linli.paper.models import Entry, Sheet


def paper_device(community: Any) -> Device:
    """The community's paper as a device, so that its rows are unique like a phone's; its secret opens nothing."""
    device, _ = Device.objects.get_or_create(community=community, kind=Device.Kind.PAPER, defaults={"name": "paper"})
    device.community = community
    return device


@verb
def save(sheet: Sheet, row: int, text: str, *, by: Any, at: datetime) -> tuple[Meaning, list[tuple[str, str]]]:
    """Keep ``text`` as ``row``; twice is once, an empty text clears the row. Returns its meaning and the questions.

    Refused: paper.not_open, paper.no_such_row.
    """
    sheet = sheet.locked()  # the page may have read it before it got another gate or day
    if not 1 <= row <= sheet.rows:
        raise Refused("paper.no_such_row")
    found = meaning(sheet, row, text, at)
    rows = Entry.objects.filter(sheet=sheet, row=row)
    if not text.strip():
        rows.delete()
        return found, []
    questions = asked(found, sheet, row, at)
    entry = rows.first() or Entry(community_id=sheet.community_id, sheet=sheet, row=row)
    entry.text = found.text
    entry.at = found.at
    entry.resident_id = found.person.pk if found.person else None
    entry.direction = found.direction
    entry.went = found.went
    entry.crossing = json.dumps(found.crossing) if found.crossing else ""
    entry.asked = [code for code, _words in questions]
    entry.typed_by, entry.typed_at = by.pk, at
    entry.save()
    return found, questions


@verb
def enter(sheet: Sheet, *, by: Any, at: datetime) -> int:
    """Make the sheet's rows crossings, and close it; returns how many.

    Refused: paper.not_open, paper.nothing_typed, paper.row_without_time, paper.row_ahead, paper.row_too_old.
    """
    sheet.move("close", closed_at=at)
    entries = list(Entry.objects.filter(sheet=sheet).order_by("row"))
    if not entries:
        raise Refused("paper.nothing_typed")
    for one in entries:
        _refuse_impossible(one, at)
    device = paper_device(sheet.community)
    items: dict[uuid.UUID, list[Item]] = {}
    for one in entries:
        items.setdefault(one.typed_by, []).append(_item(sheet, one))
    for typist, theirs in items.items():
        receive(device, theirs, at, typed_by=typist)
    _link(sheet, device, entries)
    record("sheet.closed", sheet, by=by, at=at, rows=len(entries))
    conflicts.look(sheet.community, {one.resident_id for one in entries if one.resident_id}, at)
    return len(entries)


def _refuse_impossible(one: Entry, at: datetime) -> None:
    if one.at is None:
        raise Refused("paper.row_without_time", row=one.row)
    if one.at > at:
        raise Refused("paper.row_ahead", row=one.row)
    if one.at <= at - EARLIEST:
        raise Refused("paper.row_too_old", row=one.row)


def _item(sheet: Sheet, one: Entry) -> Item:
    body = json.loads(one.crossing)
    content = canonical(body)
    return Item(sequence_of(sheet, one.row), content, digest_of(content), CrossingIn.model_validate(body))


def _link(sheet: Sheet, device: Device, entries: list[Entry]) -> None:
    numbers = {sequence_of(sheet, one.row): one for one in entries}
    keys = CrossingKey.objects.filter(device_id=device.pk, sequence__in=list(numbers))
    for sequence, crossing in keys.values_list("sequence", "crossing_id"):
        numbers[sequence].crossing_id = crossing
    Entry.objects.bulk_update(entries, ["crossing_id"])
