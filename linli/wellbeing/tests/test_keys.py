"""The cottage's keys on the server: who may make, pass on and replace what it cannot open."""

import base64
import json
from datetime import timedelta

import pytest

from linli.accounts.models import Role, User
from linli.core.refusals import Refused
from linli.wellbeing.models import CounsellorKey, GroupKey, Wrap

LOCK = json.dumps({"v": 1, "box": base64.b64encode(b"x" * 72).decode()})


def bytes_of(letter, size):
    return base64.b64encode(letter.encode() * size).decode()


def wrap_for(key, letter="w"):
    return {"key": str(key.pk), "wrapped": bytes_of(letter, 80), "vouched": bytes_of("v", 32)}


def counsellor(world, name):
    user = User.objects.create_user(username=name, name=name)
    Role.objects.create(community=world.community, user=user, kind="counsellor", starts_at=world.at - timedelta(days=1))
    return user


@pytest.fixture
def two(world):
    """Two counsellors with keys of their own, and the group's key, which only the first holds."""
    su, wen = world.users["counsellor"], counsellor(world, "wen")
    keys = [
        CounsellorKey.make(one, bytes_of(letter, 32), LOCK, community=world.community, at=world.at)
        for one, letter in ((su, "s"), (wen, "w"))
    ]
    group = GroupKey.make(bytes_of("g", 32), [wrap_for(keys[0])], community=world.community, by=su, at=world.at)
    return su, wen, keys, group


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def test_a_group_key_that_its_maker_cannot_open_is_not_made(world):
    su, wen = world.users["counsellor"], counsellor(world, "wen")
    other = CounsellorKey.make(wen, bytes_of("w", 32), LOCK, community=world.community, at=world.at)
    for wraps in ([], [wrap_for(other)]):
        with refused("wellbeing.own_wrap_missing"):
            GroupKey.make(bytes_of("g", 32), wraps, community=world.community, by=su, at=world.at)
    assert GroupKey.objects.count() == 0


def test_a_second_first_key_is_refused_while_somebody_holds_the_first(world, two):
    _, wen, keys, _ = two
    with refused("wellbeing.group_is_held"):
        GroupKey.make(bytes_of("h", 32), [wrap_for(keys[1])], community=world.community, by=wen, at=world.at)


def test_only_a_holder_lets_others_in_and_then_they_may_too(world, two):
    su, wen, keys, group = two
    with refused("wellbeing.not_held"):
        group.admit(wrap_for(keys[1]), by=wen, at=world.at)
    group.admit(wrap_for(keys[1]), by=su, at=world.at)
    assert [key.user for key in group.holders(world.at)] == [su, wen]


def test_nobody_is_let_in_by_a_key_of_another_community(world, other_world, two):
    from django_scopes import scope

    su, _, _, group = two
    with scope(community=other_world.community.pk):
        stranger = CounsellorKey.make(
            other_world.users["counsellor"], bytes_of("d", 32), LOCK, community=other_world.community, at=world.at
        )
    with refused("wellbeing.key_ended"):
        group.admit(wrap_for(stranger), by=su, at=world.at)


@pytest.mark.parametrize("field", ["key", "wrapped", "vouched"])
@pytest.mark.parametrize("nonsense", [None, "", "%%%", "QUJD", 7, ["x"]])
def test_nonsense_is_refused_and_changes_nothing(world, two, field, nonsense):
    su, _, keys, group = two
    with refused("wellbeing.key_unreadable"):
        group.admit({**wrap_for(keys[1]), field: nonsense}, by=su, at=world.at)
    assert Wrap.objects.count() == 1


def test_a_leaver_takes_every_wrap_along_and_holds_nothing(world, two):
    su, wen, keys, group = two
    group.admit(wrap_for(keys[1]), by=su, at=world.at)
    keys[0].end(by=su, at=world.at)
    assert [key.user for key in group.holders(world.at)] == [wen]
    keys[0].refresh_from_db()
    assert keys[0].sealed_private == "" and not Wrap.objects.filter(counsellor_key=keys[0]).exists()


def test_a_role_that_ran_out_holds_nothing_from_that_moment_on(world, two):
    su, _, _, group = two
    end = world.at + timedelta(hours=1)
    Role.objects.filter(user=su, kind="counsellor").update(ends_at=end)
    assert group.is_held_by(su, end - timedelta(seconds=1))
    assert not group.is_held_by(su, end)


def test_the_renewed_key_names_the_one_before_and_old_wraps_do_not_hold_it(world, two):
    su, wen, keys, group = two
    group.admit(wrap_for(keys[1]), by=su, at=world.at)
    new = group.renew(bytes_of("n", 32), bytes_of("f", 80), [wrap_for(keys[1])], by=wen, at=world.at)
    group.refresh_from_db()
    assert (new.follows_id, group.retired_at, GroupKey.of(world.community)) == (group.pk, world.at, new)
    assert not new.is_held_by(su, world.at)
    for late in (
        lambda: group.admit(wrap_for(keys[0]), by=su, at=world.at),
        lambda: group.renew(bytes_of("m", 32), bytes_of("f", 80), [wrap_for(keys[0])], by=su, at=world.at),
    ):
        with refused("core.moved_meanwhile"):
            late()


def test_who_does_not_hold_the_key_does_not_replace_it(world, two):
    _, wen, keys, group = two
    with refused("wellbeing.not_held"):
        group.renew(bytes_of("n", 32), bytes_of("f", 80), [wrap_for(keys[1])], by=wen, at=world.at)


def test_a_new_pair_of_somebody_who_forgot_ends_the_one_before(world, two):
    su, _, keys, group = two
    CounsellorKey.make(su, bytes_of("t", 32), LOCK, community=world.community, at=world.at)
    keys[0].refresh_from_db()
    assert keys[0].ended_at == world.at and group.holders(world.at) == []


def test_when_nobody_holds_the_key_any_more_a_new_one_may_begin(world, two):
    su, wen, keys, _ = two
    keys[0].end(by=su, at=world.at)
    fresh = GroupKey.make(bytes_of("h", 32), [wrap_for(keys[1])], community=world.community, by=wen, at=world.at)
    assert fresh.follows_id is None and GroupKey.of(world.community) == fresh


def test_sheets_give_the_key_to_oneself_only_and_ask_for_a_new_one(world, two):
    _, wen, keys, group = two
    with refused("wellbeing.not_held"):
        group.recover(wrap_for(keys[0]), by=wen, at=world.at)
    group.recover(wrap_for(keys[1]), by=wen, at=world.at)
    group.refresh_from_db()
    assert group.is_held_by(wen, world.at) and group.renew_since == world.at


def test_of_two_windows_that_change_the_pass_phrase_one_wins(world, two):
    _, _, keys, _ = two
    other = LOCK.replace("}", ', "b": 1}')
    keys[0].relock(other, before=LOCK, at=world.at)
    with refused("core.moved_meanwhile"):
        keys[0].relock(LOCK.replace("}", ', "c": 1}'), before=LOCK, at=world.at)
    keys[0].refresh_from_db()
    assert keys[0].sealed_private == other
