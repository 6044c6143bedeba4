"""The pages: asking on a phone and at a desk, the queue, several at once, the overdue list."""

import pytest

from linli.accounts.models import HouseholdCard, Proxy
from linli.core.clock import now
from linli.gates.models import Out
from linli.gates.recurring import overdue_due
from linli.outings.models import Call, Outing
from linli.outings.tests.conftest import later
from linli.outings.tests.test_outside import every
from linli.privacy.models import Reading

PAGES = ("views_me", "views_queue", "views_desk", "views_late")
GIVEN = {"purpose": "bank", "day": "2020-04-08", "leave_from": "09:30", "leave_until": "10:30", "minutes": "60"}


class Clock:
    def __init__(self, monkeypatch, world):
        self.monkeypatch, self.world = monkeypatch, world

    def set(self, minutes):
        for page in PAGES:
            self.monkeypatch.setattr(f"linli.outings.{page}.now", lambda: later(self.world, minutes))


@pytest.fixture(autouse=True)
def clock(world, monkeypatch):
    made = Clock(monkeypatch, world)
    made.set(0)
    return made


@pytest.fixture
def phone(client, world):
    household = world.flats["3-2-502"].households.get()
    [(_, code)] = HouseholdCard.issue_all([household], community=world.community, by=None, at=world.at)
    client.post(f"/join/{code}/", {"resident": world.residents["王梅"].pk})
    return client


def text(page):
    return page.content.decode()


def test_asking_on_the_phone_and_withdrawing(phone, world, phase):
    phase()
    page = phone.get("/me/outings/")
    assert "看病" in text(page) or "就医" in text(page), "what needs no asking stands there at once"
    assert page.context["form"]["leave_from"].initial.isoformat() == "09:00:00"
    assert phone.post("/me/outings/", GIVEN).status_code == 302
    made = Outing.objects.get()
    assert (made.way, made.status, made.minutes) == ("phone_page", "requested", 60)
    assert made.starts_at == later(world, 30)
    phone.post(f"/me/outings/{made.pk}/withdrawal/")
    assert Outing.objects.get().status == "withdrawn"


def test_a_window_across_midnight_ends_on_the_next_day(phone, world, phase):
    phase()
    phone.post("/me/outings/", GIVEN | {"leave_from": "23:30", "leave_until": "00:30"})
    made = Outing.objects.get()
    assert (made.ends_at - made.starts_at).total_seconds() == 3600


def test_the_rules_speak_while_one_chooses_and_nothing_is_kept(phone, phase):
    phase(slots=[[480, 1080]])
    assert "网格员" in text(phone.post("/me/outings/check/", GIVEN))
    assert "8:00–18:00" in text(phone.post("/me/outings/check/", GIVEN | {"leave_until": "18:30"}))
    for nonsense in ({}, {"purpose": "<b>"}, GIVEN | {"day": "2020-13-40"}, GIVEN | {"minutes": "-9"}):
        assert text(phone.post("/me/outings/check/", nonsense)).strip() == ""
    assert phone.get("/me/outings/check/").status_code == 405
    assert not Outing.objects.exists()


def test_a_no_says_what_would_clear_it_and_lets_one_insist(phone, phase):
    phase(notice_minutes=60)
    page = phone.post("/me/outings/", GIVEN)
    assert page.status_code == 400 and 'name="insist"' in text(page) and "10:00" in text(page)
    phone.post("/me/outings/", GIVEN | {"insist": "1"})
    made = Outing.objects.get()
    assert (made.status, made.alone) == ("refused", True)
    assert made.explained[1] in text(phone.get("/me/outings/"))


@pytest.mark.parametrize(
    "change", [{"purpose": "revenge"}, {"day": "2020-04-20"}, {"leave_from": "99:99"}, {"minutes": "7"}]
)
def test_nonsense_in_the_form_is_answered_at_the_field(phone, phase, change):
    phase()
    page = phone.post("/me/outings/", GIVEN | change)
    assert page.status_code == 400 and "errorlist" in text(page)
    assert not Outing.objects.exists()


def test_a_daughter_asks_for_her_mother_on_her_own_phone(phone, world, phase):
    phase()
    mother, daughter = world.residents["王秀英"], world.residents["王梅"]
    Proxy.grant(mother, daughter, how="desk", by=world.users["secretary"], at=now())  # the phone lives in the present
    phone.cookies["linli_person"] = str(mother.pk)
    phone.post("/me/outings/", GIVEN)
    made = Outing.objects.get()
    assert (made.resident, made.way, made.asked_by_resident) == (mother, "proxy", daughter)


def test_nobody_withdraws_what_is_not_their_own(phone, world, phase, ask):
    phase()
    made = ask("陈浩")
    assert phone.post(f"/me/outings/{made.pk}/withdrawal/").status_code == 404


@pytest.mark.parametrize("name", ["closed", "lapsed", "one-per-household", "normalised"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_phase_has_its_page(phone, phase, name, language):
    phase(name)
    phone.cookies["django_language"] = language
    page = phone.get("/me/outings/")
    assert page.status_code == 200 and "style=" not in text(page)
    assert ('data-check="' in text(page)) == (name in ("one-per-household", "normalised"))


def test_the_queue_shows_the_own_grid_with_the_households_use(sign_in, world, phase, ask):
    phase("normalised")
    mine, other = ask("王梅"), ask("王秀英", start=90, end=120)
    ask("陈浩")
    page = sign_in("grid_worker").get("/outings/")
    assert [row.pk for row, _ in page.context["rows"]] == [mine.pk, other.pk]
    assert [standing["used"] for _, standing in page.context["rows"]] == [1, 1]
    assert Reading.objects.filter(why="listed").count() == 2


def test_one_is_approved_and_one_refused_with_reason_and_remedy(sign_in, world, phase, ask):
    phase()
    first, second = ask("王梅"), ask("李强")
    client = sign_in("grid_worker")
    client.post(f"/outings/{first.pk}/approval/")
    client.post(f"/outings/{second.pk}/refusal/", {"reason": "银行不开门", "remedy": ""})
    second.refresh_from_db()
    assert second.status == "requested", "without what would help nothing is refused"
    client.post(f"/outings/{second.pk}/refusal/", {"reason": "银行不开门", "remedy": "明天上午"})
    assert sorted(Outing.objects.values_list("status", flat=True)) == ["approved", "refused"]
    assert client.get(f"/outings/{second.pk}/").status_code == 200


def test_several_at_once_each_by_itself(sign_in, world, phase, ask):
    phase()
    rows = [ask("王梅"), ask("李强")]
    rows[0].withdraw(by=world.residents["王梅"], at=world.at)
    outside = ask("陈浩")
    client = sign_in("grid_worker")
    keys = [str(one.pk) for one in [*rows, outside]] + ["nonsense"]
    page = client.post("/outings/decisions/", {"outing": keys, "decision": "approve"}, follow=True)
    assert [str(one) for one in page.context["messages"]][-1] == "已同意 1 条。"
    states = {one.resident.name: one.status for one in Outing.objects.select_related("resident")}
    assert states == {"王梅": "withdrawn", "李强": "approved", "陈浩": "requested"}
    assert client.post("/outings/decisions/", {"decision": "approve"}).status_code == 302


def test_a_grid_worker_reaches_the_own_grid_only(sign_in, world, phase, ask):
    phase()
    made = ask("陈浩")
    client = sign_in("grid_worker")
    assert client.get(f"/outings/{made.pk}/").status_code == 404
    assert client.post(f"/outings/{made.pk}/approval/").status_code == 404
    assert client.get(f"/outings/residents/{made.resident_id}/").status_code == 404


def test_another_communitys_outing_is_not_found(sign_in, world, phase, other_world):
    client = sign_in("secretary")
    stranger = other_world.residents["王梅"]
    assert client.get(f"/outings/residents/{stranger.pk}/").status_code == 404


def test_by_telephone_asked_and_approved_in_one_go(sign_in, world, phase):
    phase()
    client = sign_in("grid_worker")
    address = f"/outings/residents/{world.residents['王秀英'].pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, GIVEN).status_code == 400, "how it was asked is never left open"
    client.post(address, GIVEN | {"way": "telephone", "approve": "1"})
    made = Outing.objects.get()
    assert (made.way, made.asked_by, made.status) == ("telephone", world.users["grid_worker"], "approved")


def test_the_search_finds_whom_to_ask_for(sign_in, world, phase):
    phase()
    page = sign_in("grid_worker").get("/outings/?q=3-502")
    assert f"/outings/residents/{world.residents['王秀英'].pk}/" in text(page)


def test_the_overdue_list_begins_with_a_call_and_ends_with_the_return(sign_in, world, phase, ask, gates, clock):
    phase()
    ask("王秀英").approve(by=world.users["grid_worker"], at=world.at)
    gates.south.now("王秀英", "exit", 5)
    every(later(world, 70))
    clock.set(70)
    client = sign_in("grid_worker")
    page = text(client.get("/outings/overdue/"))
    assert 'href="tel:13800001111"' in page and "data-called" in page
    crossing = Out.objects.get().crossing_id
    address = f"/outings/overdue/{crossing}/steps/"
    client.post(address, {"way": "call", "outcome": "on_the_way", "minutes": ""})
    assert not Call.objects.exists()
    client.post(address, {"way": "call", "outcome": "not_reached"})
    clock.set(81)
    client.post(address, {"way": "again", "outcome": "not_reached"})
    clock.set(92)
    page = client.get("/outings/overdue/")
    assert page.context["rows"][0]["late"].next.way == "household"
    assert 'href="tel:13800002222"' in text(page), "the daughter of the household is rung"
    gates.north.now("王秀英", "entry", 95)
    clock.set(96)
    assert client.get("/outings/overdue/").context["rows"] == []
    client.post(address, {"way": "call", "outcome": "not_reached"})
    assert Call.objects.count() == 2


def test_another_grids_late_people_are_not_shown(sign_in, world, phase, ask, gates, clock):
    phase()
    ask("陈浩").approve(by=world.users["secretary"], at=world.at)
    gates.south.now("陈浩", "exit", 5)
    clock.set(70)
    client = sign_in("grid_worker")
    assert client.get("/outings/overdue/").context["rows"] == []
    crossing = Out.objects.get().crossing_id
    assert (
        client.post(f"/outings/overdue/{crossing}/steps/", {"way": "call", "outcome": "not_reached"}).status_code == 404
    )


def test_the_first_page_has_what_waits_for_me(sign_in, world, phase, ask, gates, monkeypatch):
    phase()
    monkeypatch.setattr("linli.overview.views.now", lambda: later(world, 70))
    ask("王秀英").approve(by=world.users["grid_worker"], at=world.at)
    gates.south.now("王秀英", "exit", 5)
    ask("李强", start=80, end=120)
    page = sign_in("grid_worker").get("/")
    assert [one.matter.kind for one in page.context["mine"].lines] == ["outing"]
    overdue_due(later(world, 70))
    page = sign_in("grid_worker").get("/")
    assert [(one.matter.kind, one.room) for one in page.context["mine"].lines] == [
        ("overdue", "3-2-502"),
        ("outing", "3-2-501"),
    ]
