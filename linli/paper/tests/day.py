"""A seeded day of 500 crossings at three gates: families, refusals, fever, permits for one outing, a pass for one trip,
returns by another gate, guards who do not know what happened at the other gates, and a night that goes on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

from linli.gates.models import Gate, Pass, Permit
from linli.registry.models import Building, Flat, Household, Resident, Unit

CROSSINGS = 500
BEGIN, END = 6 * 60, 26 * 60  # minutes of the day: from six in the morning until two in the night
FAMILY = ("王", "李", "陈", "赵")  # one of each surname a home: no two share an initial
SAID = {"1": "gate.health_colour", "2": "gate.no_mask", "4": "gate.no_reason", "5": "gate.exits_used_up"}
FACTS: dict[str, dict[str, Any]] = {
    "": {},
    "1": {"health_colour": "yellow"},
    "2": {"mask": False},
    "4": {"purpose": "shopping"},
    "5": {},
    "fever": {"temperature": 381},
}
CODES = {"": ("allow", "gate.allowed"), "fever": ("hand_over", "gate.fever")}
SEEN = {"identity": True, "health_colour": "green", "mask": True, "temperature": 365}


@dataclass(frozen=True)
class Event:
    """``why``: "" let through, a number of the step card, or fever; ``ticket``: a pass instead of a person."""

    minute: int
    gate: int
    who: Resident | None
    direction: str
    why: str = ""
    ticket: Pass | None = None
    purpose: str = ""
    visitor: str = ""
    life: bool = False


@dataclass
class Plan:
    community: Any
    midnight: datetime
    gates: list[Gate]
    events: list[Event] = field(default_factory=list)

    def at(self, event: Event) -> datetime:
        return self.midnight + timedelta(minutes=event.minute)


def build(world: SimpleNamespace, gates: list[Gate], seed: int) -> Plan:
    """People, permits and passes into the database, and the plan of their day."""
    random = Random(seed)
    plan = Plan(world.community, world.at.replace(hour=0, minute=0) - timedelta(hours=8), gates)
    homes = [_home(world, number, random) for number in range(60)]
    begins = plan.midnight - timedelta(days=1)
    rights: dict[Any, str] = {}
    for people in homes:
        for one in people:
            kind = random.choice(["work", "work", "outing", ""])
            rights[one.pk] = kind
            if kind:
                once = {"once": True, "minutes": 60} if kind == "outing" else {}
                Permit.grant(one, kind=kind, starts_at=begins, by=None, at=begins, **once)
    tickets = [
        Pass.issue(
            kind="trip", household=people[0].household, expires_at=begins + timedelta(days=3), by=None, at=begins
        )
        for people in homes[:8]
    ]
    _live(plan, homes, rights, tickets, random)
    return plan


def _home(world: SimpleNamespace, number: int, random: Random) -> list[Resident]:
    building, _ = Building.objects.get_or_create(
        community=world.community,
        compound=world.compound,
        number=str(6 + number % 6),
        defaults={"grid": world.grids[0]},
    )
    unit, _ = Unit.objects.get_or_create(community=world.community, building=building, number="1")
    room = f"{1 + number // 6}02"
    flat = Flat.objects.create(community=world.community, unit=unit, number=room, key=f"{building.number}-1-{room}")
    home = Household.objects.create(community=world.community, flat=flat)
    return [
        Resident.objects.create(community=world.community, household=home, name=f"{family}{number}号")
        for family in random.sample(FAMILY, random.choice([1, 2, 3, 4]))
    ]


def _live(plan: Plan, homes: list[list[Resident]], rights: dict[Any, str], tickets: list[Pass], random: Random) -> None:
    """Minute by minute: whoever is in may leave, whoever is out may come home, by whichever gate."""
    out: set[Any] = set()
    last: dict[Any, tuple[int, int]] = {}  # a home's last minute and gate: at two gates not in the same minute
    minutes = sorted(random.randint(BEGIN, END) for _ in range(CROSSINGS))
    for minute in minutes:
        while True:
            people, gate = random.choice(homes), random.randrange(3)
            seen = last.get(people[0].household_id)
            if seen is None or minute > seen[0]:
                break
        last[people[0].household_id] = (minute, gate)
        for event in _family(plan, people, minute, gate, rights, tickets, out, random):
            if len(plan.events) < CROSSINGS:
                plan.events.append(event)


def _family(
    plan: Plan,
    people: list[Resident],
    minute: int,
    gate: int,
    rights: dict[Any, str],
    tickets: list[Pass],
    out: set[Any],
    random: Random,
) -> list[Event]:
    chance = random.random()
    ticket = next((one for one in tickets if one.household_id == people[0].household_id), None)
    if chance < 0.01:
        return [Event(minute, gate, None, "exit", life=True)]
    if chance < 0.03:
        return [Event(minute, gate, people[0], "entry", why="4", visitor="送菜 老周")]
    if chance < 0.10 and ticket is not None:
        direction = "entry" if ticket.pk in out else "exit"
        (out.discard if direction == "entry" else out.add)(ticket.pk)
        return [Event(minute, gate, None, direction, ticket=ticket)]
    together = people if chance > 0.85 else [random.choice(people)]
    return [_one(one, minute, gate, rights[one.pk], out, random) for one in together]


def _one(one: Resident, minute: int, gate: int, right: str, out: set[Any], random: Random) -> Event:
    if one.pk in out:
        out.discard(one.pk)
        return Event(minute, gate, one, "entry")
    why = random.choices(["", "fever", "1", "2", "5"], [80, 2, 4, 4, 10])[0]
    purpose = ""
    if not right and not why:
        why, purpose = random.choice([("4", ""), ("4", ""), ("", "medical")])
    if not why:
        out.add(one.pk)
    return Event(minute, gate, one, "exit", why, purpose=purpose)


def as_sent(plan: Plan, event: Event) -> dict[str, Any]:
    """The crossing as a gate's phone sends it."""
    outcome, code = CODES.get(event.why) or ("refuse", SAID[event.why])
    facts = SEEN | FACTS[event.why] | ({"purpose": event.purpose} if event.purpose else {})
    body: dict[str, Any] = {
        "gate": str(plan.gates[event.gate].pk),
        "direction": event.direction,
        "at": int(plan.at(event).timestamp()),
        "offset": 0,
        "policy": "test/paper@1",
        "pass": event.ticket.public_id if event.ticket else "",
        "resident": str(event.who.pk) if event.who and not event.visitor else "",
        "household": str(event.who.household_id) if event.who and not event.visitor else "",
        "facts": {} if event.life else facts,
        "verdict": {"outcome": outcome, "code": "gate.emergency" if event.life else code, "step": ""},
        "emergency": event.life,
        "guard": "",
        "shift": "",
    }
    if event.visitor and event.who:
        body["visitor"] = {"name": "", "room": event.who.household.flat.key, "purpose": event.visitor}
        body["facts"] = facts | {"person": "visitor"}
    return body


def as_typed(plan: Plan, event: Event, above: int | None) -> str:
    """The row as somebody types it who reads it from a sheet whose row above is of minute ``above``."""
    near = above is not None and 0 <= event.minute - above < 60
    wall = event.minute % 1440
    time = f"{wall % 60:02d}" if near else f"{wall // 60:02d}{wall % 60:02d}."
    way = "+" if event.direction == "entry" else "-"
    if event.life:
        return f"{time}!"
    if event.ticket:
        return f"{time}{way}#{event.ticket.code}"
    assert event.who is not None
    marks = "*381" if event.why == "fever" else f"/{event.why}" if event.why else ""
    marks += "@1" if event.purpose else ""
    room = event.who.household.flat.key.replace("-1-", "")
    if event.visitor:
        return f"{time}{room}{way}{marks}:{event.visitor}"
    return f"{time}{room}{way}{marks}{event.who.initials[0]}"
