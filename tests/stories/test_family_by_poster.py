"""A mother and her daughter scan the poster, the guard confirms both at once; home again without a network."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.stories.guard import Guard
from tests.stories.stage import NAME, Stage, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gate")]


class Resident:
    """Wang Mei's own phone on the poster's page."""

    def __init__(self, page: Page, cast: dict[str, Any]) -> None:
        cookie = {"name": "linli_phone", "value": cast["phone"], "domain": NAME, "path": "/", "secure": True}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        self.page, self.people, self.link = page, cast["people"], cast["poster"]

    def at(self, test: str) -> Any:
        return self.page.locator(f'[data-test="{test}"]')

    def says_who_comes_along(self, *names: str) -> None:
        self.page.goto(self.link)
        for name in names:
            self.page.locator(f'input[name="who"][value="{self.people[name]}"]').check()
            self.page.locator(f'select[name="colour-{self.people[name]}"]').select_option("green")
        self.at("at-gate").click()
        self.at("waiting").wait_for()


def test_a_family_by_the_poster_and_home_again_offline(tmp_path, open_stage):
    with served(tmp_path / "linli", "family") as stage:
        cast = stage.cast
        guard, resident = Guard(open_stage(stage)), Resident(open_stage(stage), cast)
        mother, daughter = cast["people"]["王秀英"], cast["people"]["王梅"]
        beats: list[int] = []
        guard.page.on("response", lambda got: beats.append(got.status) if got.url.endswith("/heartbeat") else None)
        guard.enrol(cast["link"], cast["gates"]["南门"], cast["guard"], cast["pin"])
        guard.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        guard.at("arrivals-none").wait_for()

        resident.says_who_comes_along("王秀英", "王梅")
        row = guard.at("arrival-3-2-502")
        expect(row).to_have_attribute("data-status", "ready", timeout=20_000)
        expect(row).to_contain_text("王家 2 人")
        out_together(guard, row)
        expect(resident.at("verdict")).to_contain_text("请走", timeout=20_000)
        expect(resident.at("countdown")).to_be_visible()
        guard.at("arrivals-none").wait_for()
        kept = stage.run("crossings")
        assert {one["resident"] for one in kept} == {mother, daughter}
        assert len({one["group"] for one in kept}) == 1 and kept[0]["group"]
        assert all(one["went"] and not one["disagreed"] for one in kept)

        guard.page.context.set_offline(True)
        home_together(guard, mother, daughter)
        guard.page.reload()  # the phone dies with the verdict on it
        guard.at("find").wait_for()
        assert "2" in guard.unsent()
        guard.at("arrivals-offline").wait_for()
        guard.page.context.set_offline(False)
        guard.sync()
        home_both_once(stage, kept, {mother, daughter})
        assert beats and set(beats) == {200}


def out_together(guard: Guard, row: Any) -> None:
    row.click()
    expect(guard.at("party-said")).to_contain_text("绿")
    guard.type("364")
    guard.type("366")
    within_reach(guard.page, guard.at("party-confirm"))
    guard.tap("party-confirm")
    shown = guard.at("verdict")
    shown.wait_for()
    assert (shown.get_attribute("data-may"), shown.get_attribute("data-of")) == ("2", "2")
    guard.page.wait_for_function("() => document.querySelector('[data-test=saved]')?.textContent.includes('已存')")
    guard.tap("next")
    guard.at("find").wait_for()


def within_reach(page: Page, button: Any) -> None:
    """On the screen without scrolling, where a thumb is, and large enough for one."""
    box, height = button.bounding_box(), page.viewport_size["height"]
    assert height / 2 < box["y"] and box["y"] + box["height"] <= height and box["height"] >= 48


def home_together(guard: Guard, mother: str, daughter: str) -> None:
    guard.tap("direction-entry")
    guard.at("find").fill("3-502")
    guard.page.locator('[data-test="result-3-2-502"]').first.click()
    guard.tap("with-household")
    ticked = guard.page.locator('.tick[aria-pressed="true"]')
    expect(ticked).to_have_count(1)
    for one in (mother, daughter):
        tick = guard.at(f"member-{one}")
        if tick.get_attribute("aria-pressed") == "false":
            tick.click()
    guard.tap("party-colour-green")
    guard.type("365")
    guard.type("37")
    guard.tap("party-confirm")
    shown = guard.at("verdict")
    shown.wait_for()
    assert shown.get_attribute("data-outcome") == "allow" and shown.get_attribute("data-may") == "2"
    guard.page.wait_for_function("() => document.querySelector('[data-test=saved]')?.textContent.includes('已存')")


def home_both_once(stage: Stage, before: list[dict[str, Any]], both: set[str]) -> None:
    kept = stage.run("crossings")
    assert kept[: len(before)] == before
    home = kept[len(before) :]
    assert {one["resident"] for one in home} == both and len(home) == 2
    assert {one["direction"] for one in home} == {"entry"} and all(one["went"] for one in home)
    assert len({one["group"] for one in home}) == 1 and home[0]["group"] not in ("", before[0]["group"])
