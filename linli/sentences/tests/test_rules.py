"""Single rules: rooms, times, chat marks."""

import json
from datetime import datetime

import pytest

from linli.sentences import rehearsal
from linli.sentences.dictionaries import FOLDER, words
from linli.sentences.rules import understand
from linli.sentences.rules_due import due, working
from linli.sentences.rules_kinds import KINDS
from linli.sentences.rules_rooms import find
from linli.sentences.rules_text import lines, plain
from linli.sentences.rules_times import named

pytestmark = pytest.mark.pure
ZONE = rehearsal.ZONE
KNOWN = rehearsal.community()
AT = datetime(2020, 4, 8, 9, 0, tzinfo=ZONE)  # a Wednesday


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("三号楼二单元五零二", "3-2-502"),
        ("3栋2单元502", "3-2-502"),
        ("３－２－５０２", "3-2-502"),
        ("3-502", "3-502"),
        ("三栋502室", "3-502"),
        ("3號樓2單元502室", "3-2-502"),
        ("五栋一单元幺二零三", "5-1-1203"),
        ("三杠二杠五零二", "3-2-502"),
        ("B座1002", "B-1002"),
        ("room 502, building 3", "3-502"),
        ("Building 3 unit 2 room 502", "3-2-502"),
        ("3号502", "3-502"),
        ("3栋王婆婆家502", "3-502"),
    ],
)
def test_rooms_are_found_however_they_are_written(text, room):
    (one,) = find(plain(text))
    assert one.wanted.key == room and not one.loose


@pytest.mark.parametrize(
    "text", ["8号回来", "2020-04-08", "鸡蛋 3-5斤", "027-87654321", "下午3:50", "买米100斤", "12.500元"]
)
def test_dates_weights_and_prices_are_no_rooms(text):
    assert not [one for one in find(plain(text)) if not one.loose]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("明天下午3点前", "2020-04-09T15:00"),
        ("今晚", "2020-04-08T20:00"),
        ("后天", "2020-04-10T18:00"),
        ("周五", "2020-04-10T18:00"),
        ("下周一上午", "2020-04-13T11:00"),
        ("周二", "2020-04-14T18:00"),
        ("两小时内", "2020-04-08T11:00"),
        ("4月15日8:30", "2020-04-15T08:30"),
        ("10号9点", "2020-04-10T09:00"),
        ("2号", "2020-04-02T18:00"),
        ("tomorrow at 3pm", "2020-04-09T15:00"),
        ("in two hours", "2020-04-08T11:00"),
        ("31号", None),
        ("4月31日", None),
        ("三天没见", None),
        ("天天半夜吵", None),
    ],
)
def test_times_are_read_in_the_communitys_zone(text, moment):
    said = named(plain(text).lower(), AT, ZONE)
    assert said.at == (local(moment) if moment else None)


def test_an_early_day_of_the_month_is_the_next_months():
    assert named("2号", local("2020-04-28T09:00"), ZONE).at == local("2020-05-02T18:00")


def test_what_is_over_is_marked_and_never_a_time_to_be_done_by():
    said = named("昨天", AT, ZONE)
    assert said.past and said.unsure
    assert due("errand", said, AT, ZONE) > AT


def test_hours_of_work_alone_are_counted():
    assert working(local("2020-04-08T18:30"), 4) == local("2020-04-09T10:30")
    assert working(local("2020-04-08T23:00"), 1) == local("2020-04-09T09:00")
    assert working(local("2020-04-08T03:00"), 1) == local("2020-04-08T09:00")


def test_who_comes_is_seen_to_before_they_come():
    (said,) = understand("徐明今天上午10点到汉口站", AT, ZONE, KNOWN)
    assert said.kind == "arrival" and said.due_at == local("2020-04-08T10:00")
    (said,) = understand("徐明后天从深圳回来", AT, ZONE, KNOWN)
    assert said.due_at == local("2020-04-08T13:00") and said.slots["from"] == "深圳"
    assert said.slots["expected_at"] == local("2020-04-10T18:00").isoformat()


def test_an_emergency_never_waits_for_the_time_that_is_named():
    (said,) = understand("3-502 喘不上气 明天再说", local("2020-04-08T23:30"), ZONE, KNOWN)
    assert said.kind == "emergency" and said.urgency == 1
    assert said.due_at == local("2020-04-08T23:40")


@pytest.mark.parametrize(
    ("text", "body", "sender"),
    [
        ("王梅 10:32 要鸡蛋", "要鸡蛋", "王梅"),
        ("[群聊] 李四: 要鸡蛋", "要鸡蛋", "李四"),
        ("3-502王梅：要鸡蛋", "要鸡蛋", "3-502王梅"),
        ("12. 3-502 王梅 鸡蛋2份", "3-502 王梅 鸡蛋2份", ""),
        ("3.502 要鸡蛋", "3.502 要鸡蛋", ""),
        ("王梅 10:32 到武汉站", "王梅 10:32 到武汉站", ""),
        ("急需：胰岛素", "急需:胰岛素", ""),
    ],
)
def test_marks_of_a_chat_are_taken_off(text, body, sender):
    (one,) = lines(text)
    assert (one.body, one.sender) == (body, sender)


def test_a_line_that_says_who_writes_belongs_to_those_below():
    said = lines("王梅 10:32\n要鸡蛋\n还要米\n\n要菜")
    assert [(one.body, one.sender) for one in said] == [("要鸡蛋", "王梅"), ("还要米", "王梅"), ("要菜", "")]


def test_the_dictionaries_know_every_kind_and_nothing_twice():
    def once(pairs):
        assert len({word for word, _ in pairs}) == len(pairs)
        return dict(pairs)

    for path in FOLDER.glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)
    assert set(words("kinds")) == set(words("times")["due"]) == set(KINDS)
    assert all(weight > 0 for cues in words("kinds").values() for weight in cues.values())
    assert len(words("traditional")["traditional"]) == len(words("traditional")["simplified"])
