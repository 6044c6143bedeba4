"""The demo community 新城社区: places and invented people out of a seed, the same every time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction
from django_scopes import scope

from linli.registry.demo_people import Invention, Person
from linli.registry.models import (
    Building,
    Community,
    Compound,
    Flat,
    Grid,
    Household,
    Knock,
    KnockRound,
    Resident,
    Source,
    Stay,
    Unit,
)
from linli.registry.rooms import Room

COMPOUNDS = ("新城一期", "新城二期", "新城南苑")
BUILDINGS, GRIDS = 18, 6
TOWERS = {5, 9, 10, 14, 15, 18}
HOUSEHOLDS, PEOPLE = 1260, 4100
LET, SECOND_HOMES, UNCONFIRMED = 210, 30, 12
MORNING = datetime(2020, 4, 8, 1, 0, tzinfo=UTC)


def build(community: Community, seed: int = 1, at: datetime = MORNING) -> dict[str, int]:
    """Fill an empty community: 3 compounds, 6 grids, 18 buildings, 1,260 households, 4,100 people; returns counts."""
    random = Random(seed)
    with scope(community=community.pk), transaction.atomic():
        flats = places(community)
        inhabited = random.sample(flats, HOUSEHOLDS)
        let = set(random.sample(inhabited, LET))
        second = set(random.sample([flat for flat in inhabited if flat not in let], SECOND_HOMES))
        uses(random, flats, set(inhabited), let)
        families = fitted(Invention(random), [flat in let for flat in inhabited])
        people: list[Resident] = []
        households: list[Household] = []
        for flat, family in zip(inhabited, families, strict=True):
            tenure = "tenant" if flat in let else "second_home" if flat in second else "owner"
            home = Household(community=community, flat=flat, tenure=tenure)
            households.append(home)
            people += residents(community, home, family, random, at)
        for person in random.sample(people, UNCONFIRMED):
            person.confirmed, person.sources = False, {"name": [Source.GATE, person.day(at)]}
        Household.objects.bulk_create(households)
        Resident.objects.bulk_create(people)
        since = at - timedelta(days=800)
        Stay.objects.bulk_create(
            Stay(community=community, resident=one, household_id=one.household_id, since=since) for one in people
        )
        knocks(community, random, flats, at)
        _learn()
    return {"flats": len(flats), "households": len(households), "people": len(people), "grids": GRIDS}


def _learn() -> None:
    """Tell PostgreSQL what is in the tables now: planned as if empty, a join of all residents takes many minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def places(community: Community) -> list[Flat]:
    """18 buildings: low ones with three stairs of seven floors, towers of 27 floors."""
    compounds = [Compound(community=community, name=name) for name in COMPOUNDS]
    grids = [Grid(community=community, number=f"{number:03d}") for number in range(1, GRIDS + 1)]
    buildings, units, flats = [], [], []
    for number in range(1, BUILDINGS + 1):
        place = (number - 1) * len(COMPOUNDS) // BUILDINGS
        grid = grids[(number - 1) * GRIDS // BUILDINGS]
        building = Building(community=community, compound=compounds[place], grid=grid, number=str(number))
        buildings.append(building)
        stairs, floors, doors = (1, 27, 4) if number in TOWERS else (3, 7, 3)
        for stair in range(1, stairs + 1):
            unit = Unit(community=community, building=building, number=str(stair))
            units.append(unit)
            for floor in range(1, floors + 1):
                for door in range(1, doors + 1):
                    room = Room(str(number), str(stair), f"{floor}{door:02d}")
                    flats.append(Flat(community=community, unit=unit, number=room.room, key=room.key))
    Compound.objects.bulk_create(compounds)
    Grid.objects.bulk_create(grids)
    Building.objects.bulk_create(buildings)
    Unit.objects.bulk_create(units)
    return flats


def uses(random: Random, flats: list[Flat], inhabited: set[Flat], let: set[Flat]) -> None:
    for flat in flats:
        if flat in let:
            flat.use = Flat.Use.LET
        elif flat not in inhabited:
            flat.use = Flat.Use.NOBODY_OPENED if random.random() < 0.2 else Flat.Use.EMPTY
    Flat.objects.bulk_create(flats)


def fitted(invention: Invention, let: list[bool]) -> list[list[Person]]:
    """Families and tenants, one for each flat, drawn again here and there until they are 4,100 people."""
    made = [invention.tenants() if tenant else invention.family() for tenant in let]
    total = sum(map(len, made))
    owners = [place for place, tenant in enumerate(let) if not tenant]
    while total != PEOPLE:
        place = invention.random.choice(owners)
        again = invention.family()
        step = len(again) - len(made[place])
        if abs(total + step - PEOPLE) < abs(total - PEOPLE):
            made[place], total = again, total + step
    return made


def residents(
    community: Community, home: Household, family: list[Person], random: Random, at: datetime
) -> list[Resident]:
    """One family as residents, each field with a source as if three offices had sent their files."""
    made: list[Resident] = []
    source = random.choice((Source.COMMITTEE, Source.COMMITTEE, Source.PROPERTY, Source.POLICE))
    for person in family:
        one = Resident(community=community, household=home, name=person.name)
        one.spell()
        one.sources = {"name": [source, one.day(at)]}
        values: dict[str, Any] = {
            name: getattr(person, name) for name in ("phone", "birth_year", "contact", "contact_phone")
        }
        one.take(source, at, **values, no_smartphone=person.no_smartphone)
        one.take(Source.POLICE, at, identity=person.identity)
        one.identity_kind = "identity_card" if person.identity else ""
        if home.tenure == "second_home" or random.random() < 0.02:
            one.take(source, at, here=False)
        if person.guardian is not None:
            one.guardian = made[person.guardian]
        made.append(one)
    return made


def knocks(community: Community, random: Random, flats: list[Flat], at: datetime) -> None:
    """A round of door knocks under way: grid 001 nearly done, the others less so."""
    opened = at - timedelta(days=2)
    KnockRound.objects.create(community=community, opened_at=opened)
    made = []
    for flat in flats:
        grid = int(flat.unit.building.grid.number)  # type: ignore[union-attr]
        if random.random() < 1.0 - 0.16 * grid:
            minutes = timedelta(minutes=random.randint(30, 2000))
            made.append(Knock(community=community, flat=flat, found=flat.use, at=opened + minutes))
    Knock.objects.bulk_create(made)
