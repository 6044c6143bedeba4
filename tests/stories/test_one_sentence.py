"""One sentence at the office's desk: seen at once by whoever sees to it, and answered in the chat it came from."""

import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import axe
from tests.stories.office import another, confirms, says, sign_in
from tests.stories.stage import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gate")]
CHAT = """3-502 王梅 明天上午9点想去银行
王秀英奶奶家的水管漏了
5-1203 想买10斤米
赵敏问一下什么时候可以出小区
张师傅说明天返汉 坐G1234"""


def test_insulin_is_asked_for_in_one_sentence_and_seen_within_two_seconds(tmp_path: Any, open_stage: Any) -> None:
    with served(tmp_path / "linli", "gate") as stage:
        phone = open_stage(stage)
        sign_in(stage, phone, stage.cast["logins"]["grid_worker"])
        expect(phone.locator("main")).not_to_contain_text("胰岛素")

        office = another(phone, 1280)
        office.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=stage.address)
        sign_in(stage, office, stage.cast["logins"]["community_worker"])
        says(office, "3-502 胰岛素没了")
        assert axe(office) == []
        confirms(office, "对，接下")
        confirmed = time.monotonic()
        expect(phone.locator("main")).to_contain_text("3-502 胰岛素没了", timeout=2000)
        assert time.monotonic() - confirmed < 2.5, "with the time that the office's own page took"

        reply = office.locator("#reply-1")
        expect(reply).to_contain_text("3-502：胰岛素已登记，网格员何丽")
        office.get_by_role("button", name="复制回复").click()
        expect(office.get_by_role("button", name="已复制")).to_be_visible()
        assert office.evaluate("navigator.clipboard.readText()") == reply.inner_text()
        assert axe(office) == []

        looks_again(office)
        a_chat_is_pasted(office)


def looks_again(office: Page) -> None:
    """Going back and confirming once more makes nothing new."""
    made = office.url
    office.go_back()
    office.locator("[data-confirm-all]").click()
    office.wait_for_url(made)


def a_chat_is_pasted(office: Page) -> None:
    """Five lines, of one of which nobody can say who is meant: only that one is asked about."""
    says(office, CHAT)
    cards = office.locator("[data-card]")
    expect(cards).to_have_count(5)
    unsure = office.locator("[data-card]:has-text('拿不准')")
    expect(unsure).to_have_count(1)
    expect(unsure).to_contain_text("张师傅")
    assert axe(office) == []
    unsure.get_by_placeholder("房号或姓名").fill("2-301")
    unsure.get_by_text("陈浩").click()
    confirms(office, "这 5 条都对，接下")
    expect(office.locator("main section.card")).to_have_count(6)
    replies = office.locator("#reply-all")
    for words in ("3-502 王梅：", "王秀英", "5-1203：", "赵敏：", "您好，返汉的事已登记"):
        expect(replies).to_contain_text(words)
    expect(replies).not_to_contain_text("陈浩")


LISTENER = """
window.webkitSpeechRecognition = class {
  start() {
    window.started = (window.started || 0) + 1;
    this.onresult({ results: [[{ transcript: '三栋二单元502胰岛素没了' }]] });
    this.onend();
  }
  stop() {}
};
"""


def test_dictation_says_first_where_a_voice_may_go_and_listens_after_the_second_tap(
    tmp_path: Any, open_stage: Any
) -> None:
    with served(tmp_path / "linli", "gate") as stage:
        page = open_stage(stage)
        page.add_init_script("delete window.webkitSpeechRecognition; delete window.SpeechRecognition;")
        sign_in(stage, page, stage.cast["logins"]["grid_worker"])
        expect(page.get_by_role("button", name="说一句")).to_be_hidden()
        page.add_init_script(LISTENER)
        page.reload()
        microphone = page.get_by_role("button", name="说一句")
        microphone.click()
        expect(page.get_by_text("浏览器可能会把您说的话传给它的厂商")).to_be_visible()
        assert page.evaluate("window.started || 0") == 0
        microphone.click()
        expect(page.locator("[data-sentence] textarea")).to_have_value("三栋二单元502胰岛素没了")
        assert axe(page) == []
