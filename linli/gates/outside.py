"""Keeps the rows of who is out in step with the crossings."""

import uuid
from datetime import UTC, datetime
from typing import Any

from linli.gates.known import Known, epoch, ids, steps_of
from linli.gates.ledger import Step, who_is_out
from linli.gates.models import Crossing, Out, counted


def rewrite(community: uuid.UUID, crossings: list[Crossing], known: Known) -> None:
    """Recompute the rows of everybody in ``crossings`` (just kept, inside the upload's transaction).

    ``known`` holds the crossings of these days; what lies before them is in the row that stands.
    """
    went = [one for one in crossings if one.went]
    who = ids(one.resident_id or (one.pass_id if one.household_id else None) for one in went)
    if not who:
        return
    people = {one.resident_id for one in went}
    standing = list(Out.objects.filter(who__in=who))
    steps = [step for one in who for step in _steps(one, people, known)]
    seen = {step.ref for step in steps}
    steps += [_before(row) for row in standing if row.crossing_id not in seen]
    out = who_is_out(steps)
    same = {row.who for row in standing if row.who in out and out[row.who].ref == row.crossing_id}
    gone = [row.pk for row in standing if row.who not in same]
    if gone:
        Out.objects.filter(pk__in=gone).delete()
    Out.objects.bulk_create([_row(community, one, step, people) for one, step in out.items() if one not in same])


def recount(crossing: Crossing) -> None:
    """Somebody's crossings count otherwise than before: read all that are kept, and write anew who is out."""
    who = crossing.resident_id or crossing.pass_id
    if who is None:
        return
    mine = {"resident_id": who} if crossing.resident_id else {"resident_id": None, "pass_id": who}
    out = who_is_out(steps_of(counted(Crossing.objects.filter(**mine))))
    Out.objects.filter(who=who).delete()
    people = {crossing.resident_id}
    Out.objects.bulk_create([_row(crossing.community_id, one, step, people) for one, step in out.items()])


def _steps(who: Any, people: set[Any], known: Known) -> list[Step]:
    return known.by_who.get(who, []) if who in people else [s for s in known.by_pass.get(who, []) if s.who == who]


def _before(row: Out) -> Step:
    """The exit that a standing row tells of, older than the days that were read."""
    return Step(
        at=epoch(row.since),
        device="",
        sequence=epoch(row.since),
        direction="exit",
        who=row.who,
        household=row.household_id,
        gate=row.gate_id,
        ref=row.crossing_id,
        back_by=epoch(row.back_by),
    )


def _row(community: uuid.UUID, who: Any, step: Step, people: set[Any]) -> Out:
    return Out(
        community_id=community,
        who=who,
        resident_id=who if who in people else None,
        household_id=step.household,
        crossing_id=step.ref,
        gate_id=step.gate,
        since=datetime.fromtimestamp(step.at, UTC),
        back_by=datetime.fromtimestamp(step.back_by, UTC) if step.back_by else None,
    )
