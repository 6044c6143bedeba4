"""One sentence becomes an errand: a volunteer, an offline gate, medicine and change at the door, and a call back."""

import io
import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import axe
from tests.stories.guard import Guard
from tests.stories.office import another, confirms, says, sign_in
from tests.stories.stage import Stage, served
from tests.stories.test_gate_offline import ALLOWED

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("supplies")]
THREAD = [
    "asked", "accepted", "left_gate", "rung", "collected", "given", "bought", "set_out", "delivered", "change",
    "rung", "confirmed",
]  # fmt: skip


def test_the_insulin_of_3_502(tmp_path: Any, open_stage: Any) -> None:
    with served(tmp_path / "linli", "insulin") as stage:
        cast = stage.cast
        gate = open_stage(stage)
        volunteer = another(gate, 390)
        guard = Guard(gate)
        guard.enrol(cast["link"], cast["gate"], cast["guard"], cast["pin"])
        gate.wait_for_function("() => navigator.serviceWorker.controller !== null")
        turned_back(guard, cast["pass"])

        office = another(volunteer, 1280)
        sign_in(stage, office, cast["logins"]["community_worker"])
        says(office, "3-502 胰岛素没了")
        confirms(office, "对，接下")
        sign_in(stage, volunteer, cast["volunteer"])
        taken(volunteer, stage)

        guard.sync()
        gate.context.set_offline(True)
        let_out(guard, cast["pass"])
        gate.context.set_offline(False)
        guard.sync()
        worker = another(volunteer, 390)
        sign_in(stage, worker, cast["logins"]["grid_worker"])
        phoned(worker, "有人接了")
        brought(volunteer)
        phoned_back(worker, stage)
        volunteer.reload()
        for page in (worker, volunteer):
            thread(page)
        behind = stage.run("errand_now")
        assert behind["status"] == "confirmed" and behind["permit"] is False
        assert sorted(behind["steps"]) == sorted(THREAD)
        assert behind["cash"] == [["given", "100.00"], ["spent", "63.40"], ["change", "36.60"]]


def turned_back(guard: Guard, text: str) -> None:
    """Without an errand he has no reason to go out."""
    guard.find(text)
    guard.tap("identity-yes")
    guard.tap("purpose-other")
    assert guard.verdict() == ("refuse", "gate.no_reason")
    guard.next()


def let_out(guard: Guard, text: str) -> None:
    guard.find(text)
    guard.four_steps("364")
    assert guard.verdict() == ALLOWED
    guard.next()
    assert "1" in guard.unsent(), "the gate let him out by itself"


def taken(page: Page, stage: Stage) -> None:
    """The list says the stairs and the time, and nothing about the medicine before it is theirs."""
    page.goto(f"{stage.address}/errands/")
    expect(page.locator("main")).to_contain_text("3-2")
    expect(page.locator("main")).not_to_contain_text("胰岛素")
    page.get_by_role("button", name="我来").click()
    page.wait_for_url(re.compile(r"/errands/[0-9a-f-]{36}/$"))
    expect(page.locator("main")).to_contain_text("胰岛素")
    assert axe(page) == []


def brought(page: Page) -> None:
    """Money at the door, the pharmacy, the receipt, the door again with the change."""
    page.reload()
    step(page, "collection", money="100")
    page.locator("input[name=photo]").set_input_files(
        files=[{"name": "receipt.png", "mimeType": "image/png", "buffer": receipt()}]
    )
    step(page, "purchase", cost="63.40")
    page.locator("form:has(input[name=do][value=set_out]) button").click()
    expect(page.locator("form[action$='/delivery/'] input[name=change]")).to_be_visible()
    expect(page.locator("main")).to_contain_text("36.60")
    step(page, "delivery", change="36.60")
    expect(page.locator("main")).to_contain_text("已送到")


def step(page: Page, name: str, **given: str) -> None:
    form = page.locator(f"form[action$='/{name}/']")
    if not form.is_visible():
        page.locator(f"details:has(form[action$='/{name}/']) summary").click()
    for field, text in given.items():
        form.locator(f"input[name={field}]").fill(text)
    with page.expect_navigation():
        form.locator("button").click()


def receipt() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 90), "white").save(out, "PNG")
    return out.getvalue()


def phoned(page: Page, words: str) -> None:
    """She has no page of her own: a call stands in the grid worker's list, with what to say."""
    row = page.locator(".matter").filter(has_text="胰岛素").filter(has_text=words)
    expect(row.locator("a[href^='tel:']")).to_be_visible()
    row.locator("summary").click()
    with page.expect_navigation():
        row.get_by_role("button", name="打通了", exact=True).click()


def phoned_back(page: Page, stage: Stage) -> None:
    """It has come, and the change is right: she says so to whoever rings."""
    page.goto(f"{stage.address}/")
    row = page.locator(".matter").filter(has_text="胰岛素").filter(has_text="已送到")
    row.locator("a[href^='/errands/']").click()
    page.wait_for_url("**/errands/**")
    page.get_by_label("对方怎么说").fill("药和零钱都收到了")
    assert axe(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="都对").click()


def thread(page: Page) -> None:
    expect(page.locator("ol.steps li")).to_have_count(len(THREAD))
