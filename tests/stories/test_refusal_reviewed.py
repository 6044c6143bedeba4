"""A refusal at the gate, doubted on the phone, answered by somebody else, and put right at the gate."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import axe
from tests.stories.guard import Guard
from tests.stories.office import another, sign_in
from tests.stories.stage import Stage, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gate")]
ALLOWED = ("allow", "gate.allowed")
WHO = "赵小宝"


def test_a_refusal_is_reviewed_corrected_and_the_gate_lets_him_out(tmp_path, open_stage):
    with served(tmp_path / "linli", "gate") as stage:
        cast, page = stage.cast, open_stage(stage)
        guard = Guard(page)
        guard.enrol(cast["link"], cast["gates"]["南门"], cast["guard"], cast["pin"])
        turned_away(guard, cast["passes"])
        guard.sync()

        phone = another(page, 390)
        asked = asks_for_a_review(stage, phone)

        office = another(page, 1280)
        sign_in(stage, office, cast["logins"]["secretary"])
        answers(stage, office)

        phone.goto(asked)
        expect(phone.locator("main")).to_contain_text("已更正")
        expect(phone.locator("main")).to_contain_text("可以出门一次")

        guard.sync()
        guard.find(cast["passes"][WHO]["text"])
        guard.four_steps("366")
        assert guard.verdict() == ALLOWED
        guard.next()
        guard.sync()
        went = [(one["gate"][1], one["server"][1], one["went"]) for one in stage.run("crossings")]
        assert went == [("gate.no_reason", "gate.no_reason", False), ("gate.allowed", "gate.allowed", True)]


def turned_away(guard: Guard, passes: dict[str, Any]) -> None:
    guard.find(passes[WHO]["text"])
    guard.at("purpose-medical").or_(guard.at("identity-yes")).first.wait_for()
    while guard.at("identity-yes").count():
        guard.tap("identity-yes")
    guard.tap("purpose-other")
    assert guard.verdict() == ("refuse", "gate.no_reason")
    guard.next()


def asks_for_a_review(stage: Stage, phone: Page) -> str:
    """Joins with the household's card, reads why, and asks in two taps; returns the address of the review."""
    phone.goto(stage.address + stage.run("card", name=WHO))
    phone.get_by_role("button", name="赵○○").click()
    phone.goto(stage.address + "/me/decisions/?refused=1")
    phone.get_by_role("link", name="从南门外出").click()
    main = phone.locator("main")
    for words in ("还没有今天的外出许可", "南门的值守人员", "14 天后", "wuhan-2020/normalised@1"):
        expect(main).to_contain_text(words)
    assert "gate.no_reason" not in main.inner_text() and "reason_open" not in main.inner_text()
    assert axe(phone) == []
    phone.get_by_role("link", name="申请复核").click()
    assert axe(phone) == []
    phone.locator("textarea").fill("银行只有今天能取，已经约好了")
    phone.get_by_role("button", name="发送").click()
    expect(main).to_contain_text("还剩 23 小时")
    assert axe(phone) == []
    return phone.url


def answers(stage: Stage, office: Page) -> None:
    """The secretary took no part in it: reads the words, sees it decided again, and puts it right."""
    office.goto(stage.address + "/reviews/")
    office.get_by_role("link", name="从南门外出").click()
    main = office.locator("main")
    for words in ("银行只有今天能取", "按当时的规定", "还没有今天的外出许可"):
        expect(main).to_contain_text(words)
    assert axe(office) == []
    office.locator("input[value='corrected|permit']").check()
    office.locator("#id_words").fill("您说得对，今天可以去。")
    office.get_by_role("button", name="看看接下来会怎样").click()
    expect(main).to_contain_text("现在就能走")
    office.get_by_role("button", name="是，就这样答复").click()
    expect(main).to_contain_text("没有人在等答复")
