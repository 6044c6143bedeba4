"""One small named world for all tests: Xincheng, three buildings, five households, one user for each role.

Building 3 stair 2 room 502: Wang Xiuying (82, no smartphone) and her daughter Wang Mei; 3-2-501: Li Qiang;
2-1-301: Chen Hao; 5-1-1203: Zhao Min; empty flat 5-1-1204. A second community, Donghu, must never be seen.
"""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django_scopes import scopes_disabled

# 8 April 2020, 09:00 in Wuhan
MORNING = datetime(2020, 4, 8, 1, 0, tzinfo=UTC)
PEOPLE = [
    ("3", "2", "502", "王秀英", "wxy", 1938, "13800001111"),
    ("3", "2", "502", "王梅", "wm", 1968, "13800002222"),
    ("3", "2", "501", "李强", "lq", 1985, "13800003333"),
    ("2", "1", "301", "陈浩", "ch", 1990, "13800004444"),
    ("5", "1", "1203", "赵敏", "zm", 1979, "13800005555"),
]


def build(name: str = "新城社区") -> SimpleNamespace:
    """A community with people and a user for every role; call it with scopes disabled."""
    from linli.accounts.models import Role, User
    from linli.registry.models import Building, Community, Compound, Flat, Grid, Household, Resident, Unit

    community = Community.objects.create(name=name, division="420111")
    compound = Compound.objects.create(community=community, name="新城一期")
    grids = [Grid.objects.create(community=community, number=number) for number in ("001", "002")]
    residents: dict[str, Any] = {}
    flats: dict[str, Any] = {}
    for building_number, unit_number, room, person, initials, year, phone in PEOPLE:
        grid = grids[0] if building_number == "3" else grids[1]
        building, _ = Building.objects.get_or_create(
            community=community, compound=compound, number=building_number, defaults={"grid": grid}
        )
        unit, _ = Unit.objects.get_or_create(community=community, building=building, number=unit_number)
        key = f"{building_number}-{unit_number}-{room}"
        flat, fresh = Flat.objects.get_or_create(community=community, unit=unit, number=room, defaults={"key": key})
        if fresh:
            Household.objects.create(community=community, flat=flat)
        flats[key] = flat
        residents[person] = Resident.objects.create(
            community=community,
            household=flat.households.get(),
            name=person,
            initials=initials,
            birth_year=year,
            phone=phone,
            no_smartphone=year < 1950,
        )
    users = {}
    for kind in Role.Kind:
        user = User.objects.create_user(
            username=f"{kind}-{community.pk.hex[-6:]}", password="a long pass phrase", name=f"{kind.value}"
        )
        role = Role.objects.create(
            community=community, user=user, kind=kind, starts_at=datetime(2020, 1, 1, tzinfo=UTC)
        )
        if kind == Role.Kind.GRID_WORKER:
            role.grids.add(grids[0])
        if kind == Role.Kind.BUILDING_LEAD:
            role.units.add(flats["3-2-502"].unit)
        users[kind.value] = user
    return SimpleNamespace(
        community=community,
        compound=compound,
        grids=grids,
        flats=flats,
        residents=residents,
        users=users,
        at=MORNING,
    )


@pytest.fixture
def world(db: Any) -> Any:
    """``world.community``, ``.compound``, ``.grids``, ``.flats[key]``, ``.residents[name]``, ``.users[role]``."""
    from django_scopes import scope

    with scopes_disabled():
        made = build()
    with scope(community=made.community.pk):
        yield made


@pytest.fixture
def other_world(world: Any) -> Any:
    """A second community in the same installation."""
    with scopes_disabled():
        return build("东湖社区")


@pytest.fixture
def sign_in(client: Any, world: Any) -> Any:
    """``sign_in("grid_worker")`` gives a client signed in with that role."""

    def as_role(kind: str) -> Any:
        client.force_login(world.users[kind])
        return client

    return as_role
