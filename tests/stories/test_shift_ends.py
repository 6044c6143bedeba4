"""Eight in the evening: open matters change hands on two phones; and a list that lives while somebody writes."""

import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import axe
from tests.stories.office import another, sign_in
from tests.stories.stage import Stage, later, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gate")]


def test_a_hand_over_at_eight_in_the_evening(tmp_path: Any, open_stage: Any) -> None:
    with served(tmp_path / "linli", "evening") as day, later(day, day.cast["seconds"]) as stage:
        cast = stage.cast
        goes = open_stage(stage)
        sign_in(stage, goes, cast["goes"])
        expect(goes.locator(".matter")).to_have_count(3)
        comes = another(goes, 390)
        sign_in(stage, comes, cast["comes"])
        expect(comes.locator(".matter")).to_have_count(0)

        hands_over(goes)
        assert stage.run("whose") == {"何丽": ["call", "errand", "visit"]}, "an offer moves nothing"
        expect(comes.locator("#before")).to_contain_text("何丽 交给你 3 件事", timeout=2500)
        stage.run("seen_to", login=cast["secretary"], words="说头晕，晚上再问一次")
        takes_over(comes)

        assert stage.run("whose") == {"邓芳": ["errand", "visit"]}
        expect(goes.locator(".matter")).to_have_count(0)
        expect(goes.locator("#matters")).to_contain_text("没有等您办的事")
        goes.goto(stage.address + "/handover/")
        expect(goes.locator("main")).to_contain_text("已接")


def hands_over(phone: Page) -> None:
    phone.get_by_role("link", name="交接班").last.click()
    main = phone.locator("main")
    expect(main).to_contain_text("值班表上的下一位：邓芳，一号网格，20:00 起")
    assert phone.locator("select[name=to]").locator("option:checked").inner_text().startswith("邓芳")
    expect(phone.locator("input[name=matter]:checked")).to_have_count(3)
    phone.locator("textarea[name=note]").fill("3 栋王奶奶睡得早，九点前打")
    assert axe(phone) == []
    main.get_by_role("button", name="交接班").or_(main.get_by_role("button", name="转交")).click()
    expect(main).to_contain_text("3 件事从 20:0")
    phone.goto(phone.url.replace("/handover/", "/"))
    expect(phone.locator(".matter")).to_have_count(3)


def takes_over(phone: Page) -> None:
    phone.get_by_role("link", name="看一看，接班").click()
    main = phone.locator("main")
    expect(main).to_contain_text("3 栋王奶奶睡得早，九点前打")
    expect(main.locator(".incoming .matter")).to_have_count(2)
    assert axe(phone) == []
    main.get_by_role("button", name="我接了").click()
    expect(main).to_contain_text("2 件事现在归你办。 这期间办完的 1 件不用再接。")
    expect(phone.locator(".matter")).to_have_count(2)


def test_what_a_colleague_opens_is_seen_within_two_seconds_and_no_word_is_lost(tmp_path: Any, open_stage: Any) -> None:
    with served(tmp_path / "linli", "evening") as stage:
        phone = open_stage(stage)
        sign_in(stage, phone, stage.cast["goes"])
        row = phone.locator(".matter", has_text="王○")
        row.first.get_by_text("更多").click()
        row.first.locator("textarea").fill("她女儿在家，")

        stage.run("asked_for", login=stage.cast["goes"], words="水管漏了")
        opened = time.monotonic()
        expect(phone.locator(".matter")).to_have_count(4, timeout=2000)
        assert time.monotonic() - opened < 2.5
        expect(phone.locator(".matter.fresh")).to_contain_text("水管漏了")
        row.first.locator("textarea").press_sequentially("已经说好")
        expect(row.first.locator("textarea")).to_have_value("她女儿在家，已经说好")

        words = row.first.locator("q").inner_text()
        stage.run("seen_to", login=stage.cast["secretary"], words=words)
        gone = phone.locator(".matter.gone")
        expect(gone.locator("textarea")).to_have_value("她女儿在家，已经说好", timeout=2500)
        hidden_asks_nothing(stage, phone)


def hidden_asks_nothing(stage: Stage, phone: Page) -> None:
    """A page that nobody looks at asks nothing, and looks at once when it is seen again."""
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url) if "/today/version/" in request.url else None)
    hide = "(hidden) => { Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });"
    hide += " document.dispatchEvent(new Event('visibilitychange')); }"
    phone.evaluate(hide, True)
    phone.wait_for_timeout(500)  # what had been asked before is answered
    asked.clear()
    stage.run("asked_for", login=stage.cast["goes"], words="灯坏了")
    phone.wait_for_timeout(3200)
    assert asked == []
    phone.evaluate(hide, False)
    expect(phone.locator("#matters")).to_contain_text("灯坏了", timeout=1000)
