"""Turns: taken, given back, swapped, cancelled; and whoever depends on them hears of it."""

from datetime import timedelta
from typing import Any

import pytest

from linli.core.models import Message
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.volunteers import rotation
from linli.volunteers.models import Ask, Hours, Shift, Slot, Swap
from linli.volunteers.recurring import turn_due

HOUR = timedelta(hours=1)


def open_matters() -> set[str]:
    rows = FollowUp.objects.exclude(status="done").exclude(subject__startswith="volunteer:")
    return {one.subject.partition(":")[0] + ":" + one.kind for one in rows}


def told(who: Any) -> set[str]:
    return set(Message.objects.filter(to=f"{who._meta.model_name}:{who.pk}").values_list("template", flat=True))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"places": 0}, "volunteers.places_unclear"),
        ({"places": 61}, "volunteers.places_unclear"),
        ({"task": " "}, "volunteers.task_missing"),
        ({"purpose": "nonsense"}, "volunteers.task_missing"),
    ],
)
def test_a_shift_says_what_and_for_how_many(shift: Any, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        shift(**changes)


def test_a_shift_ends_after_it_begins_and_the_same_day_or_night(world: Any, shift: Any) -> None:
    for ends in (world.at, world.at + 24 * HOUR, world.at + 41 * HOUR):
        with pytest.raises(Refused, match=r"volunteers.times_unclear"):
            shift(24, ends_at=ends)


def test_the_last_place_is_taken_once(world: Any, helper: Any, shift: Any) -> None:
    work, tang, ma = shift(), helper("唐小雨"), helper("马超")
    Slot.take(work, tang, by=tang.user, at=world.at)
    with pytest.raises(Refused, match=r"volunteers.already_yours"):
        Slot.take(work, tang, by=tang.user, at=world.at)
    with pytest.raises(Refused, match=r"volunteers.shift_full"):
        Slot.take(work, ma, by=ma.user, at=world.at)


def test_only_the_eligible_may_take_it(world: Any, helper: Any, shift: Any) -> None:
    tang = helper("唐小雨", skills=["driving"])
    with pytest.raises(Refused, match=r"volunteers.skill_missing"):
        Slot.take(shift(skill="medical"), tang, by=tang.user, at=world.at)
    Slot.take(shift(skill="driving"), tang, by=tang.user, at=world.at)
    with pytest.raises(Refused, match=r"volunteers.overlap"):
        Slot.take(shift(25), tang, by=tang.user, at=world.at)


def test_who_is_asked_says_no_and_the_next_in_turn_is_asked(world: Any, helper: Any, shift: Any) -> None:
    people = [helper("唐小雨"), helper("马超")]
    work = shift()
    assert rotation.fill(work, by=None, at=world.at) == 1
    assert rotation.fill(work, by=None, at=world.at) == 0, "nobody is asked twice for one place"
    first = Ask.objects.get()
    assert "volunteers.asked" in told(first.volunteer.user)
    first.decline(by=first.volunteer.user, at=world.at + HOUR)
    rotation.fill(work, by=None, at=world.at + HOUR)
    second = Ask.objects.get(status="asked")
    assert {first.volunteer, second.volunteer} == set(people)
    second.accept(by=second.volunteer.user, at=world.at + HOUR)
    assert work.slots.get().volunteer == second.volunteer
    assert Ask.objects.get(pk=second.pk).status == "accepted"


def test_whoever_has_no_page_is_rung(world: Any, helper: Any, shift: Any) -> None:
    chen = helper("陈浩", resident="陈浩", by_call=True)
    work = shift()
    rotation.fill(work, by=None, at=world.at)
    ring = FollowUp.objects.get(subject=f"shift:{work.pk}:{chen.pk}")
    assert (ring.act, ring.owner) == ("call", work.lead)
    Slot.take(work, chen, by=work.lead, at=world.at)
    ring.refresh_from_db()
    assert ring.status == "done"


def test_unanswered_it_lapses_and_the_next_is_asked(world: Any, helper: Any, shift: Any) -> None:
    helper("唐小雨")
    helper("马超")
    work = shift(40)
    turn_due(world.at)
    first = Ask.objects.get()
    turn_due(world.at + 11 * HOUR)
    assert Ask.objects.count() == 1
    turn_due(world.at + 12 * HOUR)
    first.refresh_from_db()
    assert first.status == "lapsed" and work.asks.get(status="asked").volunteer != first.volunteer
    before = Ask.objects.count()
    turn_due(world.at + 12 * HOUR)
    assert Ask.objects.count() == before, "a second run finds nothing to do"


def test_giving_back_tells_the_lead_the_others_and_who_counts_on_it(world: Any, helper: Any, shift: Any) -> None:
    tang, ma = helper("唐小雨"), helper("马超")
    work = shift(5, places=2)
    elder, family = world.residents["王秀英"], world.residents["李强"]
    for one in (elder, family):
        work.count_on(one, by=work.lead, at=world.at)
    slots = [Slot.take(work, one, by=one.user, at=world.at) for one in (tang, ma)]
    slots[0].leave(by=tang.user, at=world.at + HOUR)
    assert "volunteers.left" in told(work.lead) and "volunteers.one_less" in told(ma.user)
    assert told(family) == set(), "one still comes"
    assert "shift:volunteer" in open_matters(), "it is soon, and a place is open"
    slots[1].leave(by=ma.user, at=world.at + HOUR)
    assert told(family) == {"volunteers.not_coming"}
    call = FollowUp.objects.get(kind="call")
    assert call.codes["resident"] == str(elder.pk), "she has no phone page: somebody rings"


def test_a_place_that_was_filled_again_is_no_matter_any_more(world: Any, helper: Any, shift: Any) -> None:
    tang, ma = helper("唐小雨"), helper("马超")
    work = shift(5)
    Slot.take(work, tang, by=tang.user, at=world.at).leave(by=tang.user, at=world.at)
    assert open_matters() == {"shift:volunteer"}
    Slot.take(work, ma, by=ma.user, at=world.at)
    assert open_matters() == set()


def test_cancelling_tells_everybody_and_asks_nobody_any_more(world: Any, helper: Any, shift: Any) -> None:
    tang, chen = helper("唐小雨"), helper("陈浩", resident="陈浩", by_call=True)
    work = shift(5, places=3)
    work.count_on(world.residents["李强"], by=work.lead, at=world.at)
    slots = [Slot.take(work, one, by=None, at=world.at) for one in (tang, chen)]
    helper("马超")
    rotation.fill(work, by=None, at=world.at)
    work.cancel(by=work.lead, at=world.at)
    assert "volunteers.cancelled" in told(tang.user) and told(world.residents["李强"]) == {"volunteers.not_coming"}
    assert FollowUp.objects.filter(kind="call", subject=f"volunteer:{chen.pk}:{work.pk}").exists()
    assert not Ask.objects.filter(status="asked").exists()
    assert {Slot.objects.get(pk=one.pk).volunteer for one in slots} == {tang, chen}, "they were ready"
    with pytest.raises(Refused, match=r"volunteers.not_open"):
        slots[0].leave(by=tang.user, at=world.at)


def test_a_shift_that_has_begun_is_not_cancelled(world: Any, helper: Any, shift: Any) -> None:
    tang, work = helper("唐小雨"), shift(0)
    Hours.check_in(Slot.take(work, tang, by=None, at=world.at), way="phone", by=tang.user, at=world.at)
    with pytest.raises(Refused, match=r"volunteers.shift_begun"):
        work.cancel(by=work.lead, at=world.at)


def test_a_swap_changes_nothing_before_the_other_says_yes(world: Any, helper: Any, shift: Any) -> None:
    tang, ma = helper("唐小雨"), helper("马超")
    work, back = shift(30), shift(60)
    mine, theirs = Slot.take(work, tang, by=None, at=world.at), Slot.take(back, ma, by=None, at=world.at)
    swap = Swap.offer(mine, ma, back=theirs, by=tang.user, at=world.at)
    assert work.slots.get().volunteer == tang
    with pytest.raises(Refused, match=r"volunteers.offered_already"):
        Swap.offer(mine, ma, by=tang.user, at=world.at)
    swap.accept(by=ma.user, at=world.at)
    assert (work.slots.get().volunteer, back.slots.get().volunteer) == (ma, tang)
    assert "volunteers.swapped" in told(work.lead)


def test_nobody_is_offered_what_they_may_not_take(world: Any, helper: Any, shift: Any) -> None:
    tang, ma = helper("唐小雨", skills=["driving"]), helper("马超")
    slot = Slot.take(shift(30, skill="driving"), tang, by=None, at=world.at)
    with pytest.raises(Refused, match=r"volunteers.skill_missing"):
        Swap.offer(slot, ma, by=tang.user, at=world.at)
    with pytest.raises(Refused, match=r"volunteers.own_swap"):
        Swap.offer(slot, tang, by=tang.user, at=world.at)


def test_giving_a_turn_back_withdraws_the_offer_of_it(world: Any, helper: Any, shift: Any) -> None:
    tang, ma = helper("唐小雨"), helper("马超")
    slot = Slot.take(shift(30), tang, by=None, at=world.at)
    swap = Swap.offer(slot, ma, by=tang.user, at=world.at)
    slot.leave(by=tang.user, at=world.at)
    swap = Swap.objects.get(pk=swap.pk)
    assert swap.status == "withdrawn"
    with pytest.raises(Refused, match=r"volunteers.not_offered"):
        swap.accept(by=ma.user, at=world.at)


def test_who_fits_no_open_turn_stands_with_the_coordinator(world: Any, helper: Any, shift: Any) -> None:
    helper("夜班", times=["6n"])
    shift(30, lead=world.users["community_worker"])
    turn_due(world.at)
    found = FollowUp.objects.get(subject="unasked:all")
    assert (found.status, found.codes["count"]) == ("open", 1)
    Slot.take(shift(89, task="夜间值守"), helper("马超"), by=None, at=world.at)
    assert rotation.unasked(world.community, world.at)[0].name == "夜班"
    night = Shift.objects.get(task="夜间值守")
    night.widen(2, by=night.lead, at=world.at)
    turn_due(world.at + 2 * HOUR)
    found.refresh_from_db()
    assert found.status == "done", "now there is a turn on Saturday night, and they are asked for it"


def test_whoever_came_yesterday_does_not_count_as_forgotten(world: Any, helper: Any) -> None:
    helper("新来的", at=world.at - 24 * HOUR)
    assert rotation.unasked(world.community, world.at) == []
    assert len(rotation.unasked(world.community, world.at + 6 * 24 * HOUR)) == 1
