"""Keeps the rows of who is out in step with the crossings."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from linli.gates.known import steps_of
from linli.gates.ledger import who_is_out
from linli.gates.models import Crossing, Out

# Nobody shops for a month: whoever has been out longer has gone, and is asked about by a person.
LONGEST = timedelta(days=31)


def rewrite(community: uuid.UUID, crossings: list[Crossing]) -> None:
    """Recompute the rows of everybody in ``crossings`` from all their crossings (inside the upload's transaction)."""
    went = [one for one in crossings if one.went]
    people = {one.resident_id for one in went if one.resident_id}
    tickets = {one.pass_id for one in went if one.pass_id and not one.resident_id}
    if not people and not tickets:
        return
    since = min(one.day for one in went) - LONGEST
    rows = Crossing.objects.filter(community_id=community, went=True, day__gte=since)
    steps = steps_of(rows.filter(resident_id__in=people)) if people else []
    if tickets:
        steps += steps_of(rows.filter(pass_id__in=tickets, resident_id=None))
    out = who_is_out(steps)
    Out.objects.filter(community_id=community, who__in=people | tickets).delete()
    Out.objects.bulk_create([_row(community, who, step, people) for who, step in out.items()])


def _row(community: uuid.UUID, who: Any, step: Any, people: set[Any]) -> Out:
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
