"""What a typed row means: which person, when, which way, what the guard did, and what one should ask about it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from linli.core.clock import midnight_in
from linli.gates.inforce import InForce, rules_at
from linli.gates.models import Crossing, Pass, counted
from linli.gates.models.codes import tidy
from linli.paper.models import Entry, Sheet
from linli.paper.typed import REASONS, Typed, minutes_of, read, splits
from linli.registry.models import Flat, Resident, Unit
from linli.registry.rooms import parse

MOST = 40


@dataclass
class Meaning:
    """``people``: who may be meant; ``person`` is set when it is one. ``crossing``: as gates send it, if it can be."""

    typed: Typed
    rules: InForce
    at: datetime | None = None
    minutes: int | None = None
    above: int | None = None
    flats: list[Flat] = field(default_factory=list)
    people: list[Resident] = field(default_factory=list)
    person: Resident | None = None
    ticket: Pass | None = None
    direction: str = "exit"
    outcome: str = "allow"
    code: str = "gate.allowed"
    step: str = ""
    crossing: dict[str, Any] | None = None

    @property
    def went(self) -> bool:
        return self.typed.life or self.outcome == "allow"

    @property
    def text(self) -> str:
        """The row with its whole time: typed again it means the same, whatever stands above it."""
        if self.minutes is None:
            return self.typed.after_time
        return f"{self.minutes // 60 % 24:02d}{self.minutes % 60:02d}.{self.typed.after_time}"


def meaning(sheet: Sheet, row: int, text: str, at: datetime) -> Meaning:
    """What ``text`` means in ``row`` of ``sheet``, as far as is known at ``at``. In the community's scope."""
    typed = read(text)
    above = _above(sheet, row)
    minutes = minutes_of(typed.time, above)
    moment = moment_of(sheet, minutes) if minutes is not None else None
    found = Meaning(typed, rules_at(sheet.community, moment or at), moment, minutes, above)
    _who(found, sheet)
    found.direction = typed.way or _supposed(found, sheet, row, moment or at)
    _what(found)
    if moment is not None:
        found.crossing = _crossing(found, sheet, moment)
    return found


def midnight(sheet: Sheet) -> datetime:
    assert sheet.day is not None
    return midnight_in(sheet.community.zone, sheet.day)


def moment_of(sheet: Sheet, minutes: int) -> datetime:
    """``minutes`` on the wall clock after the midnight with which the sheet's day begins."""
    return (midnight(sheet) + timedelta(minutes=minutes)).astimezone(UTC)


def _above(sheet: Sheet, row: int) -> int | None:
    """Minutes of the nearest row above that has a time."""
    last = Entry.objects.filter(sheet=sheet, row__lt=row, at__isnull=False).order_by("-row").first()
    if last is None or last.at is None:
        return None
    wall = last.at.astimezone(ZoneInfo(sheet.community.zone)).replace(tzinfo=None)
    return int((wall - midnight(sheet).replace(tzinfo=None)).total_seconds() // 60)


def _who(found: Meaning, sheet: Sheet) -> None:
    typed = found.typed
    code = tidy(typed.code) if typed.code else ""
    if code:
        found.ticket = Pass.objects.filter(code=code).select_related("resident__household__flat").first()
        if found.ticket and found.ticket.resident:
            found.person, found.people = found.ticket.resident, [found.ticket.resident]
            return
    if not typed.room or typed.visitor:
        return
    flats = flats_meant(typed.room, sheet)
    found.flats = list(flats)
    rows = Resident.objects.living().filter(household__flat__in=found.flats)
    living = list(rows.select_related("household__flat").order_by("household__flat__key", "created_at", "pk"))
    exact = [one for one in living if flats[one.household.flat]]
    found.people = called(exact, typed.who) or called(living, typed.who)
    if typed.nth and typed.nth <= len(found.people):
        found.people = [found.people[typed.nth - 1]]
    if len(found.people) == 1:
        found.person = found.people[0]


def flats_meant(room: str, sheet: Sheet) -> dict[Flat, bool]:
    """The flats that a room may mean, and whether as typed; of equal rooms in two compounds the gate's own."""
    if "-" in room:
        whole = parse(room)
        ways = [(whole.building, whole.unit, whole.room, True)] if whole else []
    else:
        ways = splits(room)
    if not ways:
        return {}
    asked = [
        Q(unit__building__number=building, number=number) & (Q(unit__number=unit) if unit else Q())
        for building, unit, number, _exact in ways
    ]
    flats = Flat.objects.filter(reduce(or_, asked)).select_related("unit__building").order_by("key")[:MOST]
    home = sheet.gate.compound_id if sheet.gate else None
    own = {flat.key for flat in flats if flat.unit.building.compound_id == home}
    exact = {way[:3] for way in ways if way[3]}
    stairs = _stairs(flats)

    def as_typed(flat: Flat) -> bool:
        building = flat.unit.building
        # nobody writes the stair of a building that has only one: 61203 is 6-1203 there, not 6-1-203
        units = (None, flat.unit.number) if stairs.get(building.pk, 2) > 1 or "-" in room else (None,)
        return any((building.number, unit, flat.number) in exact for unit in units)

    return {flat: as_typed(flat) for flat in flats if flat.key not in own or flat.unit.building.compound_id == home}


def _stairs(flats: Any) -> dict[Any, int]:
    """building -> how many stairs it has; nothing where there is nothing to tell apart."""
    buildings = {flat.unit.building_id for flat in flats}
    if len(flats) < 2:
        return {}
    rows = Unit.objects.filter(building__in=buildings).values_list("building").annotate(count=Count("pk"))
    return dict(rows)


def called(people: list[Resident], who: str) -> list[Resident]:
    """Those of ``people`` whom a guard may have written down so: w, wxy, wang, m (of 王梅), 王, 梅; "" means the only
    one who lives there."""
    if not who:
        here = [one for one in people if one.here]
        return here if len(here) == 1 else people
    if not who.isascii():
        exact = [one for one in people if one.name == who]
        return exact or [one for one in people if one.name.startswith(who) or who in one.name]
    plain = who.replace("ü", "v").replace("'", "")
    first = [one for one in people if f" {plain}" in one.sounds]
    return first or [one for one in people if plain in one.initials]


def _supposed(found: Meaning, sheet: Sheet, row: int, moment: datetime) -> str:
    """The opposite of what the person did last before then, on paper or elsewhere; out for whom nothing is known."""
    mine: dict[str, Any] = {}
    if found.person is not None:
        mine = {"resident_id": found.person.pk}
    if not mine:
        return "exit"
    kept = counted(Crossing.objects.filter(**mine, at__lte=moment)).order_by("-at", "-number")
    typed = Entry.objects.filter(**mine, at__lte=moment, went=True, crossing_id=None).exclude(sheet=sheet, row__gte=row)
    latest: list[Any] = [kept.first(), typed.order_by("-at", "-row").first()]
    last = max((one for one in latest if one is not None), key=lambda one: one.at, default=None)
    return "entry" if last is not None and last.direction == "exit" else "exit"


def _what(found: Meaning) -> None:
    """What the guard did: let through, unless the row says otherwise or a fever stands in it."""
    typed = found.typed
    if typed.life:
        found.code = "gate.emergency"
    elif typed.refused:
        refused = "refer" if found.direction == "entry" and not typed.visitor else "refuse"
        code, step = REASONS[typed.reason][:2] if typed.reason in REASONS else ("gate.refused_on_paper", "")
        found.outcome, found.code, found.step = refused, code, step
    elif typed.temperature is not None and typed.temperature >= fever_at(found.rules, found.direction):
        found.outcome, found.code, found.step = "hand_over", "gate.fever", "temperature"


def fever_at(rules: InForce, direction: str) -> int:
    """The limit of the rules in tenths of a degree; 37.3 where they measure nothing and the guard did all the same."""
    steps = rules.gate.get(direction, [])
    return next((int(step["below"]) for step in steps if step["check"] == "temperature"), 373)


def purposes(rules: InForce, direction: str = "exit") -> list[str]:
    """The purposes that the rules let through without a permit, in the order in which they are numbered."""
    steps = rules.gate.get(direction, [])
    return [str(one) for step in steps if step["check"] == "reason_open" for one in step.get("purposes", ())]


def _crossing(found: Meaning, sheet: Sheet, moment: datetime) -> dict[str, Any]:
    typed, person = found.typed, found.person
    facts: dict[str, Any] = {}
    if typed.temperature is not None:
        facts["temperature"] = typed.temperature
    told = purposes(found.rules, found.direction)
    if 0 < typed.purpose <= len(told):
        facts["purpose"] = told[typed.purpose - 1]
    if typed.refused and typed.reason in REASONS:
        _code, _step, name, value = REASONS[typed.reason]
        facts |= {name: value} if name else {}
    body = {
        "gate": str(sheet.gate_id or ""),
        "direction": found.direction,
        "at": int(moment.timestamp()),
        "offset": 0,
        "policy": sheet.policy,
        "pass": found.ticket.public_id if found.ticket else "",
        "resident": str(person.pk) if person else "",
        "household": str(person.household_id) if person else "",
        "facts": facts,
        "verdict": {"outcome": found.outcome, "code": found.code, "step": found.step},
        "emergency": typed.life,
        "guard": "",
        "shift": "",
    }
    if person is None and found.ticket is None and not typed.life:
        body["visitor"] = {"name": typed.who[:80], "room": typed.room[:40], "purpose": typed.visitor[:120]}
        facts["person"] = "visitor" if typed.visitor else "unknown"
    return body
