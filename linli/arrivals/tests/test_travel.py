"""People who come home, on their own phones: they announce themselves, and see what the office sees."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from linli.accounts.models import Guess
from linli.accounts.models.cards import GUESSES
from linli.accounts.models.links import token_hash
from linli.arrivals import telling
from linli.arrivals.forms_travel import new_key
from linli.arrivals.models import Arrival
from linli.arrivals.people import companions
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.journal.models import Line
from linli.orders.recurring import lapse_due

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("views_travel", "views_mine", "release_note", "views_office", "views_lists"):
        monkeypatch.setattr(f"linli.arrivals.{module}.now", lambda: world.at)


@pytest.fixture
def said(world: Any, rules: Any) -> dict[str, str]:
    return {
        "name": "李建国", "phone": "139 1111 2222", "room": "3栋2单元501", "others": "周梅 1962\n李小宝 4岁",
        "expected_at": "2020-04-09T12:00", "origin": "荆州", "transport": "train", "vehicle": "G1234", "key": new_key(),
    }  # fmt: skip


def announcing(world: Any) -> str:
    return reverse("arrivals:announcement", args=[world.community.pk])


def text(page: Any) -> str:
    return str(page.content.decode())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("王小宝 2016", [("王小宝", 2016)]),
        ("王小宝（4岁）、周梅", [("王小宝", 2016), ("周梅", None)]),
        ("Anna Meyer 1990; ; 陈浩1985年", [("Anna Meyer", 1990), ("陈浩", 1985)]),
        ("李雷 1850\n\n", [("李雷", None)]),
        ("2016", []),
    ],
)
def test_companions_are_read_as_people_write_them(typed: str, found: list[Any]) -> None:
    assert [(one["name"], one["birth_year"]) for one in companions(typed, 2020)] == found


def test_whoever_announces_gets_a_thread_and_a_page_of_their_own(client: Any, world: Any, said: Any) -> None:
    answer = client.post(announcing(world), said)
    assert answer.url == f"/arrivals/t/{said['key']}/"
    made = Arrival.objects.get()
    assert (made.source, made.household, made.vehicle) == ("self", world.flats["3-2-501"].households.get(), "G1234")
    assert made.expected_at == world.at.replace(hour=4) + 24 * HOUR, "noon in Wuhan"
    assert [(one.name, one.birth_year) for one in made.present] == [("周梅", 1962), ("李小宝", 2016), ("李建国", None)]
    assert FollowUp.objects.get(kind="arrival").owner == world.users["grid_worker"]
    page = client.get(answer.url)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow" and "no-store" in page.headers["Cache-Control"]
    assert "李○○" in text(page) and "李建国" not in text(page) and "13911112222" not in text(page)


def test_only_the_hash_of_the_link_is_kept_and_the_journal_names_nobody(client: Any, world: Any, said: Any) -> None:
    client.post(announcing(world), said)
    made = Arrival.objects.get()
    assert made.link_hash == token_hash(said["key"])
    told = str(list(Line.objects.values_list("codes", "subject", "actor")))
    assert said["key"] not in told and "李" not in told


def test_sent_twice_it_is_one_thread(client: Any, world: Any, said: Any) -> None:
    first, second = client.post(announcing(world), said), client.post(announcing(world), said)
    assert first.url == second.url and Arrival.objects.count() == 1


def test_a_key_that_is_not_ours_is_replaced(client: Any, world: Any, said: Any) -> None:
    answer = client.post(announcing(world), said | {"key": "short"})
    assert len(answer.url.split("/")[-2]) == 32


def test_one_address_announces_so_many_an_hour(client: Any, world: Any, said: Any) -> None:
    for _number in range(GUESSES):
        assert client.post(announcing(world), said | {"key": new_key()}).status_code == 302
    refused = client.post(announcing(world), said | {"key": new_key()})
    assert refused.status_code == 400 and Arrival.objects.count() == GUESSES
    assert Guess.objects.count() == GUESSES


@pytest.mark.parametrize("wrong", [{"name": ""}, {"phone": "12"}, {"room": ""}, {"expected_at": "soon"}])
def test_what_cannot_be_read_is_said_and_nothing_is_lost(client: Any, world: Any, said: Any, wrong: Any) -> None:
    page = client.post(announcing(world), said | wrong)
    assert page.status_code == 400 and "errorlist" in text(page) and "周梅" in text(page)
    assert not Arrival.objects.exists()


def test_a_wrong_link_opens_nothing_and_is_counted(client: Any, world: Any, rules: Any) -> None:
    assert client.get(f"/arrivals/t/{new_key()}/").status_code == 404
    assert Guess.objects.count() == 1
    client.post(f"/arrivals/t/{new_key()}/words/", {"word": "gate"})
    assert not FollowUp.objects.filter(kind="call").exists()


@pytest.fixture
def thread(world: Any, to: Any) -> Any:
    """``thread("planned")``: (arrival, its link)."""

    def make(status: str, **changes: Any) -> tuple[Arrival, str]:
        made = to(status, **changes)
        return made, f"/arrivals/t/{made.open_link(by=None, at=world.at)}/"

    return make


@pytest.mark.parametrize("status", ["announced", "contacted", "verified", "planned", "met", "home", "observed"])
def test_the_page_says_who_comes_and_what_is_next_at_every_stage(client: Any, thread: Any, status: str) -> None:
    made, link = thread(status)
    page = text(client.get(link))
    assert f'data-status="{status}"' in page and made.worker.name in page
    assert ("南门" in page) is (status in ("planned", "met", "home", "observed"))
    assert ('value="gate"' in page) is made.coming and ('value="fine"' in page) is not made.coming


def test_a_change_of_plan_reaches_the_worker(client: Any, world: Any, thread: Any) -> None:
    made, link = thread("verified")
    client.post(link + "words/", {"word": "change", "expected_at": "2020-04-10T08:15", "vehicle": "D77"})
    made.refresh_from_db()
    assert (made.expected_at.isoformat(), made.vehicle, made.origin) == ("2020-04-10T00:15:00+00:00", "D77", "荆州")
    assert made.steps.filter(what="declared").exists()


def test_not_coming_closes_the_thread_and_later_words_change_nothing(client: Any, world: Any, thread: Any) -> None:
    made, link = thread("planned")
    client.post(link + "words/", {"word": "not_coming"})
    made.refresh_from_db()
    assert made.status == "not_coming"
    page = client.post(link + "words/", {"word": "gate"}, follow=True)
    assert page.status_code == 200 and not FollowUp.objects.filter(kind="call").exists()


@pytest.mark.parametrize(
    ("status", "word", "act"), [("planned", "gate", "meet"), ("planned", "ill", "call"), ("home", "help", "call")]
)
def test_a_word_that_cannot_wait_is_the_named_workers_at_once(
    client: Any, world: Any, thread: Any, status: str, word: str, act: str
) -> None:
    made, link = thread(status)
    for _twice in range(2):
        client.post(link + "words/", {"word": word})
    [row] = FollowUp.objects.filter(subject=f"arrival:{made.pk}:{word}")
    assert (row.owner, row.act, row.urgency) == (made.worker, act, FollowUp.Urgency.NOW)
    row.close(by=made.worker, at=world.at)
    client.post(link + "words/", {"word": word})
    row.refresh_from_db()
    assert row.status != "done", "asked again"


def test_a_fever_at_home_is_handed_over_and_only_that_is_kept(client: Any, thread: Any) -> None:
    made, link = thread("home")
    client.post(link + "words/", {"word": "ill"})
    assert FollowUp.objects.filter(kind="fever", subject__startswith=f"arrival:{made.pk}").count() == 1
    assert made.steps.filter(what="fever").get().note == ""


def test_all_is_well_counts_as_a_contact_while_observed(client: Any, world: Any, thread: Any) -> None:
    made, link = thread("observed")
    client.post(link + "words/", {"word": "fine"})
    made.refresh_from_db()
    assert made.reached_at == world.at


@pytest.mark.parametrize(
    "body", [{}, {"word": "released"}, {"word": "change", "expected_at": "x"}, {"word": ["gate"] * 3}]
)
def test_nonsense_is_a_calm_line(client: Any, thread: Any, body: Any) -> None:
    made, link = thread("announced")
    assert client.post(link + "words/", body, follow=True).status_code == 200
    made.refresh_from_db()
    assert made.status == "announced"


def test_a_phone_in_small_hands_cannot_flood_the_thread(world: Any, thread: Any) -> None:
    made, _link = thread("announced")
    for _number in range(telling.MOST_A_DAY):
        telling.say(made, "change", by=None, at=world.at, change={})
    with pytest.raises(Refused, match="said_too_often"):
        telling.say(made, "change", by=None, at=world.at, change={})
    telling.say(made, "change", by=None, at=world.at + 25 * HOUR, change={})


def test_the_link_of_a_thread_that_was_joined_opens_the_one_that_goes_on(client: Any, world: Any, thread: Any) -> None:
    other, link = thread("announced")
    kept, _ = thread("planned")
    kept.join(other, by=world.users["grid_worker"], at=world.at)
    assert 'data-status="planned"' in text(client.get(link))


def test_the_note_is_there_when_everything_has_ended_and_says_nothing_of_health(
    client: Any, world: Any, thread: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from linli.arrivals import release_note

    made, link = thread("observed")
    assert client.get(link + "note/").status_code == 302
    late = made.until + HOUR
    lapse_due(late)
    made.refresh_from_db()
    made.release(by=world.users["grid_worker"], at=late)
    rows = release_note.rows_of(made, late)
    assert (rows["room"], rows["names"], rows["by"]) == ("3-2-501", ["李建国"], "grid_worker")
    assert rows["from"] < rows["until"] <= rows["released"] and rows["version"].startswith("wuhan-2020/normalised@")
    assert rows["zh"]["rule"] and rows["en"]["rule"] and rows["zh"] != rows["en"]
    page = client.get(link + "note/")
    assert page.headers["Content-Type"] == "application/pdf" and page.content.startswith(b"%PDF")
