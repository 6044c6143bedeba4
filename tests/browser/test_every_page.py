"""Every page with an address of its own, as whoever may open it, on a phone in both languages: axe finds nothing to
mend, nothing runs out of the screen, and the Chinese page has no English left in it.
"""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from linli.accounts.models import HouseholdCard, Role
from linli.accounts.permissions import PERMISSIONS
from linli.core.clock import now
from linli.gates.models import Gate, SigningKey
from linli.situation.demo import build as publish
from tests.architecture.test_permissions import addresses
from tests.stories.stage import CHROMIUM

AXE = Path(__file__).resolve().parents[2] / "gate" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LANGUAGES = ("zh-hans", "en")
# the gate client is a program of its own; what is found is a piece of a page
NOT_PAGES = ("gate/", "livez", "readyz", "sign-out/", "lan/test/", "people/found/")
FIVE_ENGLISH_WORDS = re.compile(r"(?:\b[a-z]{2,}\b[ ,.;:]+){4}\b[a-z]{2,}\b")
K = Role.Kind
FIRST = (K.SECRETARY, K.COMMUNITY_WORKER, K.GRID_WORKER, K.GATE_GUARD, K.ADMINISTRATOR, K.DISTRICT)


@pytest.fixture
def browser(monkeypatch: Any) -> Any:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright runs its own loop in this thread
    with sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--headless=new", *CHROMIUM])


def plain_addresses(permission: Any) -> list[str]:
    """Addresses without parameters whose permission ``permission`` accepts, without those that are no pages."""
    found = {"/" + address for address, one in addresses() if permission(one.callback.permission)}
    return sorted(one for one in found if "<" not in one and "(?P" not in one and not one[1:].startswith(NOT_PAGES))


def opened(browser: Any, live_server: Any, client: Client, language: str) -> Page:
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=live_server.url)
    cookies = [{"name": name, "value": one.value, "url": live_server.url} for name, one in client.cookies.items()]
    language_cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}
    context.add_cookies([*cookies, language_cookie])
    page: Page = context.new_page()
    return page


def is_page(client: Client, address: str) -> bool:
    """Not a download, not only ever posted to, not a thing that nobody has begun."""
    answer = client.get(address)
    assert answer.status_code in (200, 302, 404, 405), f"{address} answers {answer.status_code}"
    return bool(answer.status_code == 200 and "html" in answer.headers["Content-Type"])


def wrong_on(page: Page, address: str, language: str) -> list[str]:
    page.goto(address)
    found = [f"{address} {language}: {one}" for one in axe(page)]
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found += [f"{address} {language}: {too_wide} px too wide"] if too_wide > 0 else []
    if language != "en":
        english = FIVE_ENGLISH_WORDS.search(page.inner_text("body"))
        found += [f"{address}: English left: {english.group()}"] if english else []
    return found


def axe(page: Page) -> list[str]:
    """What axe would mend: rule and element."""
    page.evaluate(AXE.read_text())
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    result = page.evaluate("(options) => axe.run(document, options)", options)
    return [f"{one['id']} {one['nodes'][0]['html'][:160]}" for one in result["violations"]]


@pytest.mark.browser
def test_every_staff_page_is_whole_for_whoever_may_open_it(live_server: Any, world: Any, browser: Any) -> None:
    publish(world.community, by=world.users[K.COMMUNITY_WORKER], other=world.users[K.SECRETARY], at=now())
    wrong: list[str] = []
    seen: set[str] = set()
    for kind in FIRST:
        client = Client()
        client.force_login(world.users[kind])
        mine = set(plain_addresses(lambda permission, kind=kind: kind in PERMISSIONS.get(permission, ()))) - seen
        pages = [address for address in sorted(mine) if is_page(client, address)]
        for language in LANGUAGES:
            page = opened(browser, live_server, client, language)
            for address in pages:
                wrong += wrong_on(page, address, language)
        seen |= mine
    assert wrong == []


@pytest.mark.browser
@pytest.mark.parametrize("elder", [False, True], ids=["ordinary type", "large type"])
def test_every_resident_page_is_whole(live_server: Any, world: Any, browser: Any, elder: bool) -> None:
    publish(world.community, by=world.users[K.COMMUNITY_WORKER], other=world.users[K.SECRETARY], at=now())
    SigningKey.make(world.community, "pass", by=None)
    Gate.objects.create(community=world.community, compound=world.compound, name="南门")
    [(_, code)] = HouseholdCard.issue_all(
        [world.flats["3-2-502"].households.get()], community=world.community, by=None, at=now()
    )
    client = Client()
    client.post(f"/join/{code}/", {"resident": world.residents["王秀英"].pk})
    client.cookies["elder"] = "1" if elder else "0"
    mine = plain_addresses(lambda permission: permission == "resident")
    pages = [address for address in mine if is_page(client, address)]
    wrong: list[str] = []
    for language in LANGUAGES:
        page = opened(browser, live_server, client, language)
        for address in pages:
            wrong += wrong_on(page, address, language)
    assert wrong == []
