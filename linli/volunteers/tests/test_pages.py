"""The pages of volunteers, coordinators and everybody: what they show, refuse and never show."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from linli.accounts.models import Guess, SignInLink
from linli.accounts.models.phones import ResidentSession
from linli.volunteers.models import Ask, Hours, Shift, Slot, Swap, Volunteer
from linli.volunteers.rotation import fill

PHONE = "p" * 43
HOUR = timedelta(hours=1)


pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def phone(world: Any) -> Client:
    """Wang Mei's own phone."""
    ResidentSession.bind(world.residents["王梅"], token=PHONE, device="phone", at=world.at)
    made = Client()
    made.cookies["linli_phone"] = PHONE
    return made


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_resident_offers_on_her_own_phone_is_welcomed_and_answers_there(
    world: Any, phone: Client, sign_in: Any, shift: Any
) -> None:
    assert "/me/volunteering/" in text(phone.get("/me/"))
    phone.post("/me/volunteering/", {"skills": ["cooking"], "times": ["3m", "4m"], "note": "不爬楼"})
    made = Volunteer.objects.get()
    assert (made.resident, made.status, made.times) == (world.residents["王梅"], "asked", ["3m", "4m"])
    office = sign_in("secretary")
    assert "王梅" in text(office.get("/volunteers/"))
    office.post(f"/volunteers/{made.pk}/decision/", {"do": "approve", "days": "30"})
    made.refresh_from_db()
    assert made.status == "approved" and made.ends_at == world.at + timedelta(days=30)

    work = shift(24)
    fill(work, by=None, at=world.at)
    ask = Ask.objects.get()
    assert "送菜上门" in text(phone.get("/me/volunteering/"))
    answer = phone.post("/me/volunteering/steps/", {"do": "accept", "key": str(ask.pk)})
    assert answer.url == "/me/volunteering/"
    assert work.slots.get().volunteer == made


def test_checking_in_and_out_on_the_own_phone(world: Any, phone: Client, offer: Any, shift: Any) -> None:
    made = offer("王梅", resident="王梅")
    made.approve(by=world.users["secretary"], at=world.at - 24 * HOUR)
    slot = Slot.take(shift(-2), made, by=None, at=world.at - 3 * HOUR)
    key = {"key": str(slot.pk)}
    phone.post("/me/volunteering/steps/", {"do": "in", **key})
    phone.post("/me/volunteering/steps/", {"do": "in", **key})
    hours = Hours.objects.get()
    assert (hours.starts_at, hours.way_in, hours.ends_at) == (world.at, "phone", None)
    phone.post("/me/volunteering/steps/", {"do": "out", "ended_at": "2020-04-08T23:00", **key})
    hours.refresh_from_db()
    assert hours.status == "running", "an end that lies ahead is refused"


def test_after_signing_in_a_volunteer_sees_turns_who_asks_and_hours(
    world: Any, helper: Any, worked: Any, shift: Any, signed: Any
) -> None:
    tang, ma = helper("唐小雨"), helper("马超")
    worked(tang, -30).confirm(by=world.users["community_worker"], at=world.at)
    mine, theirs = shift(24, task="代买药品"), shift(50, task="看望老人")
    mine.count_on(world.residents["王秀英"], by=mine.lead, at=world.at)
    Slot.take(mine, tang, by=None, at=world.at)
    Swap.offer(Slot.take(theirs, ma, by=None, at=world.at), tang, by=ma.user, at=world.at)
    page = text(signed(tang.user).get("/"))
    for words in ("代买药品", "看望老人", "马超", "王○○", "3-2-502"):
        assert words in page
    assert "王秀英" not in page and "13800001111" not in page, "masked, and no number"


def test_nobody_acts_on_the_turns_of_others(world: Any, helper: Any, shift: Any, signed: Any) -> None:
    tang, ma = helper("唐小雨"), helper("马超")
    slot = Slot.take(shift(24), tang, by=None, at=world.at)
    swap = Swap.offer(slot, ma, by=tang.user, at=world.at)
    browser = signed(ma.user)
    browser.post("/volunteering/steps/", {"do": "leave", "key": str(slot.pk)})
    browser.post("/volunteering/steps/", {"do": "in", "key": str(slot.pk)})
    assert browser.post("/volunteering/steps/", {"do": "swap_back", "key": str(swap.pk)}).status_code == 404
    assert Slot.objects.get(pk=slot.pk).volunteer == tang and not Hours.objects.exists()
    assert Swap.objects.get().status == "offered"


@pytest.mark.parametrize("said", [{}, {"do": "nonsense"}, {"do": "take", "key": "x"}, {"do": "accept", "key": ""}])
def test_nonsense_is_404_and_changes_nothing(helper: Any, signed: Any, said: dict[str, str]) -> None:
    assert signed(helper("唐小雨").user).post("/volunteering/steps/", said).status_code == 404


def test_from_outside_one_offers_by_the_posters_link_and_a_second_time_sounds_the_same(world: Any) -> None:
    address = f"/volunteers/offer/{world.community.pk}/"
    said = {"name": "马超", "phone": "13900001111", "skills": ["driving"]}
    first, second = (Client().post(address, said) for _ in range(2))
    assert first.status_code == second.status_code == 302
    made = Volunteer.objects.get()
    assert (made.source, made.phone, made.status) == ("public", "+8613900001111", "asked")
    wrong = Client().post(address, {"name": "", "phone": "12"})
    assert wrong.status_code == 400 and Volunteer.objects.count() == 1


def test_whoever_offers_again_and_again_is_slowed_down(world: Any) -> None:
    address = f"/volunteers/offer/{world.community.pk}/"
    for number in range(40):
        Client().post(address, {"name": f"某{number}", "phone": f"139000011{number:02d}"})
    assert Volunteer.objects.count() < 40
    assert Guess.objects.count() == Volunteer.objects.count()


def test_at_the_desk_somebody_of_the_register_is_found_by_the_room(world: Any, sign_in: Any) -> None:
    desk, chen = sign_in("grid_worker"), world.residents["陈浩"]
    assert "陈浩" in text(desk.get("/volunteers/new/?room=2-301"))
    asked = {"room": "2-301", "resident": str(chen.pk), "name": "陈浩", "by_call": "on"}
    answer = desk.post("/volunteers/new/", asked)
    made = Volunteer.objects.get()
    assert answer.url == f"/volunteers/{made.pk}/"
    assert (made.resident, made.source, made.by_call, made.number) == (chen, "desk", True, chen.phone)


def test_a_grid_worker_plans_and_does_not_welcome(world: Any, offer: Any, sign_in: Any) -> None:
    made = offer("唐小雨")
    assert sign_in("grid_worker").post(f"/volunteers/{made.pk}/decision/", {"do": "approve"}).status_code == 403


@pytest.mark.parametrize("days", ["", "abc", "²", "-3", "9999"])
def test_a_nonsense_number_of_days_is_no_crash(world: Any, offer: Any, sign_in: Any, days: str) -> None:
    made = offer("唐小雨")
    sign_in("secretary").post(f"/volunteers/{made.pk}/decision/", {"do": "approve", "days": days})
    made.refresh_from_db()
    assert made.ends_at is None or made.ends_at == world.at + timedelta(days=60)


def test_a_sign_in_link_is_made_only_for_who_is_a_volunteer_and_nothing_else(
    world: Any, helper: Any, sign_in: Any
) -> None:
    tang, office = helper("唐小雨"), sign_in("secretary")
    assert tang.user.username in text(office.post(f"/volunteers/{tang.pk}/link/"))
    Volunteer.objects.filter(pk=tang.pk).update(user=world.users["community_worker"])
    assert office.post(f"/volunteers/{tang.pk}/link/").status_code == 404
    assert SignInLink.objects.count() == 1


PLAN = {
    "purpose": "purchase", "task": "分菜", "place": "南门", "starts_at": "2020-04-09T08:00",
    "ends_at": "2020-04-09T12:00", "places": "2", "days": "3",
}  # fmt: skip


def test_the_same_shift_on_three_days_asks_the_next_in_turn(world: Any, helper: Any, sign_in: Any) -> None:
    helper("唐小雨")
    worker = world.users["community_worker"]
    answer = sign_in("community_worker").post("/volunteers/shifts/new/", PLAN | {"lead": str(worker.pk)})
    assert answer.url == "/volunteers/"
    assert [one.starts_at.day for one in Shift.objects.order_by("starts_at")] == [9, 10, 11]
    assert Slot.objects.count() == 6 and Ask.objects.count() == 3


def test_a_shift_that_ends_before_it_begins_comes_back_with_a_word(world: Any, sign_in: Any) -> None:
    worker = world.users["community_worker"]
    said = PLAN | {"lead": str(worker.pk), "ends_at": "2020-04-09T07:00"}
    answer = sign_in("community_worker").post("/volunteers/shifts/new/", said)
    assert answer.status_code == 400 and not Shift.objects.exists()


def test_a_lead_who_is_a_volunteer_checks_people_in_and_other_volunteers_see_nothing(
    world: Any, helper: Any, shift: Any, signed: Any
) -> None:
    tang, ma = helper("唐小雨"), helper("马超")
    work = shift(0.1, lead=tang.user)
    slot = Slot.take(work, ma, by=None, at=world.at)
    address = f"/volunteers/shifts/{work.pk}/"
    browser = signed(tang.user)
    assert "马超" in text(browser.get(address))
    browser.post(address + "steps/", {"do": "in", "slot": str(slot.pk)})
    assert Hours.objects.get().way_in == "lead"
    browser = signed(ma.user)
    assert browser.get(address).status_code == 404
    assert browser.post(address + "steps/", {"do": "cancel"}).status_code == 404


def test_confirming_as_it_was_is_no_correction_and_with_other_times_it_is(
    world: Any, helper: Any, worked: Any, sign_in: Any
) -> None:
    tang, office = helper("唐小雨"), sign_in("community_worker")
    first, second = worked(tang, -40), worked(tang, -15)
    for one, until in ((first, "2020-04-06T20:00"), (second, "2020-04-07T20:30")):
        said = {"hours": str(one.pk), "do": "confirm", "ends_at": until}
        starts = {"starts_at": "2020-04-06T17:00" if one is first else "2020-04-07T18:00"}
        office.post(f"/volunteers/shifts/{one.slot.shift_id}/steps/", said | starts)
        one.refresh_from_db()
    assert (first.status, first.corrected, first.minutes) == ("confirmed", False, 180)
    assert (second.status, second.corrected, second.minutes) == ("confirmed", True, 150)


def test_another_community_is_not_there(world: Any, other_world: Any, helper: Any, shift: Any, client: Client) -> None:
    tang, work = helper("唐小雨"), shift(24)
    client.force_login(other_world.users["secretary"])
    for address in (f"/volunteers/{tang.pk}/", f"/volunteers/shifts/{work.pk}/", f"/volunteers/{tang.pk}/certificate/"):
        assert client.get(address).status_code == 404
    assert "唐小雨" not in text(client.get("/volunteers/people/"))


def test_the_matter_of_the_office_says_what_is_asked(world: Any, offer: Any, shift: Any, sign_in: Any) -> None:
    offer("唐小雨")
    page = text(sign_in("secretary").get("/"))
    assert "唐○○" in page and "/volunteers/" in page
