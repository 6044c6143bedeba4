"""Two weeks later the phone itself reminds: answer again, see whether it has become lighter; nobody else sees it."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.stories.cottage import Phone
from tests.stories.stage import Stage, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("cottage")]
HEAVY, LIGHTER = (3, 3, 3, 3, 3, 2, 2, 2, 0), (1, 1, 1, 1, 1, 1, 0, 0, 0)


def test_the_same_phone_reminds_and_draws_the_way_from_then_to_now(tmp_path, open_stage):
    with served(tmp_path / "linli", "cottage") as stage:
        phone = Phone(open_stage(stage), stage.cast["page"])
        phone.tap("go-choose")
        phone.tap("scale-phq-9")
        phone.says_who("小雨", "13912345678")
        phone.tap("about-go")
        where_the_questions_come_from(phone)
        phone.begins(*HEAVY)
        phone.tap("skip")
        phone.delivered()
        expect(phone.at("next")).to_contain_text("24 小时之内")
        the_mark_names_its_source(phone)
        a_fortnight_later(phone)
        phone.tap("again-phq-9")
        phone.begins(*LIGHTER)
        phone.tap("skip")
        phone.delivered()
        phone.tap("go-home")
        expect(phone.at("due")).to_have_count(0)
        from_then_to_now(phone)
        a_page_of_words_leads_to_a_call(stage, phone)


def where_the_questions_come_from(phone: Phone) -> None:
    """Author and licence can be read before the first question, and the same questions printed."""
    phone.page.locator("summary").click()
    expect(phone.page.locator("details")).to_contain_text("10.1046/j.1525-1497.2001.016009606.x")
    expect(phone.page.locator("details")).to_contain_text("无需许可")
    printed = phone.page.evaluate(
        """async (path) => { const got = await fetch(path, { credentials: "omit" });
        return [got.status, got.headers.get("Content-Type")]; }""",
        phone.at("paper").get_attribute("href"),
    )
    assert printed == [200, "application/pdf"]


def the_mark_names_its_source(phone: Phone) -> None:
    phone.page.locator("summary").click()
    expect(phone.page.locator("details")).to_contain_text("界限是 7 分")
    expect(phone.page.locator("details")).to_contain_text("10.1016/j.genhosppsych.2014.05.021")


def a_fortnight_later(phone: Phone) -> None:
    """No reminder a day too early; the old result does not promise its call once more."""
    begun = datetime.now(UTC)
    phone.page.clock.set_system_time(begun + timedelta(days=13))
    phone.page.reload()
    expect(phone.at("at-result")).to_be_visible()
    expect(phone.at("next")).to_have_count(0)
    phone.tap("go-home")
    expect(phone.at("go-choose")).to_be_visible()
    expect(phone.at("due")).to_have_count(0)
    phone.page.clock.set_system_time(begun + timedelta(days=14, minutes=5))
    phone.page.reload()
    expect(phone.at("due")).to_contain_text("隔了一阵子了")


def from_then_to_now(phone: Phone) -> None:
    phone.tap("go-earlier")
    expect(phone.at("trend-phq-9")).to_have_text("心情（PHQ-9）：从 21 分到 6 分")
    expect(phone.page.locator("svg.trend circle")).to_have_count(2)
    expect(phone.at("kept")).to_have_count(2)


def a_page_of_words_leads_to_a_call(stage: Stage, phone: Phone) -> None:
    """ "Please call me" stands there too, and name and number are filled in already."""
    phone.page.goto(f"{stage.cast['page']}limits/")
    phone.tap("call-me")
    expect(phone.at("at-talk")).to_be_visible()
    expect(phone.at("nickname")).to_have_value("小雨")
    phone.tap("talk-send")
    phone.delivered()
    kinds = [one["kind"] for one in stage.run("inside", private=stage.cast["private"])]
    assert kinds == ["test", "test", "talk"]
