"""A father and his child come home: one line in a chat, one worker, met by the guard's phone, observed, released."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.stories.guard import Guard
from tests.stories.office import confirms, says, sign_in
from tests.stories.stage import Stage, later, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gate")]
DAY = 86_400
FETCHED = "async (note) => { const got = await fetch(note); return [got.status, (await got.text()).slice(0, 4)] }"
YEAR = datetime.now(ZoneInfo("Asia/Shanghai")).year


def test_a_family_comes_home(tmp_path: Any, open_stage: Any) -> None:
    with served(tmp_path / "linli", "gate") as stage:
        worker, secretary, father, phone = (open_stage(stage) for _ in range(4))
        sign_in(stage, worker, stage.cast["logins"]["grid_worker"])
        thread = announced(worker, stage)
        link = page_of_their_own(worker, father, stage)
        agreed(worker)
        stands(father, "planned", "何丽")
        met_at_the_gate(Guard(phone), stage)
        stands(father, "met", "何丽")
        home_and_observed(worker, thread)
        sign_in(stage, secretary, stage.cast["logins"]["secretary"])
        confirmed(secretary, stage, thread)
        stands(father, "observed", "何丽")
        father.get_by_role("button", name="都好").click()
        expect(father.locator("main")).to_contain_text("谢谢，那就好。")

        over = 15 * DAY
        stage.run("fortnight", seconds=over)
        with later(stage, over) as afterwards:
            released(open_stage(afterwards), father, afterwards, thread, link)


def press(page: Page, do: str) -> None:
    """The button of one step on a thread's page."""
    page.locator(f'form:has(input[name="do"][value="{do}"]) button').first.click()


def announced(worker: Page, stage: Stage) -> str:
    """One line of a chat; that a child comes along is learnt on the phone, and it stays one thread."""
    says(worker, "3-2-501 李强明天返汉 坐G1234")
    expect(worker.locator('select[name="0-kind"]')).to_have_value("arrival")
    confirms(worker, "对，接下")
    worker.goto(f"{stage.address}/arrivals/")
    worker.get_by_text("3-2-501").first.click()
    expect(worker.locator("main")).to_contain_text("何丽")
    thread = worker.url.replace(stage.address, "")
    press(worker, "reached")
    worker.goto(f"{stage.address}/arrivals/new/?room=3-2-501")
    worker.fill('input[name="name-0"]', "李强")
    worker.fill('input[name="name-1"]', "李小宝")
    worker.fill('input[name="year-1"]', str(YEAR - 6))
    worker.locator("form.form > button.main").click()
    worker.locator('input[name="same"]').first.check()
    worker.locator("form.form > button.main").click()
    worker.goto(stage.address + thread)
    expect(worker.get_by_role("heading", level=1)).to_contain_text("李小宝")
    return thread


def page_of_their_own(worker: Page, father: Page, stage: Stage) -> str:
    worker.get_by_role("button", name="给他们开一个手机页面").click()
    words = worker.locator("#words").input_value()
    link = "/arrivals/t/" + words.split("/arrivals/t/")[1].strip()
    father.goto(stage.address + link)
    stands(father, "contacted", "何丽")
    expect(father.locator("main")).not_to_contain_text("李小宝")
    worker.get_by_role("link", name="返回").click()
    return link


def stands(father: Page, status: str, words: str) -> None:
    """Their own page, read anew: where it stands, and who sees to it."""
    father.reload()
    expect(father.locator('[data-test="status"]')).to_have_attribute("data-status", status)
    expect(father.locator("main")).to_contain_text(words)


def agreed(worker: Page) -> None:
    guardian = worker.locator('form:has(input[name="do"][value="guardian"])')
    guardian.locator("select").select_option(label="李强")
    guardian.locator('input[name="agrees"]').check()
    guardian.locator("button").click()
    worker.locator('input[name="seen"][value="code"]').check()
    worker.fill('input[name="origin"]', "荆州")
    worker.select_option('select[name="transport"]', "train")
    worker.get_by_role("button", name="看过了").click()
    soon = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(hours=1)
    worker.fill('input[name="meet_at"]', f"{soon:%Y-%m-%dT%H:%M}")
    worker.select_option('select[name="gate"]', label="南门")
    worker.get_by_role("button", name="就这样约好").click()


def met_at_the_gate(guard: Guard, stage: Stage) -> None:
    """The guard sees who comes and who meets them; one tap each begins the check, also without a network."""
    cast = stage.cast
    guard.enrol(cast["link"], cast["gates"]["南门"], cast["guard"], cast["pin"])
    guard.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    rows = guard.at("expected")
    expect(rows).to_have_count(2)
    for words in ("3-2-501", "李○", "何丽"):
        expect(rows.first).to_contain_text(words)
    guard.page.context.set_offline(True)
    for left in (1, 0):
        rows.first.click()
        guard.tap("colour-green")
        guard.tap("mask-yes")
        guard.type("365")
        guard.tap("temperature-done")
        assert guard.verdict() == ("allow", "gate.allowed")
        guard.next()
        expect(rows).to_have_count(left)
    guard.page.context.set_offline(False)
    guard.sync()
    assert all(one["went"] and not one["disagreed"] for one in stage.run("crossings"))


def home_and_observed(worker: Page, thread: str) -> None:
    worker.reload()
    home = worker.locator('form:has(input[name="do"][value="home"])')
    home.locator('input[name="told"]').check()
    home.locator("button").click()
    worker.fill("#reference", "车票")
    press(worker, "observing")
    assert worker.url.endswith(thread)


def confirmed(secretary: Page, stage: Stage, thread: str) -> None:
    """A second person, for each of the two."""
    for number in range(2):
        secretary.goto(stage.address + thread)
        secretary.locator("main details:has(a[href*='/orders/']) > summary").click()
        secretary.locator("main a[href*='/orders/']").nth(number).click()
        secretary.get_by_role("button", name="确认").click()


def released(worker: Page, father: Page, stage: Stage, thread: str, link: str) -> None:
    """It ended by itself; the worker says so and prints the note, which the family has on their page too."""
    sign_in(stage, worker, stage.cast["logins"]["grid_worker"])
    worker.goto(stage.address + thread)
    press(worker, "released")
    expect(worker.get_by_role("link", name="打印说明")).to_be_visible()
    father.goto(stage.address + link)
    stands(father, "released", "欢迎回家")
    for page, note in ((worker, f"{thread}note/"), (father, f"{link}note/")):
        assert page.evaluate(FETCHED, note) == [200, "%PDF"]
