"""Who can be sent now."""

from datetime import timedelta
from typing import Any

from linli.accounts.models import Absence
from linli.volunteers.models import Hours, Slot
from linli.volunteers.ready import Ready, ready


def names(found: list[Ready]) -> list[str]:
    return [str(one.user) for one in found]


def test_who_is_on_shift_stands_first_and_who_holds_the_post_by_hand_counts_as_free(
    world: Any, helper: Any, shift: Any
) -> None:
    helper("陈浩", resident="陈浩", skills=["driving"])
    tang = helper("唐小雨", skills=["lifting"], errands_at_once=2)
    Slot.take(shift(-1), tang, by=None, at=world.at - timedelta(hours=2))
    found = ready(world.community, world.at)
    assert names(found) == ["唐小雨", "陈浩", "volunteer"]
    assert found[0] == Ready(tang.user, None, frozenset({"lifting"}), 2, True)
    assert (found[1].resident_id, found[1].load_limit, found[1].on_shift) == (world.residents["陈浩"].pk, 3, False)
    assert names(ready(world.community.pk, world.at, "driving")) == ["陈浩"]


def test_whoever_has_gone_home_is_no_longer_on_shift(world: Any, helper: Any, shift: Any) -> None:
    tang = helper("唐小雨")
    slot = Slot.take(shift(-1), tang, by=None, at=world.at - timedelta(hours=2))
    hours = Hours.check_in(slot, way="phone", by=tang.user, at=world.at - timedelta(minutes=50))
    assert next(one for one in ready(world.community, world.at) if one.user == tang.user).on_shift
    hours.check_out(way="phone", by=tang.user, at=world.at - timedelta(minutes=5))
    assert not next(one for one in ready(world.community, world.at) if one.user == tang.user).on_shift


def test_outside_the_hours_they_offered_nobody_is_sent(world: Any, helper: Any) -> None:
    helper("早班", times=["3m"])  # 8 April 2020 was a Wednesday, and it is nine in the morning
    helper("晚班", times=["3e"])
    assert names(ready(world.community, world.at)) == ["早班", "volunteer"]
    assert names(ready(world.community, world.at + timedelta(hours=10))) == ["晚班", "volunteer"]


def test_nobody_who_pauses_is_off_or_whose_time_is_up(world: Any, helper: Any) -> None:
    rests, ill, over = helper("休息"), helper("请假"), helper("到期", at=world.at - timedelta(days=60))
    rests.pause(world.community.today(world.at), by=rests.user, at=world.at)
    Absence.enter(ill.user, community=world.community, starts_at=world.at, ends_at=None, by=None, at=world.at)
    assert over.ends_at == world.at
    assert names(ready(world.community, world.at)) == ["volunteer"]
    tomorrow = world.at + timedelta(days=1)
    assert names(ready(world.community, tomorrow)) == ["休息", "volunteer"]


def test_another_community_has_its_own(world: Any, other_world: Any, helper: Any) -> None:
    helper("唐小雨")
    assert [one.user for one in ready(other_world.community, world.at)] == [other_world.users["volunteer"]]
