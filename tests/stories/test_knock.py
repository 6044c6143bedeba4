"""Silent for 48 hours: one elder crossed the gate, one wants to be left alone, at the third's door somebody knocks."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.stories.guard import Guard
from tests.stories.stage import NAME, Stage, later, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gate")]
HOUR = 3600


def test_a_knock_at_one_door_and_at_no_other(tmp_path, open_stage):
    with served(tmp_path / "linli", "lonely") as stage:
        cast = stage.cast
        assert stage.run("knocks", seconds=0) == {"silences": {}, "watched": ["李强", "赵敏", "陈浩"]}, "47 hours"
        crossed(open_stage(stage), cast)
        left_alone(open_stage(stage), stage)
        asked = stage.run("knocks", seconds=2 * HOUR)
        assert asked == {"silences": {"陈浩": ""}, "watched": ["李强", "陈浩"]}, "49 hours, of one of them"
        worker = open_stage(stage)
        with later(stage, 2 * HOUR) as afternoon:
            nobody_opened(worker, afternoon)
            opened_and_well(worker, afternoon)
        assert stage.run("knocks", seconds=3 * HOUR) == {"silences": {"陈浩": "well"}, "watched": ["李强", "陈浩"]}


def crossed(page: Page, cast: dict[str, Any]) -> None:
    """Li Qiang goes out by the gate, as any other day."""
    guard = Guard(page)
    guard.enrol(cast["link"], cast["gates"]["南门"], cast["guard"], cast["pin"])
    guard.find(cast["passes"]["李强"]["text"])
    guard.four_steps("365")
    assert guard.verdict() == ("allow", "gate.allowed")
    guard.next()
    guard.sync()


def left_alone(page: Page, stage: Stage) -> None:
    """Zhao Min reads on her own page what is kept, and says no."""
    page.context.add_cookies([{"name": "linli_phone", "value": stage.cast["phone"], "domain": NAME, "path": "/"}])
    page.goto(f"{stage.address}/me/")
    page.locator('a[href="/me/care/"]').click()
    expect(page.locator("main")).to_contain_text("48")
    expect(page.locator("main")).to_contain_text("没有传感器")
    page.locator('form[action="/me/care/declining/"] button').click()
    expect(page.locator('form[action="/me/care/wish/"] button')).to_be_visible()
    expect(page.locator("main")).to_contain_text("您选择了不用守望")


def nobody_opened(page: Page, stage: Stage) -> None:
    """Today has the knock, with why; nobody opens the first time."""
    page.goto(f"{stage.address}/sign-in/")
    page.fill("input[name=login]", stage.cast["logins"]["grid_worker"])
    page.fill("input[name=password]", "a long pass phrase")
    page.locator("main form button.main").first.click()
    page.goto(f"{stage.address}/")
    line = page.locator("article.matter", has_text="独居")
    expect(line).to_contain_text("2-1-301")
    expect(line).to_contain_text("岁以上")
    expect(page.locator("article.matter", has_text="独居")).to_have_count(1)
    line.locator('a.main[href^="/care/silences/"]').click()
    expect(page.locator("h1")).to_contain_text("2-1-301")
    page.locator('button[value="no_answer"]').click()
    expect(page.locator("main")).to_contain_text("带班")


def opened_and_well(page: Page, stage: Stage) -> None:
    """The second time he opens; the matter is gone from Today by itself."""
    page.locator('button[value="well"]').click()
    expect(page.locator(".pill.done").first).to_be_visible()
    page.goto(f"{stage.address}/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("article.matter", has_text="独居")).to_have_count(0)
