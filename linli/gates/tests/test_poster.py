"""The poster's page: one's own, alive, honest about what would stop one; a look records nothing."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders

from linli.accounts.models import Proxy
from linli.accounts.models.phones import ResidentSession
from linli.gates import queue
from linli.gates.models import Gate, Out, Pass, Permit, Preparation

TOKEN = "t" * 43
COLOURS = [{"word": "green", "zh": "绿", "en": "green"}, {"word": "red", "zh": "红", "en": "red"}]
EXIT = [
    {"check": "pass_valid", "roster": True},
    {"check": "reason_open", "kinds": ["work"], "purposes": ["medical"]},
    {"check": "health_code", "accept": ["green"], "colours": COLOURS},
    {"check": "household_out", "at_once": 2},
    {"check": "temperature", "least": 330, "most": 430, "below": 373},
]


@pytest.fixture
def rules(gate: Any) -> Any:
    """A phase with reasons and colours."""
    return type(gate.rules)(version="test/two@1", gate={"entry": [], "exit": EXIT, "settings": {"exit_minutes": 120}})


@pytest.fixture
def moment(world: Any, rules: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """``moment(minutes)`` sets every clock of these pages."""
    for module in ("poster", "uploads"):
        monkeypatch.setattr(f"linli.gates.{module}.rules_at", lambda community, at: rules)

    def at(minutes: float) -> None:
        for module in ("linli.gates.views.poster", "linli.accounts.middleware", "linli.gates.api"):
            monkeypatch.setattr(f"{module}.now", lambda: world.at + timedelta(minutes=minutes))

    at(0)
    return at


@pytest.fixture
def phone(client: Any, world: Any, moment: Any) -> Any:
    """Wang Mei's phone, joined with the household card a day ago."""
    ResidentSession.bind(world.residents["王梅"], token=TOKEN, device="phone", at=world.at)
    client.cookies["linli_phone"] = TOKEN
    return client


@pytest.fixture
def link(gate: Any) -> str:
    return f"/at/{gate.place.code}/"


def arrive(phone: Any, link: str, *people: Any, **more: Any) -> Any:
    return phone.post(f"{link}arrivals/", {"who": [one.pk for one in people], "direction": "exit", **more})


def test_without_a_card_the_page_is_calm_and_sets_no_cookie(client: Any, world: Any, moment: Any, link: str) -> None:
    answer = client.get(link)
    page = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies
    assert "南门" in page and 'href="/join/"' in page and "<script" not in page.replace('<script src="', "")
    assert client.get(link.lower()).status_code == 200


@pytest.mark.parametrize("code", ["x", "AAAAAAAA", "%00", "' or 1=1"])
def test_a_code_that_is_none_is_a_calm_page_too(client: Any, moment: Any, code: str) -> None:
    answer = client.get(f"/at/{code}/")
    assert answer.status_code == 404 and b'data-test="public"' in answer.content


def test_a_closed_gates_poster_is_out_of_use(phone: Any, world: Any, gate: Any, link: str) -> None:
    gate.place.close(by=world.users["secretary"], at=world.at)
    assert phone.get(link).status_code == 404
    assert arrive(phone, link, world.residents["王梅"]).status_code == 404


def test_a_phone_of_another_community_sees_nothing_of_this_one(phone: Any, other_world: Any, link: str) -> None:
    from django_scopes import scope

    with scope(community=other_world.community.pk):
        theirs = Gate.objects.create(community=other_world.community, compound=other_world.compound, name="东门")
    page = phone.get(f"/at/{theirs.code}/")
    assert b'data-test="public"' in page.content and "王".encode() not in page.content
    assert arrive(phone, f"/at/{theirs.code}/").status_code == 404


def test_ones_own_page_shows_the_family_the_questions_and_what_would_stop(phone: Any, rules: Any, link: str) -> None:
    page = phone.get(link).content.decode()
    assert page.count('name="who"') == 2 and "王○○" in page and "李" not in page
    assert 'value="green"' in page and 'value="medical"' in page and "王梅" not in page
    assert 'data-test="at-gate"' in page and 'data-test="stop"' not in page
    rules.gate["exit"] = [{"check": "reason_open", "kinds": ["work"]}]
    assert phone.get(link).content.decode().count('data-test="stop"') == 2


def test_those_for_whom_one_acts_can_come_along(phone: Any, world: Any, link: str) -> None:
    Proxy.grant(world.residents["陈浩"], world.residents["王梅"], how="card", by=None, at=world.at)
    assert phone.get(link).content.decode().count('name="who"') == 3


def test_saying_so_puts_the_family_on_the_list_together(phone: Any, world: Any, link: str) -> None:
    mother, daughter = world.residents["王秀英"], world.residents["王梅"]
    told = {f"colour-{mother.pk}": "green", f"colour-{daughter.pk}": "mauve"}
    answer = arrive(phone, link, mother, daughter, purpose="medical", **told)
    assert (answer.status_code, answer.headers["Location"]) == (302, link)
    rows = {row.resident_id: row for row in Preparation.objects.all()}
    assert rows[mother.pk].told == {"purpose": "medical", "health_colour": "green"}
    assert rows[daughter.pk].told == {"purpose": "medical"}  # a word that the policy does not have says nothing
    assert len({row.group for row in rows.values()}) == 1
    assert 'data-test="waiting"' in phone.get(link).content.decode()


def test_what_would_stop_somebody_is_said_before_and_nothing_is_sent(phone: Any, world: Any, link: str) -> None:
    daughter = world.residents["王梅"]
    red = {f"colour-{daughter.pk}": "red"}
    page = arrive(phone, link, daughter, purpose="medical", **red)
    assert b'data-test="stopped"' in page.content and not Preparation.objects.exists()
    assert arrive(phone, link, daughter, purpose="medical", anyway="1", **red).status_code == 302
    assert Preparation.objects.count() == 1


def test_a_reason_is_asked_for_where_one_is_needed_and_none_is_open(phone: Any, world: Any, link: str) -> None:
    daughter = world.residents["王梅"]
    assert arrive(phone, link, daughter).status_code == 400
    assert b'data-test="stopped"' in arrive(phone, link, daughter, purpose="other").content
    assert not Preparation.objects.exists()
    Permit.grant(daughter, kind="work", starts_at=world.at, by=None)
    assert arrive(phone, link, daughter).status_code == 302


def test_coming_home_is_never_stopped(phone: Any, world: Any, gate: Any, link: str) -> None:
    answer = phone.post(f"{link}arrivals/", {"who": [world.residents["王梅"].pk], "direction": "entry"})
    assert answer.status_code == 302


def test_who_is_out_is_asked_about_coming_home_first(phone: Any, world: Any, gate: Any, link: str) -> None:
    someone = world.residents["王梅"]
    Out.objects.create(
        community=world.community, who=someone.pk, resident_id=someone.pk, crossing_id=someone.pk,
        since=world.at, back_by=world.at + timedelta(hours=2),
    )  # fmt: skip
    assert 'name="direction" value="entry"' in phone.get(link).content.decode()
    assert 'name="direction" value="exit"' in phone.get(f"{link}?direction=exit").content.decode()


def test_nobody_else_can_be_ticked_and_nobody_is_refused(phone: Any, world: Any, link: str) -> None:
    for wrong in ({"who": [world.residents["李强"].pk]}, {"who": ["x", ""]}, {}):
        answer = phone.post(f"{link}arrivals/", wrong | {"direction": "sideways"})
        assert answer.status_code == 400 and "alert" in answer.content.decode()
    assert not Preparation.objects.exists()


def test_the_place_counts_down_and_the_verdict_comes(
    phone: Any, world: Any, gate: Any, link: str, post: Any, crossing: Any, moment: Any
) -> None:
    Permit.grant(world.residents["王梅"], kind="work", starts_at=world.at, by=None)
    queue.prepare(
        [(world.residents["李强"], {})], gate.place, world.community.pk, "exit", world.at - timedelta(minutes=1)
    )
    arrive(phone, link, world.residents["王梅"])
    first = phone.get(f"{link}place/")
    assert '<p class="figure" data-test="before">1</p>' in first.content.decode()
    assert phone.get(f"{link}place/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    post([{"sequence": 1, "crossing": crossing(world.residents["李强"])}])
    row = Preparation.objects.get(resident=world.residents["王梅"])
    assert phone.get(f"{link}place/")["ETag"] != first["ETag"]
    moment(1)
    post([{"sequence": 2, "crossing": crossing(world.residents["王梅"], prepared=str(row.pk))}])
    page = phone.get(f"{link}place/").content.decode()
    assert 'data-state="answered"' in page and 'class="verdict go"' in page
    assert 'data-test="again"' in phone.get(link).content.decode()
    assert 'data-test="at-gate"' in phone.get(f"{link}?again=1").content.decode()


def test_a_refusal_on_the_phone_says_why_and_what_helps(
    phone: Any, world: Any, link: str, post: Any, crossing: Any
) -> None:
    arrive(phone, link, world.residents["王梅"], purpose="medical")
    post([{"sequence": 1, "crossing": crossing(world.residents["王梅"], outcome="refuse", code="gate.no_mask")}])
    page = phone.get(f"{link}place/").content.decode()
    assert 'class="verdict wait"' in page and "戴好口罩就可以" in page


def test_after_ten_minutes_the_page_asks_once_more(phone: Any, world: Any, link: str, moment: Any) -> None:
    arrive(phone, link, world.residents["王梅"], purpose="medical")
    moment(10)
    page = phone.get(link).content.decode()
    assert 'data-test="expired"' in page and 'data-test="at-gate"' in page


def test_leaving_takes_the_whole_family_off_the_list(phone: Any, world: Any, link: str) -> None:
    arrive(phone, link, world.residents["王梅"], world.residents["王秀英"], purpose="medical")
    assert phone.post(f"{link}leaving/").status_code == 302
    assert set(Preparation.objects.values_list("status", flat=True)) == {"left"}
    assert phone.post(f"{link}leaving/").status_code == 302


def test_too_often_is_said_kindly(phone: Any, world: Any, link: str) -> None:
    for _ in range(20):
        assert arrive(phone, link, world.residents["王梅"], purpose="medical").status_code == 302
    answer = arrive(phone, link, world.residents["王梅"], purpose="medical")
    assert answer.status_code == 400 and Preparation.objects.count() == 20


def everything() -> dict[str, list[Any]]:
    models = [model for model in apps.get_models() if model is not Preparation]
    return {model._meta.label: sorted(map(str, model._base_manager.values_list())) for model in models}


def test_a_thousand_scans_and_a_hundred_arrivals_change_no_status(
    phone: Any, world: Any, link: str, moment: Any
) -> None:
    before = everything()
    for number in range(1000):
        assert phone.get(link if number % 10 == 0 else f"{link}place/").status_code == 200
    for number in range(100):
        if number % 20 == 0:
            queue.forget_due(world.at + timedelta(hours=number))
        assert arrive(phone, link, world.residents["王梅"], purpose="medical").status_code == 302
    assert everything() == before and Preparation.objects.filter(status="waiting").count() == 1


def test_the_page_is_light_and_never_holds_a_script_of_its_own(phone: Any, world: Any, gate: Any, link: str) -> None:
    Pass.issue(
        kind="resident", resident=world.residents["王梅"], expires_at=world.at + timedelta(days=3), by=None, at=world.at
    )
    page = phone.get(link).content
    files = ["linli/tokens.css", "linli/parts.css", "linli/page.js", "linli/poster.js", "linli/icon.svg"]
    weight = len(page) + sum(Path(str(finders.find(name))).stat().st_size for name in files)
    assert b"data:image/svg" in page and weight < 100_000
    assert b"onclick" not in page and b"style=" not in page


def test_the_printed_poster_leads_to_the_page(client: Any, world: Any, gate: Any, sign_in: Any) -> None:
    answer = sign_in("community_worker").get(f"/gates/places/{gate.place.pk}/poster/")
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
    assert gate.place.code != gate.other.code
