"""A counsellor leaves: what they kept opens nothing of what is there, and nobody else loses a line."""

import pytest
from playwright.sync_api import expect

from tests.stories.cottage import Desk
from tests.stories.keys_desk import Keys
from tests.stories.stage import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("cottage")]
PHRASES = {"苏敏": "河边的柳树今年开得早", "文静": "外婆家的面条不放香菜", "高洁": "雨停以后我们去看樱花"}


def test_whoever_leaves_opens_nothing_more_and_whoever_stays_opens_all(tmp_path, open_stage):
    with served(tmp_path / "linli", "key_stage") as stage:
        first = open_stage(stage)
        su, wen = (Keys(first, stage, who, PHRASES[who]) for who in ("苏敏", "文静"))
        wen.makes_own()
        su.makes_own()
        side_by_side(su, wen)
        stage.run("seal_some", texts=["小雨", "阿强"])
        kept = stage.run("kept_by", login=stage.cast["logins"]["文静"])
        assert stage.run("opened_with", kept=kept, phrase=wen.phrase) == ["小雨", "阿强"]

        stage.run("leaves", login=stage.cast["logins"]["文静"])
        assert wen.page.goto(f"{stage.address}/cottage/keys/").status in (403, 404)
        a_new_key(su)
        stage.run("seal_some", texts=["小苗"])
        after = stage.run("keys_now")
        assert after["holders"] == ["苏敏"] and not after["renew"] and len(after["groups"]) == 2
        assert set(after["sealed_to"].values()) == {after["group"]}
        assert stage.run("opened_with", kept=kept, phrase=wen.phrase) == []

        gao = Keys(first, stage, "高洁", PHRASES["高洁"])
        gao.makes_own()
        su.unlocks()
        su.lets_in(gao)
        desk = Desk(gao.page, stage.address, gao.phrase)
        for who in ("小雨", "阿强", "小苗"):
            expect(desk.at("list")).to_contain_text(who)


def side_by_side(su: Keys, wen: Keys) -> None:
    """The counsellors' key is made together: each number is read aloud and compared."""
    su.comes()
    su.does("unlock", phrase=su.phrase)
    row = su.page.locator('[data-list="join"] > *', has_text="文静")
    expect(row).to_contain_text(wen.number())
    row.locator("input").check()
    su.does("first")
    su.says("小组密钥已生成")


def a_new_key(su: Keys) -> None:
    """Whoever stays is asked for it at the top of the page, and one press seals everything anew."""
    su.unlocks()
    expect(su.part("renew")).to_be_visible()
    su.does("renew")
    expect(su.part("renew")).to_be_hidden()
