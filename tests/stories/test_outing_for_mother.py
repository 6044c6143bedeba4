"""A daughter asks for her mother; approved, out by a gate without a network, late, rung, back by the other gate."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.stories.stage import Stage, later, served
from tests.stories.test_gate_offline import ALLOWED, Guard

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gate")]
MINUTE = 60


def test_an_outing_for_a_mother(tmp_path, open_stage):
    with served(tmp_path / "linli", "mother") as stage:
        cast = stage.cast
        daughter, worker, south = (open_stage(stage) for _ in range(3))
        joined(daughter, cast)
        asked(daughter, stage)
        approved(worker, stage)
        guard = enrolled(south, stage, cast["enrol"], "南门")
        south.wait_for_function("() => navigator.serviceWorker.controller !== null")
        south.context.set_offline(True)
        steps(guard, cast["pass"])
        assert "1" in guard.unsent()
        south.context.set_offline(False)
        guard.sync()
        daughter.goto(f"{stage.address}/me/outings/")
        expect(daughter.locator("[data-left]").first).to_be_visible()

        assert len(stage.run("tick", seconds=50 * MINUTE)["reminded"]) == 2, "the mother's page and the daughter's"
        behind = stage.run("tick", seconds=90 * MINUTE)
        assert behind["matters"] == ["open"]
        with later(stage, 90 * MINUTE) as evening:
            rung(worker, evening)
            north = enrolled(open_stage(evening), evening, behind["enrol"], "北门")
            north.tap("direction-entry")
            steps(north, cast["pass"])
            north.sync()
            worker.goto(f"{evening.address}/outings/overdue/")
            expect(worker.locator(".empty")).to_be_visible()
            daughter.goto(f"{evening.address}/me/outings/")
            expect(daughter.locator(".pill.done")).to_be_visible()
            expect(daughter.locator("main")).to_contain_text("北门")
        assert stage.run("tick", seconds=95 * MINUTE)["matters"] == ["done"]


def joined(page: Page, cast: dict[str, Any]) -> None:
    """The card opens the page of the daughter, who then acts for her mother."""
    page.goto(cast["join"])
    page.locator(f'[value="{cast["daughter"]}"]').click()
    if page.locator("main form button.main").count():
        page.locator("main form button.main").first.click()
    page.wait_for_url("**/me/")
    page.goto(page.url + "person/")
    page.locator(f'[value="{cast["mother"]}"]').click()
    if page.url.endswith("/person/"):
        page.locator("main form button.main").first.click()
    page.wait_for_url("**/me/")


def asked(page: Page, stage: Stage) -> None:
    page.locator('a[href="/me/outings/"]').first.click()
    page.locator('input[value="shopping"]').check()
    page.locator('select[name="minutes"]').select_option("60")
    expect(page.locator("[data-finding] .notice.success")).to_be_visible()
    page.locator("form[data-check] button.main").click()
    expect(page.locator(".pill.soon")).to_be_visible()


def approved(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.address}/sign-in/?next=/outings/")
    page.fill("input[name=login]", stage.cast["grid_worker"])
    page.fill("input[name=password]", "a long pass phrase")
    page.locator("main form button.main").first.click()
    page.goto(f"{stage.address}/outings/")
    page.locator('button[formaction$="/approval/"]').click()
    expect(page.locator(".empty").first).to_be_visible()


def enrolled(page: Page, stage: Stage, link: str, gate: str) -> Guard:
    guard = Guard(page)
    guard.enrol(f"{stage.address}{link}", stage.cast["gates"][gate], stage.cast["guard"], stage.cast["pin"])
    return guard


def steps(guard: Guard, text: str) -> None:
    guard.find(text)
    guard.tap("identity-yes")
    guard.tap("mask-yes")
    guard.type("365")
    guard.tap("temperature-done")
    assert guard.verdict() == ALLOWED
    guard.next()


def rung(page: Page, stage: Stage) -> None:
    """The overdue list begins with a call; what came of it stands there with who and when."""
    page.goto(f"{stage.address}/outings/overdue/")
    expect(page.locator('a[href^="tel:"]')).to_be_visible()
    page.locator('input[name="minutes"]').fill("10")
    page.locator('button[value="on_the_way"]').click()
    expect(page.locator(".card .soft").first).to_contain_text("10")
