"""Where paper and other records contradict each other: shown, asked, decided by a person; nothing is thrown away.

A contradiction is a function of the crossings that are known, like who is out: when a sheet that explains it is
entered, or a phone sends what it still held, it is gone by itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django_scopes import scope

from linli.followups.models import FollowUp
from linli.followups.owners import owner_for
from linli.gates.known import steps_of
from linli.gates.ledger import Step, in_order
from linli.gates.models import Crossing, counted
from linli.gates.uploads import EARLIEST
from linli.journal.verbs import record, verb
from linli.paper.models import Conflict, Entry
from linli.registry.models import Community

NEAR = 300  # seconds
TODAY = timedelta(hours=12)
LATELY = timedelta(days=3)

Pair = tuple[Any, Any]  # the paper row's crossing, the other one


def contradictions(steps: Iterable[Step], paper: set[Any]) -> dict[Pair, str]:
    """Of one person's ``steps`` those neighbours that went the same way; ``paper``: the refs that were typed in."""
    found: dict[Pair, str] = {}
    ordered = in_order(steps)
    for one, other in pairwise(ordered):
        if one.direction == other.direction and (one.ref in paper or other.ref in paper):
            pair = (other.ref, one.ref) if other.ref in paper else (one.ref, other.ref)
            found[pair] = Conflict.Kind.TWICE if other.at - one.at <= NEAR else Conflict.Kind.ORDER
    return found


@verb
def look(community: Any, people: set[Any], at: datetime) -> int:
    """Bring the conflicts of ``people`` (ids of residents) in line with what is known; returns how many are open."""
    rows = counted(Crossing.objects.filter(resident_id__in=people, day__gte=community.today(at - EARLIEST)))
    paper = set(rows.exclude(typed_by=None).values_list("id", flat=True))
    steps: dict[Any, list[Step]] = defaultdict(list)
    for step in steps_of(rows):
        steps[step.who].append(step)
    now: dict[Pair, str] = {}
    for theirs in steps.values():
        now |= contradictions(theirs, paper)
    refs = [step.ref for theirs in steps.values() for step in theirs]
    held = Conflict.objects.filter(Q(paper_id__in=refs) | Q(other_id__in=refs))
    known = {(row.paper_id, row.other_id): row for row in held}
    times = {step.ref: step.at for theirs in steps.values() for step in theirs}
    for pair, row in known.items():
        if pair not in now and row.status == Conflict.Status.OPEN:
            _withdraw(row, at)
    for pair, kind in now.items():
        _ask(community, pair, kind, known.get(pair), datetime.fromtimestamp(times[pair[0]], at.tzinfo), at)
    return len(now)


def _withdraw(row: Conflict, at: datetime) -> None:
    row.move("withdraw")
    record("conflict.withdrawn", row, by=None, at=at)
    matter = row.matter()
    if matter is not None and matter.status == FollowUp.Status.OPEN:
        matter.withdraw(at=at)


def _ask(community: Any, pair: Pair, kind: str, row: Conflict | None, when: datetime, at: datetime) -> None:
    if row is None:
        row = Conflict(community=community, kind=kind, paper_id=pair[0], other_id=pair[1], at=when)
        row.save()
        record("conflict.found", row, by=None, at=at, kind=str(kind))
    elif row.status == Conflict.Status.GONE:
        row.move("reopen")
        record("conflict.reopened", row, by=None, at=at)
    else:
        return
    crossing = Crossing.objects.get(id=pair[0])
    matter = FollowUp.open(
        community.pk,
        FollowUp.Kind.PAPER,
        f"crossing:{pair[0]}",
        owner=owner_for(community.pk, at),
        due_at=at + TODAY,
        by=None,
        at=at,
        resident=str(crossing.resident_id or ""),
        conflict=str(row.pk),
    )
    if matter.status == FollowUp.Status.DONE and matter.closed_by_id is None:
        matter.reopen(at=at)


@verb
def withdraw_gone(at: datetime) -> set[Any]:
    """Withdraw the open conflicts one of whose crossings is now only a number; returns the people of the others."""
    rows = list(Conflict.objects.filter(status=Conflict.Status.OPEN))
    refs = {ref for row in rows for ref in (row.paper_id, row.other_id)}
    people = dict(Crossing.objects.filter(id__in=refs).values_list("id", "resident_id"))
    for row in rows:
        if row.paper_id not in people or row.other_id not in people:
            _withdraw(row, at)
    return set(people.values()) - {None}


def look_due(as_of: datetime) -> int:
    """Look again at everybody whose row was typed lately or is still asked about: a phone may have sent meanwhile
    what it still held, however late. What is asked about a crossing that is no longer kept is withdrawn.
    """
    found = 0
    for community in Community.objects.all():
        with scope(community=community.pk):
            typed = Entry.objects.filter(typed_at__gt=as_of - LATELY).exclude(crossing_id=None)
            people = set(typed.exclude(resident_id=None).values_list("resident_id", flat=True))
            people |= withdraw_gone(as_of)
            if people:
                found += look(community, people, as_of)
    return found
