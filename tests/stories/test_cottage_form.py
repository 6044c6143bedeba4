"""At night, alone, on a phone: nine questions with the ninth above zero; a talk without a test; nothing is lost."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import axe
from tests.stories.cottage import Phone
from tests.stories.stage import Stage, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("cottage")]
LOW = (1, 1, 1, 1, 1, 1, 1, 1)


def read(stage: Stage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stage.run("inside", private=stage.cast["private"])
    return found


def test_item_nine_above_zero_shows_the_lines_at_once_and_arrives_sealed(tmp_path, open_stage):
    with served(tmp_path / "linli", "cottage") as stage:
        phone = Phone(open_stage(stage), stage.cast["page"])
        phone.tap("go-choose")
        phone.tap("scale-phq-9")
        phone.says_who("小雨", "13912345678")
        phone.tap("about-go")
        phone.begins(*LOW, 1)
        the_lines_before_anything_else(phone)
        phone.tap("life-go")
        reloaded_in_the_middle(phone)
        phone.tap("answer-2")
        expect(phone.at("at-result")).to_have_text("谢谢您说出来")
        expect(phone.at("urgent")).to_contain_text("2 小时之内")
        expect(phone.at("band")).to_have_text("这两周有些低落")
        assert "不是诊断" in phone.page.inner_text("main")
        phone.delivered()
        [record] = read(stage)
        assert record["urgency"] == "life" and record["alerts"] == ["life"] and record["total"] == 9
        assert (record["nickname"], record["phone"], record["answers"]) == ("小雨", "13912345678", [*LOW, 1, 2])
        assert record["cutoff"] == {"id": "community", "at": 7} and "10.1016" in record["citation"]
        asks_at_once(phone, stage)


def the_lines_before_anything_else(phone: Phone) -> None:
    """Before the last question, on the first screenful, large enough for a thumb."""
    lines = phone.at("urgent").locator("a")
    assert [one.get_attribute("href") for one in lines.all()] == ["tel:12356", "tel:120", "tel:110"]
    expect(phone.at("promise")).to_contain_text("送到以后")  # nothing was sent yet
    height = phone.page.viewport_size["height"]
    for one in lines.all():
        box = one.bounding_box()
        assert box["height"] >= 60 and box["y"] + box["height"] < height


def reloaded_in_the_middle(phone: Phone) -> None:
    """A reload comes back to the same question with the answers given; back shows what was chosen."""
    expect(phone.at("count")).to_contain_text(" 10 ")
    phone.page.wait_for_timeout(300)
    phone.page.reload()
    expect(phone.at("count")).to_contain_text(" 10 ")
    phone.page.go_back()  # the phone's own key
    expect(phone.at("count")).to_contain_text(" 9 ")
    expect(phone.at("answer-1")).to_have_attribute("aria-pressed", "true")
    phone.tap("answer-1")
    phone.tap("life-go")


def asks_at_once(phone: Phone, stage: Stage) -> None:
    """Name and number are not asked again."""
    phone.tap("life-ask")
    expect(phone.at("phone")).to_have_value("13912345678")
    phone.at("words").fill("现在就行")
    phone.tap("talk-send")
    expect(phone.at("at-asked")).to_be_visible()
    phone.delivered()
    record = read(stage)[-1]
    assert (record["kind"], record["urgency"], record["text"]) == ("talk", "life", "现在就行")
    assert record["person"] == read(stage)[0]["person"]


def test_a_talk_is_booked_without_a_test_and_of_two_people_one_gets_the_place(tmp_path, open_stage):
    with served(tmp_path / "linli", "cottage") as stage:
        first = Phone(open_stage(stage), stage.cast["page"])
        second = Phone(open_stage(stage), stage.cast["page"])
        for phone, name in ((first, "老周"), (second, "小梅")):
            phone.tap("go-meet")
            phone.at("slot").first.click()
            phone.says_who(name, "027 8555 1234")
        first.tap("meet-send")
        first.at("at-booked").wait_for()
        expect(first.at("held")).to_contain_text("谈心室")
        first.delivered()
        second.tap("meet-send")
        expect(second.at("told")).to_contain_text("请换一个")
        second.at("slot").first.click()
        expect(second.at("nickname")).to_have_value("小梅")
        second.tap("meet-send")
        second.at("at-booked").wait_for()
        second.delivered()
        one, other = read(stage)
        assert (one["kind"], one["nickname"], other["nickname"]) == ("talk", "老周", "小梅")
        assert one["slot"]["starts_at"] != other["slot"]["starts_at"] and "answers" not in one
        gives_it_back(first, stage)


def gives_it_back(phone: Phone, stage: Stage) -> None:
    phone.tap("go-home")
    phone.tap("go-earlier")
    phone.tap("cancel")
    expect(phone.at("told")).to_contain_text("已取消")
    expect(phone.at("cancel")).to_have_count(0)
    phone.page.wait_for_function("() => !document.querySelector('[data-test=waiting],[data-test=sending]')")
    assert "已取消" in read(stage)[-1]["text"]


def test_at_night_it_says_when_somebody_is_there_and_keeps_what_cannot_be_sent(tmp_path, open_stage):
    with served(tmp_path / "linli", "cottage_at_night") as stage:
        phone = Phone(open_stage(stage), stage.cast["page"])
        expect(phone.at("no-duty")).to_contain_text("12356")
        phone.tap("go-choose")
        phone.tap("scale-phq-2")
        phone.says_who("小雨", "13912345678")
        phone.tap("about-go")
        expect(phone.at("no-duty")).to_be_visible()
        expect(phone.at("begin")).to_have_text("还是现在做")
        phone.begins(0)
        phone.page.context.set_offline(True)
        phone.tap("answer-0")
        expect(phone.at("waiting")).to_contain_text("1 份还没送出去")
        expect(phone.at("next")).to_contain_text("不用我们打电话")
        assert read(stage) == []
        phone.page.context.set_offline(False)
        phone.delivered()
        [record] = read(stage)
        assert (record["scale"], record["total"], record["urgency"]) == ("phq-2", 0, "below")
        two_of_one_home(phone)
        deletes_everything(phone)


def two_of_one_home(phone: Phone) -> None:
    """Her father uses the same phone, by himself, with a PIN of his own."""
    phone.tap("go-home")
    phone.tap("go-others")
    phone.tap("who-new")
    phone.tap("call-me")
    expect(phone.at("nickname")).to_have_value("")
    phone.says_who("老周", "13900001111")
    phone.tap("talk-send")
    phone.delivered()
    phone.tap("go-home")
    phone.tap("go-mine")
    phone.at("pin").fill("2468")
    phone.tap("pin-set")
    expect(phone.at("told")).to_be_visible()
    phone.page.reload()
    expect(phone.at("at-who")).to_be_visible()
    phone.tap("who-1")
    phone.at("pin").fill("1357")
    phone.tap("pin-open")
    expect(phone.page.locator("#f-pin-said")).to_contain_text("密码不对")
    phone.at("pin").fill("2468")
    phone.tap("pin-open")
    expect(phone.at("at-mine")).to_be_visible()
    phone.tap("back")
    phone.tap("go-others")
    phone.tap("who-0")
    expect(phone.at("at-home")).to_contain_text("小雨")


def deletes_everything(phone: Phone) -> None:
    phone.tap("go-mine")
    phone.tap("delete-here")
    phone.tap("delete-yes")
    expect(phone.at("at-who")).to_be_visible()
    assert axe(phone.page) == []
