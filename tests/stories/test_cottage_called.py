"""Somebody says that life is heavy: a counsellor opens it first, rings, and closes it by name, within the clock."""

from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import axe
from tests.stories.cottage import Desk, Phone
from tests.stories.office import another, sign_in
from tests.stories.stage import Stage, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("cottage")]
LIFE = (1, 1, 1, 1, 1, 1, 1, 1, 2)
LIFE_MINUTES = 120


def handled(stage: Stage) -> dict[str, Any]:
    return {one["who"]: one for one in stage.run("handled", private=stage.cast["private"])}


def test_item_nine_is_opened_first_and_phoned_within_the_clock(tmp_path, open_stage):
    with served(tmp_path / "linli", "cottage") as stage:
        page = open_stage(stage)
        a_calm_one_came_before(stage, page)
        phone = somebody_says_it(stage, page)
        desk = the_list_begins_with_it(stage, page)
        rings_and_closes(desk)
        done = handled(stage)
        record = done["小雨"]
        assert record["by"] == "林静" and record["opened"] < 30 and record["closed"] < LIFE_MINUTES
        attempt, outcome, told, closing = record["entries"]
        assert (attempt["kind"], attempt["reached"], attempt["by"]["name"]) == ("attempt", True, "林静")
        assert minutes_between(phone, attempt["at"]) < LIFE_MINUTES
        assert (outcome["outcome"], outcome["text"]) == ("agreed", "妈妈陪着，明早再打")
        assert (told["kind"], closing["kind"]) == ("told", "closing")
        assert done["老周"]["opened"] is None or done["老周"]["entries"] == []
        the_line_reaches_only_her(stage, phone)


def a_calm_one_came_before(stage: Stage, page: Any) -> None:
    phone = Phone(another(page, 390), stage.cast["page"])
    phone.tap("go-choose")
    phone.tap("scale-phq-2")
    phone.says_who("老周", "13900001111")
    phone.tap("about-go")
    phone.begins(0, 0)
    phone.delivered()
    phone.page.context.close()


def somebody_says_it(stage: Stage, page: Any) -> Phone:
    phone = Phone(page, stage.cast["page"])
    phone.tap("go-choose")
    phone.tap("scale-phq-9")
    phone.says_who("小雨", "139 1234 5678")
    phone.tap("about-go")
    phone.begins(*LIFE)
    expect(phone.at("at-life")).to_be_visible()
    phone.tap("life-go")
    phone.tap("skip")
    phone.delivered()
    return phone


def the_list_begins_with_it(stage: Stage, page: Any) -> Desk:
    """What came later stands first, and says by when; nothing about either stands on the page before it is unlocked."""
    office = another(page, 1280)
    sign_in(stage, office, stage.cast["counsellors"][0])
    desk = Desk(office, stage.address)
    first = desk.at("line").first
    expect(first).to_contain_text("小雨")
    expect(first.locator('[data-test="urgency-life"]')).to_be_visible()
    expect(first.locator('[data-test="due"]')).to_be_visible()
    assert axe(office) == []
    first.get_by_role("button", name="小雨").click()
    expect(desk.at("urgency-life")).to_be_visible()
    return desk


def rings_and_closes(desk: Desk) -> None:
    """The number is one tap; an alert cannot be closed before it is known what came of it."""
    assert desk.at("call").get_attribute("href") == "tel:13912345678"
    expect(desk.at("stays")).to_be_visible()
    desk.at("reached").click()
    expect(desk.at("entry")).to_have_count(1)
    desk.writes("outcome", outcome="agreed", text="妈妈陪着，明早再打")
    expect(desk.at("entry")).to_have_count(2)
    desk.writes("reply", text="明早九点再打给您。林静")
    expect(desk.at("entry")).to_have_count(3)
    assert axe(desk.page) == []
    desk.at("close").click()
    expect(desk.at("destroy")).to_be_visible()


def minutes_between(phone: Phone, moment: str) -> float:
    now = phone.page.evaluate("() => Date.now()") / 1000
    return (now - datetime.fromisoformat(moment).timestamp()) / 60


def the_line_reaches_only_her(stage: Stage, phone: Phone) -> None:
    """The counsellor's line waits on the device that wrote; the list of calls holds nothing more of her."""
    phone.page.reload()
    phone.tap("go-home")
    expect(phone.at("reply")).to_have_text("明早九点再打给您。林静")
