"""The stage of a morning on paper: the rules of 8 April, a tower, one phone that still worked for a while."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django_scopes import scope, scopes_disabled

from linli.core.clock import now
from linli.gates import online
from linli.gates.models import Crossing, Enrolment, Gate, Out, Pass, Permit, Pin, SigningKey
from linli.paper.models import Conflict
from linli.registry.models import Building, Community, Flat, Household, Resident, Unit
from tests.world import build

PIN = "2580"
BUILDINGS = ("6", "7", "8", "12")
ROOMS = ("102", "203", "402", "501", "702", "1203", "2104")
STARTS = (0, 75, 110)  # minutes after which each sheet begins: the night may pass in between
FAMILIES = (("王", "李"), ("陈", "赵", "孙"), ("周",))


def paper(address: str) -> dict[str, Any]:
    """Everybody works but 赵小宝, who has one outing of half an hour; Li Qiang's exit was still kept by a phone."""
    from linli.situation.demo import build as publish

    at = now().replace(second=0, microsecond=0)
    begins = at - timedelta(hours=4)
    with scopes_disabled():
        world = build()
    community, worker = world.community, world.users["community_worker"]
    with scope(community=community.pk):
        secretary, guard = world.users["secretary"], world.users["gate_guard"]
        publish(community, by=worker, other=secretary, at=begins - timedelta(hours=1))
        south = Gate.objects.create(community=community, compound=world.compound, name="南门")
        Pin.choose(community, guard, PIN, by=secretary)
        SigningKey.make(community, SigningKey.Use.SEAL, by=secretary)
        key = SigningKey.make(community, SigningKey.Use.PASS, by=secretary)
        idle = Resident.objects.create(
            community=community, household=world.flats["5-1-1203"].households.get(), name="赵小宝"
        )
        people = [*world.residents.values(), *_tower(world)]
        since = begins - timedelta(days=1)
        for one in people:
            Permit.grant(one, kind="work", starts_at=since, by=worker)
        Permit.grant(idle, kind="outing", starts_at=since, once=True, minutes=30, by=worker)
        issued = Pass.issue(kind="resident", resident=idle, expires_at=at + timedelta(days=30), by=worker)
        _by_phone(community, south, world.residents["李强"], begins + timedelta(minutes=30))
        _, token = Enrolment.invite(community, by=secretary)
    return {
        "link": f"{address}/gate/#enrol={token}",
        "pin": PIN,
        "guard": str(guard.pk),
        "gate": str(south.pk),
        "pass": issued.text(key),
        "login": worker.username,
        "days": [community.today(begins + timedelta(minutes=minutes)).isoformat() for minutes in STARTS],
        "sheets": _sheets(community, begins, people[5:]),
    }


def _tower(world: Any) -> list[Resident]:
    """28 homes with 56 people, each reachable by the room and one letter."""
    made = []
    for place, number in enumerate(BUILDINGS):
        building = Building.objects.create(
            community=world.community, compound=world.compound, number=number, grid=world.grids[1]
        )
        unit = Unit.objects.create(community=world.community, building=building, number="1")
        for turn, room in enumerate(ROOMS):
            flat = Flat.objects.create(community=world.community, unit=unit, number=room, key=f"{number}-1-{room}")
            home = Household.objects.create(community=world.community, flat=flat)
            made += [
                Resident.objects.create(community=world.community, household=home, name=f"{family}敏")
                for family in FAMILIES[(place + turn) % 3]
            ]
    return made


def _by_phone(community: Any, gate: Gate, someone: Resident, when: datetime) -> None:
    body = {
        "gate": str(gate.pk), "direction": "exit", "at": int(when.timestamp()), "offset": 0, "policy": "", "pass": "",
        "resident": str(someone.pk), "household": str(someone.household_id),
        "facts": {"temperature": 365, "mask": True, "identity": True, "health_colour": "green"},
        "verdict": {"outcome": "allow", "code": "gate.allowed", "step": ""}, "emergency": False,
        "guard": "", "shift": "",
    }  # fmt: skip
    online.keep(community, body, 1, when)


def _sheets(community: Any, begins: datetime, people: list[Resident]) -> list[list[dict[str, Any]]]:
    """Three written sheets: a mixed one of 20 rows, then 22 who go out, then 22 of whom most come home again.

    A row: the keys that its typist presses, what the page should say, and whether it is a common case.
    """

    def row(minutes: int, keys: str, room: str, common: bool = True, whole: bool = False) -> dict[str, Any]:
        wall = (begins + timedelta(minutes=minutes)).astimezone(ZoneInfo(community.zone))
        time = f"{wall:%H%M}." if whole else f"{wall:%M}"
        return {"keys": time + keys, "time": f"{wall:%H:%M}", "room": room, "common": common and not whole}

    def person(minutes: int, one: Resident, whole: bool = False) -> dict[str, Any]:
        building, _unit, room = one.household.flat.key.split("-")
        short = room if len(building + room) < 6 else f"{room[:-2]}{room[-1]}"  # 12-1203 is typed 12123
        return row(minutes, f"{building}{short}{one.initials[0]}", one.household.flat.key, whole=whole)

    mixed = [person(0, people[0], whole=True), row(5, "51203xb", "5-1-1203", common=False)]
    mixed += [row(33, "3501-l", "3-2-501", common=False), row(35, "5123*378m", "5-1-1203", common=False)]
    mixed += [row(36, "!", "", common=False), row(37, "2301/1c", "2-1-301", common=False)]
    mixed += [person(40 + 2 * number, one) for number, one in enumerate(people[1:15])]
    out = [person(STARTS[1] + number, one, whole=number == 0) for number, one in enumerate(people[15:37])]
    back = [person(STARTS[2] + number, one, whole=number == 0) for number, one in enumerate(people[15:33])]
    back += [person(150 + number, one) for number, one in enumerate(people[37:41])]
    return [mixed, out, back]


def after_noon() -> dict[str, Any]:
    """What the server knows: crossings by who told them, who is out past their time, what is contradicted."""
    with scopes_disabled():
        community = Community.objects.get()
    with scope(community=community.pk):
        return {
            "paper": Crossing.objects.exclude(typed_by=None).count(),
            "phone": Crossing.objects.filter(typed_by=None).count(),
            "late": [Resident.objects.get(pk=one.resident_id).name for one in Out.objects.filter(back_by__lt=now())],
            "conflicts": sorted(Conflict.objects.values_list("status", flat=True)),
        }
