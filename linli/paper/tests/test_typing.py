"""Typing rows in: who is meant, which way, what is asked; and entering the sheet."""

from datetime import timedelta
from typing import Any

import pytest

from linli.followups.models import FollowUp
from linli.gates.models import Crossing, Device, Out, Permit
from linli.journal.models import Line
from linli.paper.models import Entry, Sheet


@pytest.fixture
def working(world: Any) -> None:
    for one in world.residents.values():
        Permit.grant(one, kind="work", starts_at=world.at - timedelta(days=2), by=None, at=world.at)


@pytest.mark.parametrize(
    ("text", "room", "who"),
    [
        ("0905.3501l", "3-2-501", "李○"),
        ("0905.32501l", "3-2-501", "李○"),
        ("0905.351", "3-2-501", "李○"),
        ("0905.3-2-502m", "3-2-502", "王○"),
        ("0905.3502wx", "3-2-502", "王○○"),
        ("0905.3502王梅", "3-2-502", "王○"),
        ("0905.5123z", "5-1-1203", "赵○"),
        ("0905.2301", "2-1-301", "陈○"),
    ],
)
def test_room_and_initial_name_one_person(working: None, type_row: Any, text: str, room: str, who: str) -> None:
    told = type_row(1, text)
    assert (told["time"], told["room"], told["who"], told["questions"]) == ("09:05", room, who, [])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("0905.9502w", "没有 9502"),
        ("0905.3502q", "没有人这样称呼"),
        ("0905.3502w", "是哪一位"),
        ("0905.3502", "是哪一位"),
        ("05.3501l", "先打完整时间"),
        ("1905.3501l", "还没到"),
        ("0905.3501l&&", "看不懂"),
        ("0905.l", "哪一户"),
        ("0905.#22222222", "没有这个码"),
    ],
)
def test_what_is_unclear_is_asked_and_kept_all_the_same(working: None, type_row: Any, text: str, asked: str) -> None:
    told = type_row(1, text)
    assert any(asked in words for words in told["questions"]), told["questions"]
    assert Entry.objects.count() == 1


def test_the_direction_is_the_opposite_of_the_last_one(working: None, world: Any, type_row: Any) -> None:
    assert [type_row(1, "0905.3501l")["way"], type_row(2, "303501l")["way"]] == ["出", "进"]
    assert type_row(3, "403501-l")["questions"] == []
    assert "已经在外" in type_row(4, "503501-l")["questions"][0]
    assert type_row(5, "1100.3501l")["way"] == "进"


def test_rules_of_that_time_are_asked(world: Any, type_row: Any) -> None:
    assert (
        "没有符合的外出事由" in "".join(type_row(1, "0905.3501l")["questions"])
        or type_row(1, "0905.3501l")["questions"]
    )
    assert type_row(1, "0905.3501@1l")["questions"] == []


def test_the_households_exits_count_across_sheets_that_are_not_entered(world: Any, gate: Any, type_row: Any) -> None:
    for name in ("王秀英", "王梅"):
        Permit.grant(world.residents[name], kind="outing", starts_at=world.at - timedelta(days=1), by=None, at=world.at)
    [other] = Sheet.prepare(world.community, 1, gate=gate.other, day=world.at.date(), by=None, at=world.at)
    assert type_row(1, "0905.3502m")["questions"] == []
    assert len(type_row(1, "0930.3502wx", on=other)["questions"]) == 1


def test_a_fever_is_handed_over_and_a_refusal_says_why(
    working: None, world: Any, type_row: Any, sign_in: Any, sheet: Any
):
    assert type_row(1, "0905.3501*378l")["outcome"] == "已移交"
    assert type_row(2, "06.2301/1c")["questions"] == []
    enter(sign_in, sheet)
    kept = Crossing.objects.order_by("at").values_list("gate_outcome", "gate_code", "server_code", "went", "disagreed")
    assert list(kept) == [
        ("hand_over", "gate.fever", "gate.fever", False, False),
        ("refuse", "gate.health_colour", "gate.health_colour", False, False),
    ]
    assert [matter.kind for matter in FollowUp.objects.all()] == ["fever"]


def enter(sign_in: Any, sheet: Sheet, kind: str = "community_worker") -> Any:
    return sign_in(kind).post(f"/paper/sheets/{sheet.pk}/closing/", follow=True)


def test_an_entered_sheet_is_crossings_with_both_times_and_the_typist(
    working: None, world: Any, gate: Any, sheet: Sheet, type_row: Any, sign_in: Any
) -> None:
    type_row(1, "0905.3501l")
    type_row(2, "303502m")
    assert not Crossing.objects.exists()
    enter(sign_in, sheet)
    one = Crossing.objects.order_by("at").first()
    assert one.at == world.at - timedelta(hours=2, minutes=55)
    assert (one.received_at, one.typed_by) == (world.at, world.users["community_worker"].pk)
    assert (one.gate_id, one.server_outcome, one.disagreed) == (gate.place.pk, "allow", False)
    assert Device.objects.get(pk=one.device_id).kind == "paper"
    assert Out.objects.count() == 2
    assert Line.objects.filter(event="sheet.closed").get().codes == {"rows": 2}
    page = sign_in("community_worker").get(f"/gates/crossings/{one.id}/").content.decode()
    assert "从纸上补录" in page and "community_worker" in page


def test_entering_twice_or_typing_on_changes_nothing(working: None, sheet: Sheet, type_row: Any, sign_in: Any) -> None:
    type_row(1, "0905.3501l")
    enter(sign_in, sheet)
    enter(sign_in, sheet)
    assert Crossing.objects.count() == 1
    assert "已经录入" in type_row(2, "303501l", status=409)["refused"]


def test_a_row_sent_twice_is_one_and_an_emptied_row_is_none(working: None, type_row: Any) -> None:
    for _ in range(2):
        assert type_row(1, "0905.3501l")["text"] == "0905.3501l"
    assert Entry.objects.count() == 1
    type_row(1, "")
    assert not Entry.objects.exists()


@pytest.mark.parametrize("row", [0, 23, 999999])
def test_a_row_that_the_sheet_does_not_have_is_refused(type_row: Any, row: int) -> None:
    type_row(row, "0905.3501l", status=409)


def test_a_row_in_the_future_holds_the_sheet_open(working: None, sheet: Sheet, type_row: Any, sign_in: Any) -> None:
    type_row(1, "0905.3501l")
    type_row(2, "2305.3501l")
    assert "第 2 行" in enter(sign_in, sheet).content.decode()
    assert not Crossing.objects.exists() and Entry.objects.count() == 2


def test_a_row_past_midnight_belongs_to_the_next_day(
    working: None, world: Any, sheet: Sheet, type_row: Any, sign_in: Any
) -> None:
    world.at += timedelta(days=1)
    type_row(1, "2350.3501l")
    type_row(2, "103501l")
    enter(sign_in, sheet)
    assert [day.isoformat() for day in Crossing.objects.order_by("at").values_list("day", flat=True)] == [
        "2020-04-08", "2020-04-09",
    ]  # fmt: skip


def test_a_month_old_time_is_kept_exactly_and_an_older_sheet_refused(
    working: None, world: Any, gate: Any, sheet: Sheet, type_row: Any, sign_in: Any
) -> None:
    type_row(1, "0905.3501l")
    world.at += timedelta(days=29)
    enter(sign_in, sheet)
    assert Crossing.objects.get().at == world.at - timedelta(days=29, hours=2, minutes=55)
    told = {"gate": gate.place.pk, "day": "2020-04-06"}
    assert "一个月" in sign_in("community_worker").post("/paper/sheets/", told).content.decode()
    told["day"] = "2020-12-24"
    assert "还没到" in sign_in("community_worker").post("/paper/sheets/", told).content.decode()


def test_a_fact_about_nobody_known_is_still_a_fact(sheet: Sheet, type_row: Any, sign_in: Any) -> None:
    type_row(1, "0905.9902+q")
    type_row(2, "06.3502+:送菜 老周")
    type_row(3, "07!")
    enter(sign_in, sheet)
    rows = list(Crossing.objects.order_by("at"))
    assert ["9902" in rows[0].visitor, "送菜" in rows[1].visitor, rows[2].emergency] == [True] * 3
    assert rows[0].resident_id is None


def test_nothing_of_another_community_is_typed_into(other_world: Any, world: Any, sheet: Sheet, sign_in: Any) -> None:
    client = sign_in("community_worker")
    client.force_login(other_world.users["community_worker"])
    assert client.post(f"/paper/sheets/{sheet.pk}/rows/1/", {"text": "0905.3501l"}).status_code == 404
    assert (
        client.post("/paper/sheets/", {"number": sheet.number, "gate": sheet.gate_id, "day": "2020-04-08"}).status_code
        == 200
    )
