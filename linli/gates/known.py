"""Everything the server must know to judge a batch of crossings, read in a handful of queries."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from linli.gates.ledger import Step
from linli.gates.models import Crossing, Pass, Permit, counted
from linli.gates.models.passes import from_public_id
from linli.gates.reading import CrossingIn
from linli.orders.standing import Standing
from linli.registry.models import Community, Household, Resident

# Rows of paper count from here: sheet * SHEET + row. No phone gets this far, and a page's own numbers not before 2112.
PAPER, SHEET = 2**52, 1000
# A page's own numbers count from here: the microsecond at which the form was opened. No phone gets this far either.
WEB = 10**15


@dataclass(frozen=True)
class Person:
    """A resident, as far as a check needs one."""

    pk: uuid.UUID
    household_id: uuid.UUID
    here: bool
    confirmed: bool


@dataclass(frozen=True)
class Home:
    """A household, as far as a check needs one: its building's number, and the grid that looks after it."""

    pk: uuid.UUID
    building: str
    grid_id: uuid.UUID | None


@dataclass
class Known:
    """Rows by id, and the ledger of the households and passes concerned; ``add`` keeps the ledger current."""

    community: Community
    residents: dict[uuid.UUID, Person] = field(default_factory=dict)
    households: dict[uuid.UUID, Home] = field(default_factory=dict)
    passes: dict[uuid.UUID, Pass] = field(default_factory=dict)
    orders: Standing | None = None
    permits: dict[uuid.UUID, list[Permit]] = field(default_factory=lambda: defaultdict(list))
    by_household: dict[uuid.UUID, list[Step]] = field(default_factory=lambda: defaultdict(list))
    by_pass: dict[uuid.UUID, list[Step]] = field(default_factory=lambda: defaultdict(list))
    by_who: dict[uuid.UUID, list[Step]] = field(default_factory=lambda: defaultdict(list))

    def add(self, step: Step) -> None:
        if isinstance(step.household, uuid.UUID):
            self.by_household[step.household].append(step)
        if isinstance(step.ticket, uuid.UUID):
            self.by_pass[step.ticket].append(step)
        if isinstance(step.who, uuid.UUID):
            self.by_who[step.who].append(step)


def know(
    community: Community, crossings: Iterable[CrossingIn], days: set[date], people: Iterable[uuid.UUID] = ()
) -> Known:
    """Read what ``crossings`` name; ``days`` are the community's days on which they lie. In the community's scope.

    ``people``: residents whom they do not name and are of all the same.
    """
    known = Known(community)
    crossings = list(crossings)
    tickets = ids(from_public_id(one.pass_) for one in crossings if one.pass_)
    _passes(known, tickets)
    named = ids(uuid.UUID(one.resident) for one in crossings if one.resident)
    named |= set(people) | ids(one.resident_id for one in known.passes.values())
    rows = Resident.objects.filter(pk__in=named).values_list("pk", "household_id", "here", "left_at", "confirmed")
    for key, home, here, left_at, confirmed in rows:
        known.residents[key] = Person(key, home, here and left_at is None, confirmed)
    known.orders = Standing(community, list(known.residents))
    homes = ids(uuid.UUID(one.household) for one in crossings if one.household)
    homes |= {row.household_id for row in known.residents.values()} | ids(p.household_id for p in known.passes.values())
    places = Household.objects.filter(pk__in=homes).values_list(
        "pk", "flat__unit__building__number", "flat__unit__building__grid_id"
    )
    known.households = {key: Home(key, building, grid) for key, building, grid in places}
    for permit in Permit.objects.filter(resident__in=named).select_related("revocation").order_by("starts_at", "pk"):
        known.permits[permit.resident_id].append(permit)
    _ledger(known, homes, tickets, named, days)
    return known


def _passes(known: Known, tickets: set[uuid.UUID]) -> None:
    for row in Pass.objects.filter(pk__in=tickets).select_related("revocation", "holder"):
        known.passes[row.pk] = row


def _ledger(known: Known, homes: set[Any], tickets: set[Any], people: set[Any], days: set[date]) -> None:
    seen: set[tuple[str, int]] = set()
    wanted = []
    if homes and days:
        since = min(days) - timedelta(days=1)
        # open to the present: what is told a day late must not overlook that the person has long come back
        wanted.append(Crossing.objects.filter(household_id__in=homes, day__gte=since))
    if tickets:
        wanted.append(Crossing.objects.filter(pass_id__in=tickets))
    # a permit for one exit may have been used some days ago
    once = {key for key in people if any(one.once for one in known.permits.get(key, []))}
    if once:
        wanted.append(Crossing.objects.filter(resident_id__in=once, day__gte=min(days) - timedelta(days=31)))
    for rows in wanted:
        for step in steps_of(counted(rows)):
            if (step.device, step.sequence) not in seen:
                seen.add((step.device, step.sequence))
                known.add(step)


STEP = (
    "at",
    "device_id",
    "sequence",
    "direction",
    "resident_id",
    "pass_id",
    "household_id",
    "gate_id",
    "day",
    "id",
    "back_by",
)


def steps_of(rows: Any) -> list[Step]:
    """The ledger's steps of a query over crossings, without loading whole rows."""
    return [_step(*values) for values in rows.values_list(*STEP)]


def _step(
    at: datetime,
    device: uuid.UUID,
    sequence: int,
    direction: str,
    resident: uuid.UUID | None,
    ticket: uuid.UUID | None,
    household: uuid.UUID | None,
    gate: uuid.UUID | None,
    day: date,
    ref: uuid.UUID,
    back_by: datetime | None,
) -> Step:
    return Step(
        at=int(at.timestamp()),
        device=lane(device, sequence),
        sequence=sequence,
        direction=direction,
        # somebody from outside has a pass but no household here: nobody waits for them to come back
        who=resident or (ticket if household else None),
        household=household,
        ticket=ticket,
        gate=gate,
        day=day.isoformat(),
        ref=ref,
        back_by=epoch(back_by),
    )


def lane(device: uuid.UUID, sequence: int) -> str:
    """Within what the sequence gives the order: a device, or one sheet of paper (sheets are typed in any order).

    A form on a page is alone in its lane: it is numbered when it is opened, and several wait open at once; when it
    was sent says what came before it.
    """
    if sequence >= PAPER:
        return f"{device}:{(sequence - PAPER) // SHEET}"
    return f"{device}:{sequence}" if sequence >= WEB else str(device)


def step_of(crossing: Crossing) -> Step:
    """The ledger's step of one row in memory."""
    return _step(*(getattr(crossing, name) for name in STEP))


def ids(values: Iterable[uuid.UUID | None]) -> set[uuid.UUID]:
    return {value for value in values if value is not None}


def epoch(at: datetime | None) -> int:
    return int(at.timestamp()) if at else 0
