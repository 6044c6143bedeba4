"""Reading with the database: rooms, names, reach, owners."""

import pytest

from linli.sentences.reading import read

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
