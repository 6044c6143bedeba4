"""Taking an import back within a day: what nobody has touched since goes, the rest stays and is listed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from linli.core.refusals import Refused
from linli.journal.models import Line
from linli.journal.verbs import record, verb
from linli.registry.models import Flat, Household, Import, Knock, Resident, Stay, Touched

CHUNK = 300


@dataclass(slots=True)
class Restored:
    """Counts of people removed and fields put back, and the ids of residents that were touched since and stay."""

    removed: int = 0
    put_back: int = 0
    kept: list[str] = field(default_factory=list)


def reverse(upload: Import, *, by: Any, at: datetime) -> Restored:
    """Take an import back, a few hundred rows a transaction. Killed half-way, it goes on when asked again.

    Refused after 24 hours, and when it was taken back before.
    """
    if upload.status != Import.Status.REVERSED:
        begin(upload, at)
    elif "kept" in upload.counts:
        raise Refused("registry.taken_back_already")
    restored = Restored()
    put_fields_back(upload, restored)
    made = Resident.objects.filter(community=upload.community, imported_by=upload.pk)
    keys = list(made.order_by("-pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        remove_piece(upload, keys[start : start + CHUNK], restored)
    end(upload, restored, by=by, at=at)
    return restored


@verb
def begin(upload: Import, at: datetime) -> None:
    if not upload.reversible(at):
        raise Refused("registry.import_too_old")
    upload.move("reverse")


@verb
def remove_piece(upload: Import, some: list[Any], restored: Restored) -> None:
    since = touched_since(upload, some)
    removed, stuck = remove_people(upload, [key for key in some if key not in since])
    restored.removed += removed
    restored.kept += [str(key) for key in some if key in since | stuck]


@verb
def end(upload: Import, restored: Restored, *, by: Any, at: datetime) -> None:
    remove_places(upload)
    upload.counts = {**upload.counts, "kept": restored.kept}
    upload.save(update_fields=["counts"])
    counted = {"removed": restored.removed, "put_back": restored.put_back, "kept": len(restored.kept)}
    record("import.reversed", upload, by=by, at=at, **counted)


def touched_since(upload: Import, made: list[Any]) -> set[Any]:
    """Of the residents that it made, those of whom the journal speaks, who moved, or whom another file changed."""
    since: set[Any] = set()
    for start in range(0, len(made), CHUNK):
        some = made[start : start + CHUNK]
        subjects = {f"resident:{pk}": pk for pk in some}
        lines = Line.objects.filter(community_id=upload.community_id, subject__in=list(subjects))
        since.update(subjects[subject] for subject in lines.values_list("subject", flat=True))
        others = Touched.objects.filter(resident__in=some).exclude(upload=upload)
        since.update(others.values_list("resident_id", flat=True))
    return since


def remove_people(upload: Import, some: list[Any]) -> tuple[int, set[Any]]:
    """Delete residents to whom nothing else points; those that something points to are given back."""
    people = Resident._base_manager.filter(community=upload.community_id, pk__in=some)
    stays = Stay._base_manager.filter(community=upload.community_id, resident__in=some)
    try:
        with transaction.atomic():
            stays.delete()
            people.delete()
        return len(some), set()
    except (ProtectedError, RestrictedError):
        if len(some) == 1:
            return 0, set(some)
    half = len(some) // 2
    first, second = remove_people(upload, some[:half]), remove_people(upload, some[half:])
    return first[0] + second[0], first[1] | second[1]


@verb
def put_fields_back(upload: Import, restored: Restored) -> None:
    """Changed fields as before, where they still hold what the import wrote."""
    for note in Touched.objects.filter(upload=upload).select_related("resident"):
        person, before, after = note.resident, json.loads(note.before), json.loads(note.after)
        if any(getattr(person, name) != value for name, value in after.items()):
            restored.kept.append(str(person.pk))
        for name, value in after.items():
            if getattr(person, name) == value:
                setattr(person, name, before[name])
                person.sources.pop(name, None)
                restored.put_back += 1
        person.save()
        note.delete()


def remove_places(upload: Import) -> None:
    """Households and flats that it made and nobody lives in; buildings stay, they are made of stone."""
    lived_in = Resident._base_manager.filter(community=upload.community_id).values("household_id")
    stayed_in = Stay._base_manager.filter(community=upload.community_id).values("household_id")
    empty = Household._base_manager.filter(community=upload.community_id, imported_by=upload.pk)
    remove_free(empty.exclude(pk__in=lived_in).exclude(pk__in=stayed_in))
    homes = Household._base_manager.filter(community=upload.community_id).values("flat_id")
    visited = Knock._base_manager.filter(community=upload.community_id).values("flat_id")
    bare = Flat._base_manager.filter(community=upload.community_id, imported_by=upload.pk)
    remove_free(bare.exclude(pk__in=homes).exclude(pk__in=visited))


def remove_free(rows: Any) -> None:
    """Delete rows; where something above the registry points to one of a chunk, one by one, leaving that one."""
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        if not deleted(rows.model, some):
            for key in some:
                deleted(rows.model, [key])


def deleted(model: Any, keys: list[Any]) -> bool:
    """Whether these rows could be deleted; all or none."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=keys).delete()
    except (ProtectedError, RestrictedError):
        return False
    return True
