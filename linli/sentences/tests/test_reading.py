"""Reading with the database: rooms, names, reach, owners."""

from datetime import UTC, datetime

import pytest
from django_scopes import scope, scopes_disabled

from linli.sentences import rehearsal
from linli.sentences.reading import read
from linli.sentences.rules import understand

pytestmark = pytest.mark.django_db


def said(world, text, by="secretary"):
    return read(world.community, text, world.at, world.users[by])


def test_a_room_and_a_need_go_to_the_worker_of_its_grid(world):
    (one,) = said(world, "3-502 胰岛素没了")
    assert one.kind == "errand" and one.urgency == 1
    assert one.candidates[0].household_id == world.residents["王梅"].household_id
    assert one.owner == world.users["grid_worker"]
    assert one.unsure == frozenset()


def test_a_telephone_number_finds_its_owner(world):
    (one,) = said(world, "13800005555 请回电话")
    assert one.kind == "call" and one.candidates[0].resident_id == world.residents["赵敏"].pk
    assert not one.unsure


def test_nobody_beyond_reach_is_proposed(world):
    (one,) = said(world, "5-1203 赵敏 要买菜", by="grid_worker")
    assert one.candidates == () and "who" in one.unsure


def test_nothing_of_another_community_is_proposed(world, other_world):
    (one,) = said(world, "王梅明天从深圳回来")
    assert [candidate.resident_id for candidate in one.candidates] == [world.residents["王梅"].pk]
    assert not one.unsure


@pytest.fixture
def rehearsed(db):
    """The invented community of the test lines, in the database, and its secretary."""
    from linli.accounts.models import Role, User
    from linli.registry.models import Building, Community, Compound, Flat, Grid, Household, Resident, Unit

    with scopes_disabled():
        whole = Community.objects.create(name="排演社区", division="420111")
        told = rehearsal.people()
        for row in [*told["people"], *told["empty"]]:
            compound, _ = Compound.objects.get_or_create(community=whole, name=row["place"])
            grid, _ = Grid.objects.get_or_create(community=whole, number=row["grid"])
            building, _ = Building.objects.get_or_create(
                community=whole, compound=compound, number=row["building"], defaults={"grid": grid}
            )
            unit, _ = Unit.objects.get_or_create(community=whole, building=building, number=row["unit"])
            key = "-".join(part for part in (row["building"], row["unit"], row["room"]) if part)
            flat, _ = Flat.objects.get_or_create(community=whole, unit=unit, number=row["room"], defaults={"key": key})
            if "name" not in row:
                continue
            tenure = {0: "", 1: "tenant", 2: "owner"}[row["household"]]
            household, _ = Household.objects.get_or_create(community=whole, flat=flat, tenure=tenure)
            Resident.objects.create(
                community=whole,
                household=household,
                name=row["name"],
                birth_year=row["born"],
                phone=f"+86{row['phone']}",
            )
        secretary = User.objects.create_user(username="secretary-of-rehearsal", password="a long pass phrase")
        begin = datetime(2020, 1, 1, tzinfo=UTC)
        Role.objects.create(community=whole, user=secretary, kind=Role.Kind.SECRETARY, starts_at=begin)
    with scope(community=whole.pk):
        yield whole, secretary


def test_the_database_reads_every_line_as_the_measure_does(rehearsed):
    """The measure runs in memory; this holds the two together."""
    community, secretary = rehearsed
    by_memory = rehearsal.community()
    differing = []
    for at in {case.at for case in rehearsal.cases()}:
        some = [case.line for case in rehearsal.cases() if case.at == at]
        for part in (some[first : first + 90] for first in range(0, len(some), 90)):
            stored = read(community, "\n".join(part), at, secretary)
            asked = understand("\n".join(part), at, rehearsal.ZONE, by_memory)
            assert len(stored) == len(asked)
            differing += [one for one, other in zip(stored, asked, strict=True) if shown(one) != meant(other)]
    assert differing == []


def shown(one):
    labels = [candidate.label.removesuffix(" 栋").removeprefix("Building ") for candidate in one.candidates]
    return one.kind, one.due_at, one.slots, "who" in one.unsure, sorted(labels)


def meant(other):
    doors = sorted(map(spoken, other.whose.doors))
    return other.kind, other.due_at, other.slots, "who" in other.unsure, doors


def spoken(door):
    home = door.person.home if door.person else door.home
    if home is None:
        return door.block.building
    return f"{home.key} {door.person.name}" if door.person else home.key


def test_reading_a_pasted_chat_takes_few_queries(rehearsed, django_assert_max_num_queries):
    community, secretary = rehearsed
    text = "\n".join(case.line for case in rehearsal.cases()[:100])
    with django_assert_max_num_queries(40):
        read(community, text, rehearsal.cases()[0].at, secretary)
