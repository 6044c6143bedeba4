"""Every pass phrase is lost. Two of the three sheets bring the key back; one alone, or a slip of the pen, does not."""

import pytest
from playwright.sync_api import expect

from tests.stories.cottage import Desk
from tests.stories.keys_desk import Keys
from tests.stories.stage import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("cottage")]
BEFORE, AFTER = "河边的柳树今年开得早", "外婆家的面条不放香菜"


def test_two_of_three_sheets_give_back_what_every_lost_phrase_had_locked(tmp_path, open_stage):
    with served(tmp_path / "linli", "key_stage") as stage:
        su = Keys(open_stage(stage), stage, "苏敏", BEFORE)
        su.makes_own()
        su.form("first").locator("[name=alone]").check()
        su.does("first")
        sheets = printed(su)
        stage.run("seal_some", texts=["小雨"])

        forgotten(su)
        refused(su, sheets)
        su.does("recover", sheet1=sheets[2].lower(), sheet2=sheets[0])
        su.says("密钥找回来了")
        assert stage.run("keys_now")["holders"] == ["苏敏"]
        desk = Desk(su.page, stage.address, AFTER)
        expect(desk.at("list")).to_contain_text("小雨")
        no_sheet_reached_the_server(su, sheets)
        worthless_from_now_on(su, sheets)


def printed(su: Keys) -> list[str]:
    """Three sheets on the screen, gone from the page once they are printed."""
    su.form("sheets").locator("button").click()
    shown = su.page.locator('[data-list="sheets"] article')
    expect(shown).to_have_count(3)
    sheets = [" ".join(sheet.locator("ol li").all_text_contents()) for sheet in shown.all()]
    assert len(set(sheets)) == 3
    su.page.locator("[data-printed]").click()
    su.says("请在今天把三张单子")
    assert not su.page.locator('[data-list="sheets"] article').count()
    return sheets


def forgotten(su: Keys) -> None:
    """The pass phrase is gone for good: a new key of one's own, and the counsellors' key is out of reach."""
    su.comes()
    su.does("unlock", phrase="这一句不是当初的那一句话")
    su.complains("打不开")
    su.page.locator("details", has=su.page.locator('form[data-act="make"]')).locator("summary").last.click()
    su.phrase = AFTER
    su.makes_own()
    expect(su.part("outside")).to_be_visible()
    assert su.stage.run("keys_now")["holders"] == []
    su.part("by-sheets").locator("summary").click()


def refused(su: Keys, sheets: list[str]) -> None:
    """The same sheet twice; a slip, which is named by sheet and group. What was typed stays."""
    su.does("recover", sheet1=sheets[0], sheet2=sheets[0])
    su.complains("同一张")
    groups = sheets[1].split()
    groups[4] = groups[4][::-1]
    su.does("recover", sheet1=sheets[0], sheet2=" ".join(groups))
    su.complains("第 2 张单子")
    expect(su.form("recover").locator("[name=sheet1]")).to_have_value(sheets[0])
    assert su.stage.run("keys_now")["holders"] == []


def no_sheet_reached_the_server(su: Keys, sheets: list[str]) -> None:
    said = " ".join(su.sent)
    assert "wrapped" in said
    for group in (one for sheet in sheets for one in sheet.split()):
        assert group not in said


def worthless_from_now_on(su: Keys, sheets: list[str]) -> None:
    """Two people have seen two sheets: the page asks for a new key, and the old sheets do not open that one."""
    su.unlocks()
    su.does("renew")
    expect(su.part("renew")).to_be_hidden()
    su.phrase = BEFORE
    su.page.locator("details", has=su.page.locator('form[data-act="make"]')).locator("summary").last.click()
    su.makes_own()
    su.part("by-sheets").locator("summary").click()
    su.does("recover", sheet1=sheets[0], sheet2=sheets[1])
    su.complains("拼不出现在使用的密钥")
