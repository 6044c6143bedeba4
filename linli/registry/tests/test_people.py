"""Residents: beginnings, corrections, moves, merges, the gate's unconfirmed ones."""

from datetime import timedelta
from typing import Any

import pytest
from django_scopes import scope, scopes_disabled

from linli.core.refusals import Refused
from linli.journal.models import Line
from linli.registry.likeness import alike
from linli.registry.models import Community, Flat, Household, Knock, Merge, Resident, Stay
from tests.world import MORNING

LATER = MORNING + timedelta(days=3)


def test_a_gate_with_an_empty_registry_makes_an_unconfirmed_resident(db: Any) -> None:
    with scopes_disabled():
        community = Community.objects.create(name="空社区")
    with scope(community=community.pk):
        made = Resident.register_at_gate(
            community=community, room="3栋2单元502", name="单 小明", phone="138-0013-8000", by=None, at=MORNING
        )
        again = Resident.register_at_gate(community=community, room="3-2-502", name="单小明", by=None, at=LATER)
    assert (made.confirmed, made.initials, made.phone) == (False, "sxm", "+8613800138000")
    assert made.household.flat.key == "3-2-502" and again == made
    assert made.sources["phone"] == ["gate", "2020-04-08"]


def test_a_gate_without_a_list_never_waits_for_a_phone_or_a_stair(db: Any) -> None:
    with scopes_disabled():
        community = Community.objects.create(name="空社区")
    with scope(community=community.pk):
        for room in ("3-1-502", "3-2-502"):
            Resident.register_at_gate(community=community, room=room, name="钱一", by=None, at=MORNING)
        two = Resident.register_at_gate(community=community, room="3-502", name="钱二", phone="12", by=None, at=MORNING)
    assert two.phone == "" and two.household.flat.key == "3-502"


@pytest.mark.parametrize("room", ["那边", "33-2-502", "3-1-502", "3-9-502"])
def test_where_there_is_a_list_a_slip_of_the_thumb_adds_no_room_to_it(world: Any, room: str) -> None:
    with pytest.raises(Refused, match="room_unclear"):
        Resident.register_at_gate(community=world.community, room=room, name="钱三", by=None, at=MORNING)
    assert Flat.objects.count() == 4


def test_nobody_is_written_down_without_a_name(world: Any) -> None:
    with pytest.raises(Refused, match="name_missing"):
        Resident.register_at_gate(community=world.community, room="3-502", name=" ", by=None, at=MORNING)


def test_a_two_part_room_finds_the_only_stair(world: Any) -> None:
    made = Resident.register_at_gate(community=world.community, room="3-502", name="王秀英", by=None, at=MORNING)
    assert made == world.residents["王秀英"] and made.confirmed


def test_a_better_source_is_not_overwritten(world: Any) -> None:
    wang = world.residents["王梅"]
    wang.correct(source="self", by=None, at=MORNING, phone="+8613900000001")
    assert wang.take("property", LATER, phone="+8613900000002") == []
    assert wang.take("self", LATER, phone="+8613900000003") == ["phone"]
    assert wang.sources["phone"] == ["self", "2020-04-11"]


def test_a_correction_can_empty_a_field_and_says_which(world: Any) -> None:
    wang = world.residents["王梅"]
    changed = wang.correct(source="committee", by=world.users["secretary"], at=MORNING, name="王美", phone="")
    wang = Resident.objects.get(pk=wang.pk)
    assert changed == ["name", "phone"] and (wang.phone, wang.phone_last4, wang.initials) == ("", "", "wm")
    line = Line.objects.get(event="resident.corrected")
    assert line.codes["fields"] == ["name", "phone"] and "王" not in str(line.codes)


def test_moves_keep_their_history(world: Any) -> None:
    li, home = world.residents["李强"], world.flats["5-1-1203"].households.get()
    Stay.begin(li, MORNING)
    Stay.relocate(li, home, by=None, at=LATER)
    assert [(stay.household_id, stay.until) for stay in li.stays.all()] == [
        (home.pk, None),
        (world.flats["3-2-501"].households.get().pk, LATER),
    ]
    with pytest.raises(Refused, match="lives_there_already"):
        Stay.relocate(li, home, by=None, at=LATER)
    Stay.leave(li, by=None, at=LATER)
    assert li not in Resident.objects.living()
    Stay.relocate(li, home, by=None, at=LATER)
    assert li in Resident.objects.living()


def test_nobody_moves_into_another_community(world: Any, other_world: Any) -> None:
    with scopes_disabled():
        foreign = other_world.flats["3-2-502"].households.get()
    with pytest.raises(Refused, match="other_community"):
        Stay.relocate(world.residents["李强"], foreign, by=None, at=MORNING)


def test_likenesses_are_named_with_their_reason(world: Any) -> None:
    mei = world.residents["王梅"]
    mei.correct(source="self", by=None, at=MORNING, identity="11010519491231002X")
    community = world.community
    found = alike(community, "别人", identity="11010519491231002X")
    assert [(one.resident, one.reason) for one in found] == [(mei, "like.identity")]
    assert alike(community, "王 梅", phone="13800002222")[0].reason == "like.phone"
    assert alike(community, "王梅", birth_year=1968)[0].reason == "like.year"
    assert alike(community, "王梅", birth_year=1990) == []


def test_a_merge_fills_what_is_missing_and_can_be_reversed(world: Any) -> None:
    mei = world.residents["王梅"]
    home = world.flats["5-1-1203"].households.get()
    twin = Resident.register(home, "王梅", source="gate", by=None, at=MORNING, identity="E12345678", contact="李")
    merge = Merge.join(mei, twin, by=None, at=MORNING)
    mei = Resident.objects.get(pk=mei.pk)
    assert (mei.identity, mei.contact, mei.phone) == ("E12345678", "李", "13800002222")
    assert twin not in Resident.objects.living()
    mei.correct(source="self", by=None, at=LATER, contact="张")
    assert Merge.objects.get(pk=merge.pk).reverse(by=None, at=LATER) == ["contact"]
    mei = Resident.objects.get(pk=mei.pk)
    assert (mei.identity, mei.identity_index, mei.contact) == ("", "", "张")
    assert twin in Resident.objects.living()
    assert Line.objects.filter(event__in=["resident.merged", "resident.parted"]).count() == 2
    with pytest.raises(Refused, match="merge_reversed_already"):
        merge.reverse(by=None, at=LATER)


def test_nobody_opening_makes_no_home_empty(world: Any) -> None:
    home = world.flats["3-2-502"]
    Knock.note(home, "nobody_opened", by=None, at=MORNING)
    assert Flat.objects.get(pk=home.pk).use == "occupied"
    Knock.note(home, "let", by=None, at=MORNING)
    assert Flat.objects.get(pk=home.pk).use == "let" and home.knocks.count() == 2
    bare = Flat.objects.create(community=world.community, unit=home.unit, number="503", key="3-2-503")
    Knock.note(bare, "nobody_opened", by=None, at=MORNING)
    assert Flat.objects.get(pk=bare.pk).use == "nobody_opened"
    assert Household.objects.filter(flat=bare).count() == 0
