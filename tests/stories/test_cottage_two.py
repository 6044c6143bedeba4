"""Two counsellors, two screens: what both wrote stands open, a glass is broken by two, numbers leave hidden."""

import pytest
from playwright.sync_api import Page, expect

from tests.stories.cottage import Desk, Phone
from tests.stories.office import another, sign_in
from tests.stories.stage import Stage, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("cottage")]


def test_two_on_one_record_decide_openly_and_two_break_a_glass(tmp_path, open_stage):
    with served(tmp_path / "linli", "cottage") as stage:
        page = open_stage(stage)
        somebody_asks(stage, page)
        one, two = (desk(stage, page, name) for name in stage.cast["counsellors"])
        both_write(one, two)
        what_stands(stage)
        the_glass(one, two)
        numbers_are_hidden(one)
        it_locks(one)


def somebody_asks(stage: Stage, page: Page) -> None:
    phone = Phone(page, stage.cast["page"])
    phone.tap("call-me")
    phone.says_who("小雨", "13912345678")
    phone.tap("talk-send")
    phone.delivered()


def desk(stage: Stage, page: Page, name: str) -> Desk:
    office = another(page, 1280)
    sign_in(stage, office, name)
    made = Desk(office, stage.address)
    made.page.get_by_role("button", name="小雨").click()
    made.at("calling").wait_for()
    return made


def both_write(one: Desk, two: Desk) -> None:
    """Both have it before them; the second is shown what the first wrote beside their own, and nothing is lost."""
    one.writes("outcome", outcome="agreed", text="聊了半小时")
    expect(one.at("entry")).to_have_count(1)
    two.writes("outcome", outcome="removed", reason="wrong_number", text="打过去是别人")
    expect(two.at("met")).to_contain_text("聊了半小时")
    expect(two.at("met")).to_contain_text("打过去是别人")
    two.at("met-both").click()
    expect(two.at("entry")).to_have_count(2)


def what_stands(stage: Stage) -> None:
    [record] = stage.run("handled", private=stage.cast["private"])
    said = [(one["by"]["name"], one["outcome"]) for one in record["entries"]]
    assert said == [("林静", "agreed"), ("周宁", "removed")]


def the_glass(one: Desk, two: Desk) -> None:
    """The first takes it on; the second reads it only when the first has said yes, and both are to tell."""
    one.at("claim").click()
    one.at("release").wait_for()
    again(two)
    expect(two.at("line")).to_have_count(0)
    two.at("shut").locator("summary").click()
    two.at("shut").get_by_role("button").click()
    two.page.locator("textarea[name=reason]").fill("她刚发消息说不想活了")
    two.at("glass-ask").click()
    expect(two.at("glass")).to_be_visible()
    again(one)
    one.at("glass").get_by_role("button").click()
    expect(one.at("glass-reason")).to_have_text("她刚发消息说不想活了")
    one.at("glass-confirm").click()
    expect(one.at("entry")).to_have_count(2)
    again(two)
    two.at("glass").get_by_role("button").click()
    two.at("glass-read").click()
    expect(two.at("calling")).to_contain_text("13912345678")


def again(desk: Desk) -> None:
    """A reload forgets everything; the pass phrase opens what is there now."""
    desk.page.reload()
    desk.unlocks()


def numbers_are_hidden(desk: Desk) -> None:
    """One person is fewer than ten: no number of theirs is on the screen that is to be published."""
    desk.page.clock.install()
    again(desk)
    expect(desk.at("glass")).to_be_visible()  # until somebody has told her
    desk.at("numbers").click()
    day = desk.page.evaluate("() => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })")
    for name in ("from", "until"):
        desk.page.locator(f"input[name={name}]").evaluate(
            "(one, day) => { one.removeAttribute('max'); one.value = day; }", day
        )
    desk.at("make").click()
    expect(desk.at("publish")).to_be_visible()
    cells = desk.at("numbers").locator("td.n").all_inner_texts()
    assert cells and not any(one.strip().isdigit() and 0 < int(one) < 10 for one in cells)


def it_locks(desk: Desk) -> None:
    """Ten minutes without a touch: locked, with nothing of her on the page or in the browser's stores."""
    desk.page.clock.run_for(10 * 60_000 + 1000)
    expect(desk.at("unlock")).to_be_visible()
    assert "小雨" not in desk.page.content()
    kept = desk.page.evaluate(
        "async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases()])"
    )
    assert "小雨" not in kept and "13912345678" not in kept and kept.endswith("[]]")
