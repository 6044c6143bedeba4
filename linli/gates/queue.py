"""The queue at a gate: who has prepared, what the guards' phones see of it, and how a crossing closes it."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from linli.core.fields import Sealed
from linli.core.refusals import Refused
from linli.gates.models import Crossing, Gate, Preparation
from linli.gates.models.preparations import KEPT
from linli.journal.verbs import verb
from linli.registry.models import Resident

SHOWN = 90  # people on a guard's list: five minutes of a rush at two guards are some sixty
MOST_TOGETHER = 8
MOST_POSTS = 20  # people one phone may prepare in half an hour
EARLY = timedelta(minutes=1)  # a crossing may lie so long before the preparation it closes: two clocks


@verb
def prepare(
    people: Sequence[tuple[Resident, dict[str, str]]], gate: Gate, session: uuid.UUID, direction: str, at: datetime
) -> uuid.UUID:
    """Put ``people`` with their answers, who go together, into the queue of ``gate``; returns their group. Whoever
    waits there already keeps the place; whoever waited elsewhere has left it. Writes nothing else, no journal line.

    Refused: gates.prepared_nobody, gates.prepared_too_many, gates.prepared_too_often.
    """
    if not people:
        raise Refused("gates.prepared_nobody")
    if len(people) > MOST_TOGETHER:
        raise Refused("gates.prepared_too_many", most=MOST_TOGETHER)
    keys = [one.pk for one, _ in people]
    # Locked in one order: two phones of a family may say so at the same moment.
    list(Resident._base_manager.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    if Preparation.objects.filter(session=session).count() + len(people) > MOST_POSTS:
        raise Refused("gates.prepared_too_often")
    before = list(_locked(Preparation.objects.filter(resident__in=keys, status="waiting")))
    held = [row.at for row in before if row.gate_id == gate.pk and row.direction == direction and row.expires_at > at]
    Preparation.objects.filter(pk__in=[row.pk for row in before]).update(status="left", answers=Sealed(b""))
    group, since = uuid.uuid4(), min(held, default=None)
    rows = [
        Preparation.make(one, gate, group, session, at, direction=direction, answers=answers, since=since)
        for one, answers in people
    ]
    Preparation.objects.bulk_create(rows)
    return group


@verb
def leave(community: Any, group: uuid.UUID) -> int:
    """They are no longer at the gate; returns how many were. Twice is once."""
    rows = _locked(Preparation._base_manager.filter(community=community, group=group, status="waiting"))
    held = Preparation._base_manager.filter(community=community, pk__in=[row.pk for row in rows])
    return held.update(status="left", answers=Sealed(b""))


def arrivals(gate: uuid.UUID, at: datetime, etag: str = "") -> tuple[str, list[dict[str, Any]] | None]:
    """The tag of the list and the list, newest first; None where it is what ``etag`` names. One query."""
    rows = Preparation.objects.filter(Preparation.waiting(at), gate=gate).order_by("-at", "group", "pk")
    found = list(rows[:SHOWN])
    tag = '"' + hashlib.sha256(b"".join(row.pk.bytes for row in found) or gate.bytes).hexdigest()[:24] + '"'
    return tag, None if tag == etag else [_shown(row, found) for row in found]


def _shown(row: Preparation, rows: list[Preparation]) -> dict[str, Any]:
    together = [str(one.resident_id) for one in rows if one.group == row.group and one.pk != row.pk]
    return {
        "id": str(row.pk),
        "group": str(row.group) if together else "",
        "resident": str(row.resident_id),
        "direction": row.direction,
        "at": int(row.at.timestamp()),
        "answers": row.told,
        "companions": together,
    }


def close(kept: Iterable[Crossing], named: Mapping[uuid.UUID, uuid.UUID], at: datetime) -> None:
    """Answer the preparations of those who just crossed. ``named``: crossing -> the preparation that it names.

    A guard may as well scan a pass or find the room: then whoever waits for this direction is answered too. A
    crossing that names somebody else's preparation, or one for the other way, answers nothing.
    """
    by_resident: dict[Any, list[Crossing]] = {}
    for crossing in kept:
        if crossing.resident_id is not None:
            by_resident.setdefault(crossing.resident_id, []).append(crossing)
    if not by_resident:
        return
    rows = Preparation.objects.filter(resident__in=by_resident, created_at__gt=at - KEPT).exclude(status="left")
    for row in _locked(rows):
        mine = [one for one in by_resident[row.resident_id] if _answers(one, row, named.get(one.id))]
        if mine:
            _answer(row, mine[-1])


def _locked(rows: QuerySet[Preparation]) -> QuerySet[Preparation]:
    """In one order for everybody: a family that says so anew while the guard confirms it waits, and no more."""
    return rows.order_by("pk").select_for_update()


def _answers(crossing: Crossing, row: Preparation, named: uuid.UUID | None) -> bool:
    if crossing.direction != row.direction:
        return False
    if named is not None:
        return named == row.pk
    open_ = row.status == "waiting" or row.outcome != "allow"
    return open_ and crossing.at >= row.created_at - EARLY


def _answer(row: Preparation, crossing: Crossing) -> None:
    Preparation._base_manager.filter(pk=row.pk, community=row.community_id).update(
        status="answered",
        outcome="allow" if crossing.went else crossing.overrule_outcome or crossing.gate_outcome,
        code=crossing.gate_code,
        until=crossing.back_by,
        answers=Sealed(b""),
    )


def forget_due(as_of: datetime) -> int:
    """Delete every preparation half an hour after it was made; returns how many. Outside any scope."""
    gone, _ = Preparation._base_manager.filter(created_at__lte=as_of - KEPT).delete()
    return gone
