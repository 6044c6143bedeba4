"""The resident's pages: the pass is there, small, alive, and not undone by opening the page."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from linli.accounts.models import HouseholdCard, Proxy
from linli.core.clock import now
from linli.gates.models import Pass, SigningKey


@pytest.fixture
def phone(client, world):
    household = world.flats["3-2-502"].households.get()
    [(_, code)] = HouseholdCard.issue_all([household], community=world.community, by=None, at=now())
    client.post(f"/join/{code}/", {"resident": world.residents["王梅"].pk})
    return client


@pytest.fixture
def key(world):
    return SigningKey.make(world.community, "pass", by=None)


def test_my_pass_is_there_and_stays_the_same_one(phone, world, key):
    for _ in range(2):
        page = phone.get("/me/").content.decode()
    held = Pass.objects.get()
    assert held.resident == world.residents["王梅"]
    assert "3-2-502" in page and str(held) in page and "data:image/svg" in page and "data-countdown" in page


def test_without_a_key_the_room_number_still_helps(phone):
    page = phone.get("/me/")
    assert page.status_code == 200 and "3-2-502" in page.content.decode()


def test_opening_the_page_does_not_undo_a_void_pass(phone, key):
    phone.get("/me/")
    Pass.objects.get().void(by=None, reason="lost")
    page = phone.get("/me/")
    assert page.status_code == 200 and "data-countdown" not in page.content.decode()
    assert Pass.objects.count() == 1


def test_a_new_pass_when_the_last_ran_out(phone, key):
    phone.get("/me/")
    Pass.objects.update(expires_at=now())
    phone.get("/me/")
    assert Pass.objects.count() == 2


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    "address", ["/me/", "/me/household/", "/me/data/", "/me/phones/", "/me/proxies/", "/me/person/"]
)
def test_every_page_opens_without_inline_script_and_shows_no_full_name(phone, world, key, address, language):
    phone.cookies["django_language"] = language
    page = phone.get(address)
    text = page.content.decode()
    assert page.status_code == 200
    assert "王梅" not in text and "王秀英" not in text and "13800002222" not in text
    assert "style=" not in text and "<script>" not in text


def test_the_first_page_costs_less_than_100_kb(phone, key):
    page = phone.get("/me/")
    size = len(page.content)
    text = page.content.decode()
    for part in text.split('"/static/')[1:]:
        found = finders.find(part.split('"')[0])
        if found:
            size += Path(found).stat().st_size
    assert size < 100_000, size


def test_a_proxy_sees_whose_page_it_is(phone, world, key):
    Proxy.grant(world.residents["陈浩"], world.residents["王梅"], how="desk", by=world.users["secretary"], at=now())
    phone.post("/me/person/", {"resident": world.residents["陈浩"].pk})
    page = phone.get("/me/").content.decode()
    assert "2-1-301" in page and "王○" in page and "陈○" in page


def test_who_has_not_joined_is_led_to_joining(client, db):
    assert client.get("/me/").url == "/join/"


def test_who_looked_at_my_record_is_shown_by_post_not_by_name(phone, world):
    from linli.privacy.readings import note

    note(world.community, world.users["grid_worker"], world.residents["王梅"], "opened", now())
    page = phone.get("/me/data/").content.decode()
    assert "网格员" in page and world.users["grid_worker"].username not in page
