"""Offering help, the office's word, and a post that ends by itself."""

from datetime import timedelta
from typing import Any

import pytest

from linli.accounts.models import Role
from linli.core.models import Message
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.registry.models import Stay
from linli.volunteers.models import Ask, Shift, Slot, Volunteer
from linli.volunteers.recurring import end_due

DAY = timedelta(days=1)


def matter(subject: str) -> FollowUp | None:
    return FollowUp.objects.filter(kind="volunteer", subject=subject).exclude(status="done").first()


def told(volunteer: Any) -> list[str]:
    to = [f"user:{volunteer.user_id}", f"resident:{volunteer.resident_id}"]
    return list(Message.objects.filter(to__in=to).order_by("due_at", "template").values_list("template", flat=True))


def test_an_offer_is_a_matter_of_the_office_until_it_is_answered(world: Any, offer: Any) -> None:
    made = offer("唐小雨")
    found = matter(f"volunteer:{made.pk}")
    assert found is not None and found.owner == world.users["secretary"]
    made.approve(by=world.users["secretary"], at=world.at)
    assert matter(f"volunteer:{made.pk}") is None
    role = Role.objects.get(user=made.user)
    assert (role.kind, role.starts_at, role.ends_at) == ("volunteer", world.at, world.at + 60 * DAY)
    assert not made.user.has_usable_password()
    assert told(made) == ["volunteers.approved"]


def test_two_who_decide_at_once_one_is_refused(world: Any, offer: Any) -> None:
    made = offer("唐小雨")
    made.decline(by=world.users["secretary"], at=world.at)
    with pytest.raises(Refused, match=r"volunteers.not_asked"):
        made.approve(by=world.users["community_worker"], at=world.at)
    assert not Role.objects.filter(kind="volunteer", starts_at=world.at).exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"name": " ", "phone": "+8613900000001"}, "volunteers.name_missing"),
        ({"name": "唐"}, "volunteers.phone_missing"),
    ],
)
def test_an_offer_needs_a_name_and_a_number(world: Any, said: dict[str, str], code: str) -> None:
    with pytest.raises(Refused, match=code):
        Volunteer.offer(world.community, source="public", told={}, by=None, at=world.at, **said)
    assert not Volunteer.objects.exists()


def test_a_child_of_the_register_is_thanked_and_not_taken(world: Any) -> None:
    child = world.residents["陈浩"]
    child.birth_year = 2003
    child.save()
    with pytest.raises(Refused, match=r"volunteers.too_young"):
        Volunteer.offer(
            world.community, source="phone", name=child.name, resident=child, told={}, by=child, at=world.at
        )


def test_somebody_who_offers_twice_is_there_once_and_may_come_again_after_the_end(world: Any, offer: Any) -> None:
    first = offer("唐小雨", phone="+8613900000001")
    with pytest.raises(Refused, match=r"volunteers.known_already"):
        offer("唐小雨", phone="+8613900000001")
    offer("陈浩", resident="陈浩")
    with pytest.raises(Refused, match=r"volunteers.known_already"):
        offer("陈浩", resident="陈浩")
    first.approve(by=world.users["secretary"], at=world.at)
    first.end(by=first.user, at=world.at + DAY)
    again = offer("唐小雨", phone="+8613900000001", at=world.at + 2 * DAY)
    again.approve(by=world.users["secretary"], at=world.at + 3 * DAY)
    assert again.user == first.user, "the same account: their hours count together"


def test_codes_that_nobody_knows_are_dropped(world: Any, offer: Any) -> None:
    made = offer("唐小雨", skills=["driving", "flying"], times=["3m", "9z"], languages=["en", "xx"])
    assert (made.skills, made.times, made.languages) == (["driving"], ["3m"], ["en"])


def test_the_post_ends_by_itself_and_turns_beyond_it_cannot_be_taken(world: Any, helper: Any, shift: Any) -> None:
    tang = helper("唐小雨", at=world.at - 10 * DAY)
    late = shift(hours=51 * 24)
    with pytest.raises(Refused, match=r"volunteers.role_over"):
        Slot.take(late, tang, by=None, at=world.at)
    end = world.at + 50 * DAY
    assert end_due(end - timedelta(seconds=1)) == 1, "they are warned"
    tang.refresh_from_db()
    assert tang.status == "approved" and told(tang)[-1] == "volunteers.ends_soon"
    assert end_due(end - timedelta(seconds=1)) == 0, "once"
    assert end_due(end) == 1 and end_due(end) == 0
    tang.refresh_from_db()
    assert (tang.status, tang.over_at) == ("ended", end)
    assert not Role.held_by(tang.user, end).exists()


def test_who_would_like_to_go_on_is_extended_by_another_post(world: Any, helper: Any) -> None:
    tang = helper("唐小雨")
    end_due(world.at + 45 * DAY)
    tang.go_on(by=tang.user, at=world.at + 45 * DAY)
    assert matter(f"volunteer:{tang.pk}:extension")
    tang.extend(days=30, by=world.users["secretary"], at=world.at + 46 * DAY)
    assert matter(f"volunteer:{tang.pk}:extension") is None
    first, second = Role.objects.filter(user=tang.user).order_by("starts_at")
    assert first.ends_at == second.starts_at and second.ends_at == world.at + 80 * DAY
    assert end_due(world.at + 50 * DAY) == 0
    assert end_due(world.at + 74 * DAY) == 1, "warned once more before the new end"


@pytest.mark.parametrize("days", [0, -1, 181])
def test_nobody_is_extended_for_no_days_or_for_ever(world: Any, helper: Any, days: int) -> None:
    with pytest.raises(Refused, match=r"volunteers.days_unclear"):
        helper("唐小雨").extend(days=days, by=world.users["secretary"], at=world.at)


def test_nobody_decides_about_themselves(world: Any, helper: Any) -> None:
    tang = helper("唐小雨")
    with pytest.raises(Refused, match=r"volunteers.own_offer"):
        tang.extend(days=30, by=tang.user, at=world.at)


def test_the_end_of_the_post_opens_the_turns_to_come(world: Any, helper: Any, shift: Any) -> None:
    tang, ma = helper("唐小雨"), helper("马超")
    work = shift(hours=30)
    Slot.take(work, tang, by=None, at=world.at)
    Role.objects.get(user=tang.user).revoke(by=world.users["secretary"], at=world.at)
    tang.refresh_from_db()
    assert tang.status == "ended"
    assert work.slots.get().volunteer is None
    assert Ask.objects.get(status="asked").volunteer == ma, "the next in turn is asked"


def test_somebody_who_moves_away_helps_no_more(world: Any, helper: Any) -> None:
    made = helper("陈浩", resident="陈浩")
    Stay.leave(world.residents["陈浩"], by=world.users["community_worker"], at=world.at)
    made.refresh_from_db()
    assert made.status == "ended"


def test_a_post_given_by_hand_becomes_one_with_the_offer_and_gets_an_end(world: Any, offer: Any) -> None:
    held = world.users["volunteer"]
    made = offer("唐小雨")
    made.approve(username=held.username, by=world.users["secretary"], at=world.at)
    assert made.user == held
    assert Role.objects.filter(user=held, ends_at=None).count() == 0


def test_nobody_elses_account_can_be_taken_over(world: Any, offer: Any) -> None:
    for kind in ("secretary", "grid_worker"):
        with pytest.raises(Refused, match=r"volunteers.username_taken"):
            offer(f"唐{kind}").approve(username=world.users[kind].username, by=world.users["secretary"], at=world.at)
    assert Shift.objects.count() == 0
