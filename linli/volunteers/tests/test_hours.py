"""Hours: checked in and out, from paper, put right, confirmed by somebody else; days in a row, and the certificate."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.volunteers.counting import Count, hours
from linli.volunteers.models import Certificate, Hours, Shift, Slot
from linli.volunteers.recurring import turn_due
from linli.volunteers.work import Work, hours_by_day_and_purpose

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
WUHAN = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("minutes", "code"),
    [(-31, "volunteers.too_early"), (-30, ""), (0, ""), (179, ""), (180, "volunteers.shift_over")],
)
def test_one_checks_in_from_half_an_hour_before_until_the_end(
    world: Any, helper: Any, shift: Any, minutes: int, code: str
) -> None:
    tang, work = helper("唐小雨"), shift(24)
    slot = Slot.take(work, tang, by=None, at=world.at)
    at = work.starts_at + minutes * MINUTE
    if code:
        with pytest.raises(Refused, match=code):
            Hours.check_in(slot, way="phone", by=tang.user, at=at)
    else:
        first = Hours.check_in(slot, way="phone", by=tang.user, at=at)
        assert Hours.check_in(slot, way="lead", by=work.lead, at=at + MINUTE) == first, "tapped twice it is one"
        assert first.ends_at is None, "nothing measured is filled in beforehand"


def test_whoever_gave_the_turn_away_on_another_phone_cannot_check_in(world: Any, helper: Any, shift: Any) -> None:
    tang = helper("唐小雨")
    slot = Slot.take(shift(0.2), tang, by=None, at=world.at)
    Slot.objects.get(pk=slot.pk).leave(by=tang.user, at=world.at)
    with pytest.raises(Refused, match=r"volunteers.not_yours"):
        Hours.check_in(slot, way="phone", by=tang.user, at=world.at)


def test_an_end_lies_after_the_beginning_and_not_ahead(world: Any, helper: Any, shift: Any) -> None:
    tang = helper("唐小雨")
    made = Hours.check_in(Slot.take(shift(0), tang, by=None, at=world.at), way="phone", by=tang.user, at=world.at)
    at = world.at + 2 * HOUR
    for wrong in (world.at, world.at - MINUTE, at + MINUTE):
        with pytest.raises(Refused, match=r"volunteers.end_unclear"):
            made.check_out(way="phone", by=tang.user, at=at, ended_at=wrong)
    made.check_out(way="phone", by=tang.user, at=at, ended_at=world.at + HOUR)
    assert made.minutes == 60
    with pytest.raises(Refused, match=r"volunteers.not_running"):
        made.check_out(way="phone", by=tang.user, at=at)


def test_nobody_confirms_their_own_hours(world: Any, helper: Any, worked: Any) -> None:
    tang = helper("唐小雨")
    made = worked(tang, -30)
    for step in (made.confirm, made.reject):
        with pytest.raises(Refused, match=r"volunteers.own_hours"):
            step(by=tang.user, at=world.at)
    made.confirm(by=world.users["community_worker"], at=world.at)
    assert Count.of(tang, world.at).minutes == 180


def test_hours_from_paper_have_the_time_on_the_paper_and_the_time_of_typing(
    world: Any, helper: Any, shift: Any
) -> None:
    work, tang = shift(-30), helper("唐小雨")
    slot = Slot.take(work, tang, by=None, at=work.starts_at - HOUR)
    worker = world.users["community_worker"]
    made = Hours.enter(slot, starts_at=work.starts_at, ends_at=work.ends_at, by=worker, at=world.at)
    assert (made.starts_at, made.created_at, made.way_in) == (work.starts_at, world.at, "paper")
    with pytest.raises(Refused, match=r"volunteers.hours_known"):
        Hours.enter(slot, starts_at=work.starts_at, ends_at=work.ends_at, by=worker, at=world.at)
    made.reject(by=worker, at=world.at)
    Hours.enter(slot, starts_at=work.starts_at, ends_at=work.ends_at, by=worker, at=world.at)


def test_what_was_never_checked_out_is_put_right_before_it_counts(world: Any, helper: Any, shift: Any) -> None:
    work, tang, worker = shift(-5), helper("唐小雨"), world.users["community_worker"]
    slot = Slot.take(work, tang, by=None, at=work.starts_at - HOUR)
    made = Hours.check_in(slot, way="phone", by=tang.user, at=work.starts_at)
    turn_due(world.at)
    waits = FollowUp.objects.get(subject=f"shift:{work.pk}:hours")
    with pytest.raises(Refused, match=r"volunteers.not_ended"):
        made.confirm(by=worker, at=world.at)
    made.correct(starts_at=work.starts_at, ends_at=work.ends_at, by=worker, at=world.at)
    made.confirm(by=worker, at=world.at)
    waits.refresh_from_db()
    assert made.corrected and waits.status == "done"


def test_two_stretches_that_overlap_do_not_both_count(world: Any, helper: Any, worked: Any) -> None:
    tang, worker = helper("唐小雨"), world.users["community_worker"]
    first, second = worked(tang, -30), worked(tang, -26)
    first.confirm(by=worker, at=world.at)
    second.correct(starts_at=first.ends_at - HOUR, ends_at=second.ends_at, by=worker, at=world.at)
    with pytest.raises(Refused, match=r"volunteers.hours_overlap"):
        second.confirm(by=worker, at=world.at)


def test_57_days_in_a_row_and_the_certificate_says_so(world: Any, helper: Any) -> None:
    """From 12 February to 9 April 2020, with the 15th cancelled by the office."""
    at = datetime(2020, 4, 9, 20, tzinfo=WUHAN)
    tang = helper("唐小雨", at=datetime(2020, 2, 11, 9, tzinfo=WUHAN))
    worker, snow = world.users["community_worker"], date(2020, 2, 15)
    for number in range(58):
        starts = datetime(2020, 2, 12, 9, tzinfo=WUHAN) + timedelta(days=number)
        work = Shift.objects.create(
            community=world.community, purpose="delivery", for_need=False, task="送菜", place="南门",
            starts_at=starts, ends_at=starts + 3 * HOUR, places=1, lead=worker,
            status="cancelled" if starts.date() == snow else "open",
        )  # fmt: skip
        slot = Slot.objects.create(community=world.community, shift=work, number=1, volunteer=tang)
        if work.open:
            Hours.objects.create(
                community=world.community, slot=slot, volunteer=tang, purpose="delivery", for_need=False,
                status="confirmed", starts_at=starts, ends_at=work.ends_at, way_in="phone",
            )  # fmt: skip
    count = Count.of(tang, at)
    assert count.longest is not None and count.running == count.longest
    assert (count.days, count.longest.days, count.longest.spared) == (57, 57, 1)
    made = Certificate.issue(tang, by=worker, at=at)
    assert (made.row_days, made.row_first, made.row_last) == (57, date(2020, 2, 12), date(2020, 4, 9))
    assert made.minutes == 57 * 180
    assert Certificate.issue(tang, by=tang.user, at=at + HOUR) == made, "the same figures, the same number"


def test_without_confirmed_hours_there_is_no_certificate(world: Any, helper: Any, worked: Any) -> None:
    tang = helper("唐小雨")
    worked(tang, -30)
    with pytest.raises(Refused, match=r"volunteers.nothing_confirmed"):
        Certificate.issue(tang, by=tang.user, at=world.at)


@pytest.mark.parametrize(("minutes", "said"), [(0, "0"), (59, "0.9"), (60, "1"), (90, "1.5"), (10260, "171")])
def test_hours_are_said_with_one_decimal_and_never_rounded_up(minutes: int, said: str) -> None:
    assert hours(minutes) == said


def test_the_work_of_each_day_by_purpose(world: Any, helper: Any, worked: Any, shift: Any) -> None:
    tang, ma, worker = helper("唐小雨"), helper("马超"), world.users["community_worker"]
    night = worked(tang, -11, purpose="visit")  # 7 April, 22:00 to 01:00
    day = worked(ma, -27, purpose="purchase", places=2)  # 7 April, 06:00 to 09:00
    for one in (night, day):
        one.confirm(by=worker, at=world.at)
    worked(ma, -4)  # nobody has confirmed it
    found = hours_by_day_and_purpose(world.community, date(2020, 4, 6), date(2020, 4, 8))
    assert found == {
        date(2020, 4, 6): {},
        date(2020, 4, 7): {Work("visit", True): 120, Work("purchase", False): 180},
        date(2020, 4, 8): {Work("visit", True): 60},
    }
    assert hours_by_day_and_purpose(world.community.pk, date(2020, 4, 8), date(2020, 4, 8))[date(2020, 4, 8)]
