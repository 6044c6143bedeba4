"""A volunteer's week: offered and welcomed, asked in turn, swapped, given back, worked, confirmed, and on paper."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import axe
from tests.stories.office import another, sign_in
from tests.stories.stage import NAME, Stage, later, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("supplies")]
HOUR = 3600
WORDS = "a long pass phrase"


def test_a_volunteers_week(tmp_path: Any, open_stage: Any) -> None:
    with served(tmp_path / "linli", "volunteering") as stage:
        office = open_stage(stage, 1280)
        office.on("dialog", lambda dialog: dialog.accept())
        sign_in(stage, office, stage.cast["logins"]["secretary"])
        mei, tang = another(office, 390), another(office, 390)
        for page in (mei, tang):
            page.on("dialog", lambda dialog: dialog.accept())
        mei.context.add_cookies([{"name": "linli_phone", "value": stage.cast["phone"], "domain": NAME, "path": "/"}])
        offered(mei, tang, stage)
        welcomed(office, stage, "王梅")
        signs_in_by(welcomed(office, stage, "唐小雨", link=True), tang, stage)
        shifts = planned(office, stage)
        answered(mei, tang, stage)
        swapped(mei, tang, stage)
        given_back(office, tang, stage, shifts[1])
        with later(stage, stage.cast["eight"] + HOUR - 600) as morning:
            came(office, mei, morning, shifts[0])
        with later(stage, stage.cast["eight"] + 4 * HOUR + 300) as noon:
            went_and_confirmed(office, mei, noon, shifts[0])
        assert set(stage.run("volunteered", days=62)["people"].values()) == {"ended"}  # by itself


def offered(mei: Page, tang: Page, stage: Stage) -> None:
    """One on her own page, one from outside by the poster's link."""
    mei.goto(stage.address + "/me/")
    mei.locator('a[href="/me/volunteering/"]').click()
    mei.locator("[name=skills][value=cooking]").check()
    mei.locator("main form button.main").click()
    expect(mei.locator("main")).to_contain_text("两天")
    assert axe(mei) == []
    tang.goto(stage.address + stage.cast["offer"])
    tang.locator("[name=name]").fill("唐小雨")
    tang.locator("[name=phone]").fill("13800010000")
    tang.locator("[name=skills][value=driving]").check()
    assert axe(tang) == []
    tang.locator("main form button.main").click()
    expect(tang.locator("body")).to_contain_text("谢谢")


def welcomed(office: Page, stage: Stage, name: str, link: bool = False) -> str:
    """By the office, for sixty days; for whoever comes from outside with a link to sign in."""
    office.goto(stage.address + "/volunteers/")
    office.locator("main a", has_text=name).click()
    office.locator("button[value=approve]").click()
    expect(office.locator("button[value=extend]")).to_be_visible()
    assert axe(office) == []
    if not link:
        return ""
    office.locator("form[action$='/link/'] button").click()
    return office.locator("#address").input_value()


def signs_in_by(address: str, tang: Page, stage: Stage) -> None:
    """With the link a password is chosen, and with both the first page shows what a volunteer needs."""
    tang.goto(address)
    name = tang.locator("input[name=username]").input_value()
    for field in tang.locator("input[type=password]").all():
        field.fill(WORDS)
    tang.locator("main form button.main").click()
    sign_in(stage, tang, name)
    expect(tang.locator('[data-test="turns"]')).to_be_visible()


def planned(office: Page, stage: Stage) -> list[str]:
    """The same on two mornings, two people each; a home counts on the second."""
    office.goto(stage.address + "/volunteers/shifts/new/")
    office.locator("[name=purpose]").select_option("visit")
    day, cast = stage.cast["day"], stage.cast
    filled = {"task": "看望独居老人", "place": "南门服务点", "starts_at": f"{day}T09:00", "ends_at": f"{day}T12:00"}
    for name, text in {**filled, "places": "2", "days": "2"}.items():
        office.locator(f"[name={name}]").fill(text)
    office.locator("[name=lead]").select_option(cast["secretary"])
    office.locator("main form button.main").click()
    office.goto(stage.address + "/volunteers/")
    open_turns = office.locator('[data-test="open"] a')
    expect(open_turns).to_have_count(2)
    assert axe(office) == []
    shifts = [one.get_attribute("href") or "" for one in open_turns.all()]
    office.goto(stage.address + shifts[1])
    office.locator("summary", has_text="其他").click()
    office.locator("[name=room]").fill("3-2-501")
    office.locator("button[value=count_on]").click()
    expect(office.locator("main")).to_contain_text("李○")
    return shifts


def answered(mei: Page, tang: Page, stage: Stage) -> None:
    """Both were asked for both mornings: one comes twice, one cannot on the second."""
    mei.goto(stage.address + "/me/volunteering/")
    for left in (1, 0):
        mei.locator('[data-test="asks"] form:has([value=accept]) button').first.click()
        expect(mei.locator('[data-test="asks"] form:has([value=accept])')).to_have_count(left)
    tang.goto(stage.address + "/volunteering/")
    expect(tang.locator('[data-test="asks"] .ask')).to_have_count(2)
    tang.locator('[data-test="asks"] form:has([value=accept]) button').first.click()
    tang.locator('[data-test="asks"] form:has([value=decline]) button').first.click()
    expect(tang.locator('[data-test="asks"]')).to_have_count(0)
    expect(tang.locator('[data-test="open"]')).to_contain_text("看望独居老人")
    assert axe(tang) == []


def swapped(mei: Page, tang: Page, stage: Stage) -> None:
    """She asks the other to take her second morning; it is hers until the other says yes."""
    mei.goto(stage.address + "/me/volunteering/")
    expect(mei.locator("main")).to_contain_text("看望独居老人")
    second = mei.locator('[data-test="change"]').nth(1)
    second.locator("summary").click()
    assert axe(mei) == []
    second.locator("form:has([value=offer]) button").click()
    assert [name for _, name in stage.run("volunteered")["turns"]].count("王梅") == 2
    tang.goto(stage.address + "/volunteering/")
    expect(tang.locator('[data-test="asks"]')).to_contain_text("王梅")
    tang.locator("form:has([value=swap_yes]) button").click()
    expect(tang.locator('[data-test="change"]')).to_have_count(2)
    turns = stage.run("volunteered")["turns"]
    assert sorted(name for _, name in turns) == ["唐小雨", "唐小雨", "王梅"]


def given_back(office: Page, tang: Page, stage: Stage, shift: str) -> None:
    """The lead, whoever counts on it and the office hear of it at once, and the place is open again."""
    expect(tang.locator("main")).to_contain_text("3-2-501")
    second = tang.locator('[data-test="change"]').nth(1)
    second.locator("summary").click()
    second.locator("form:has([value=leave]) button").click()
    expect(tang.locator('[data-test="change"]')).to_have_count(1)
    behind = stage.run("volunteered")
    assert sorted(name for _, name in behind["turns"]) == ["唐小雨", "王梅"]
    assert {"volunteers.left", "volunteers.swap_accepted"} <= set(behind["told"])
    assert "volunteers.not_coming" in behind["told"] or "call" in behind["matters"]
    office.goto(stage.address + shift)
    expect(office.locator('[data-test="places"]')).to_contain_text("2")


def came(office: Page, mei: Page, stage: Stage, shift: str) -> None:
    """Ten to nine on the next morning she is there and says so."""
    mei.goto(stage.address + "/me/volunteering/")
    mei.locator('[data-test="now"] form:has([value=in]) button').click()
    expect(mei.locator('[data-test="now"] form:has([value=out]) button.main')).to_be_visible()
    assert axe(mei) == []
    office.goto(stage.address + shift)
    expect(office.locator("button[value=out]")).to_have_count(1)


def went_and_confirmed(office: Page, mei: Page, stage: Stage, shift: str) -> None:
    """After noon she goes; her hours count only when somebody else has confirmed them; then they are on paper."""
    mei.goto(stage.address + "/me/volunteering/")
    expect(mei.locator('a[href$="/certificate/"]')).to_have_count(0)
    mei.locator("form:has([value=out]) button.main").click()
    office.goto(stage.address + shift)
    assert axe(office) == []
    office.locator("button[value=confirm]").click()
    mei.goto(stage.address + "/me/volunteering/")
    hours = mei.locator('[data-test="hours"]')
    expect(hours).to_contain_text("3")
    expect(hours.locator('[data-test="row"]')).to_have_text("1")
    paper = hours.locator('a[href$="/certificate/"]').get_attribute("href")
    size = mei.evaluate("(path) => fetch(path).then((one) => one.blob()).then((one) => [one.type, one.size])", paper)
    assert size[0] == "application/pdf" and size[1] > 5000
    mei.goto(stage.address + "/volunteers/certificates/")
    expect(mei).to_have_url(re.compile("/certificates/$"))
