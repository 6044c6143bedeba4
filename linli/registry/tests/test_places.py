"""Compounds, buildings, grids and the community itself: who may write them, and what is refused calmly."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import translation

from linli.core.refusals import Refused
from linli.journal.models import Line
from linli.registry import rooms
from linli.registry.models import Building, Community, Compound, Grid
from linli.registry.places import flat_for


def code_of(act: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert refusal.value.words
    return refusal.value.code


@pytest.fixture
def by(world: Any) -> dict[str, Any]:
    return {"by": world.users["secretary"], "at": world.at}


def test_a_compound_is_entered_once(world: Any, by: Any) -> None:
    made = Compound.open(world.community, "  南苑  小区 ", **by)
    assert made.name == "南苑 小区"
    assert code_of(lambda: Compound.open(world.community, "南苑 小区", **by)) == "registry.compound_exists"
    assert code_of(lambda: Compound.open(world.community, " ", **by)) == "registry.name_missing"
    assert Line.objects.filter(event="compound.opened", subject=f"compound:{made.pk}").count() == 1


def test_a_compound_takes_no_other_ones_name(world: Any, by: Any) -> None:
    made = Compound.open(world.community, "南苑", **by)
    assert code_of(lambda: made.rename("新城一期", **by)) == "registry.compound_exists"
    made = Compound.objects.get(pk=made.pk)
    made.rename("北苑", **by)
    made.rename("北苑", **by)
    assert Compound.objects.get(pk=made.pk).name == "北苑"
    assert Line.objects.filter(event="compound.renamed").count() == 1


@pytest.mark.parametrize(("said", "number"), [("3", "003"), ("０12", "012"), ("1234", "1234")])
def test_a_grid_has_the_number_that_people_say(world: Any, by: Any, said: str, number: str) -> None:
    assert Grid.open(world.community, said, **by).number == number


@pytest.mark.parametrize("said", ["", "A", "0", "12345", "1-2", "南"])
def test_what_is_no_number_of_a_grid(world: Any, by: Any, said: str) -> None:
    assert code_of(lambda: Grid.open(world.community, said, **by)) == "registry.grid_number_unclear"


def test_a_grid_is_entered_once_and_refused_inside_a_larger_change(world: Any, by: Any) -> None:
    assert code_of(lambda: Grid.open(world.community, "1", **by)) == "registry.grid_exists"
    assert Grid.objects.count() == 2  # the connection is still good: the refusal came from a savepoint


@pytest.mark.parametrize(
    ("said", "number"),
    [("03栋", "3"), ("１２ａ", "12A"), ("三号楼", "3"), ("B座", "B"), ("3-2", None), ("0", None), ("南", None)],
)
def test_a_building_is_read_as_rooms_are(said: str, number: str | None) -> None:
    assert rooms.block(said) == number


def test_a_building_entered_by_hand_is_the_one_that_rooms_find(world: Any, by: Any) -> None:
    made = Building.open(world.compound, "7栋", stairs=2, grid=world.grids[0], **by)
    assert sorted(made.units.values_list("number", flat=True)) == ["1", "2"]
    assert flat_for(world.community, "7-2-101").unit.building == made
    plain = Building.open(world.compound, "8", stairs=0, **by)
    assert flat_for(world.community, "8-101").unit == plain.units.get()
    assert code_of(lambda: Building.open(world.compound, "07", stairs=1, **by)) == "registry.building_exists"
    assert code_of(lambda: Building.open(world.compound, "南", stairs=1, **by)) == "registry.building_unclear"


def test_of_two_who_assign_a_building_one_is_told(world: Any, by: Any) -> None:
    five = Building.objects.get(number="5")
    first, second = world.grids
    five.assign(first, seen=second.pk, **by)
    again = Building.objects.get(number="5")
    assert code_of(lambda: again.assign(None, seen=second.pk, **by)) == "registry.building_assigned_meanwhile"
    assert Building.objects.get(number="5").grid == first


def test_a_building_goes_into_no_foreign_grid(world: Any, other_world: Any, by: Any) -> None:
    three = Building.objects.get(number="3")
    seen = three.grid_id
    assert code_of(lambda: three.assign(other_world.grids[0], seen=seen, **by)) == "core.other_community"


def test_a_number_taken_in_another_community_is_free_here(world: Any, other_world: Any, by: Any) -> None:
    Compound.open(world.community, "东湖一号", **by)
    assert Compound._base_manager.filter(name="新城一期").count() == 2
    with pytest.raises(IntegrityError):
        Compound(community=world.community, name="东湖一号").save()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"zone": "Wuhan"}, "registry.zone_unknown"),
        ({"division": "42011"}, "registry.division_unclear"),
        ({"name": "  "}, "registry.name_missing"),
    ],
)
def test_what_a_community_cannot_be(world: Any, by: Any, said: dict[str, str], code: str) -> None:
    whole = {"name": "新城社区", "division": "420111", "zone": "Asia/Shanghai"} | said
    assert code_of(lambda: world.community.change(**whole, **by)) == code
    assert Community.objects.get(pk=world.community.pk).zone == "Asia/Shanghai"


def test_a_community_changes_only_what_differs(world: Any, by: Any) -> None:
    changed = world.community.change(name="新城社区", division="", zone="Asia/Urumqi", **by)
    assert changed == ["division", "zone"]
    assert Line.objects.get(event="community.changed").codes == {"fields": ["division", "zone"]}
    assert world.community.change(name="新城社区", division="", zone="Asia/Urumqi", **by) == []
