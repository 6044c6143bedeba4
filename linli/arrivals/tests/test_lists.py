"""Lists from an upper office: rows in = accepted + rejected, duplicates joined, the rest back with red reasons."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from linli.arrivals import listing, taking
from linli.arrivals.models import Arrival, ArrivalList
from linli.core.refusals import Refused
from linli.privacy.keeping import purge_due

HEADS = ["车次", "联系电话", "姓名", "现住址", "返汉时间", "出发地", "交通方式", "身体状况", "年龄"]
ROWS = [
    ["G1234", "13911112222", "李建国", "3栋2单元501", "4月9日 12:30", "荆州", "高铁", "好", "60"],
    ["G1234", "13911113333", "周梅", "3-2-501", "4月9日", "荆州", "高铁", "好", "58岁"],
    ["", "13700001111", "王建", "3-2-502", "2020-04-10", "宜昌", "自驾", "", ""],
    ["", "13700001111", "王建", "3-2-502", "2020-04-10", "宜昌", "自驾", "", ""],
    ["", "12", "陈晨", "2-1-301", "后天", "", "", "", ""],
    ["", "13700002222", "", "2-1-301", "", "", "", "", ""],
]


def workbook(rows: list[list[Any]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("名单")
        for line, cells in enumerate([["各社区返汉人员名单"], HEADS, *rows]):
            page.write_row(line, 0, cells)
    return out.getvalue()


@pytest.fixture
def upload(world: Any, rules: Any) -> Any:
    def make(rows: Any = ROWS) -> ArrivalList:
        content = rows if isinstance(rows, bytes) else workbook(rows)
        return ArrivalList.receive(world.community, content, "名单.xlsx", by=world.users["secretary"], at=world.at)

    return make


def take(world: Any, one: ArrivalList) -> None:
    taking.take(one, by=world.users["secretary"], at=world.at)
    one.refresh_from_db()


def sheet(content: bytes) -> list[list[Any]]:
    return [list(row) for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()]


def test_the_dry_run_counts_every_row_and_writes_nothing(world: Any, upload: Any, announce: Any) -> None:
    announce(travellers=[{"name": "王建"}], room="3-2-502")
    seen = taking.look(upload(), world.at)
    assert (seen["rows"], seen["accepted"], seen["rejected"], seen["threads"], seen["twice"]) == (6, 4, 2, 2, 1)
    assert [number for number, _ in seen["refused"]] == [7, 8], "as the spreadsheet shows them"
    assert [(home, names) for home, names, _ in seen["same"]] == [("3-2-502", ["王建", "王建"])]
    assert Arrival.objects.count() == 1


def test_each_home_and_day_is_one_thread_and_whoever_was_announced_is_joined(
    world: Any, upload: Any, announce: Any
) -> None:
    before = announce(travellers=[{"name": "王建"}], room="3-2-502")
    one = upload()
    take(world, one)
    family = Arrival.objects.get(source="list", status="announced")
    assert {(row.name, row.birth_year) for row in family.present} == {("李建国", 1960), ("周梅", 1962)}
    assert (family.transport, family.vehicle, family.origin) == ("train", "G1234", "荆州")
    assert family.expected_at == datetime(2020, 4, 9, 4, 30, tzinfo=UTC)
    before.refresh_from_db()
    assert [row.phone for row in before.present] == ["+8613700001111"] and before.origin == "宜昌"
    assert one.counts == {"rows": 6, "accepted": 4, "rejected": 2, "threads": 1, "joined": 1}


def test_rows_that_were_not_taken_come_back_in_their_columns_with_the_reason(world: Any, upload: Any) -> None:
    one = upload()
    take(world, one)
    heads, *rows = sheet(one.file)
    assert heads[:-1] == HEADS
    assert [row[:-1] for row in rows] == [[str(cell) for cell in row] for row in ROWS[4:]]
    assert all(row[-1] for row in rows) and "后天" in rows[0][-1]


def test_only_those_are_uploaded_again_and_then_nothing_is_left(world: Any, upload: Any) -> None:
    one = upload()
    take(world, one)
    _heads, first, second = sheet(one.file)
    first[1], first[4], second[2] = "13700003333", "4月11日", "陈光"
    again = upload([first[:-1], second[:-1]])
    take(world, again)
    assert again.counts["rejected"] == 0 and again.content == "", "the list is deleted after use"
    assert Arrival.objects.filter(travellers__arrival__household__flat__key="2-1-301").exists()


def test_what_is_left_of_a_list_is_gone_after_a_day(world: Any, upload: Any) -> None:
    one = upload()
    take(world, one)
    purge_due(world.at + timedelta(hours=23))
    assert ArrivalList.objects.exists()
    purge_due(world.at + timedelta(hours=25))
    assert not ArrivalList.objects.exists()


def test_taken_twice_it_is_taken_once_and_a_killed_run_goes_on(world: Any, upload: Any) -> None:
    one = upload()
    ArrivalList.objects.filter(pk=one.pk).update(status="applying", cursor=1, counts={"rows": 6})
    one.refresh_from_db()
    other = ArrivalList.objects.get(pk=one.pk)
    take(world, one)
    assert Arrival.objects.count() == 1, "the first group was done before"
    with pytest.raises(Refused):
        taking.take(other, by=world.users["secretary"], at=world.at)
    with pytest.raises(Refused):
        take(world, one)
    assert Arrival.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (datetime(2020, 4, 9, 15, 30, tzinfo=UTC), "2020-04-09 15:30"),
        (datetime(2020, 4, 9, tzinfo=UTC), "2020-04-09 12:00"),
        ("2020/4/9 8时", "2020-04-09 08:00"),
        ("4月9日15点30", "2020-04-09 15:30"),
        ("12-30", "2019-12-30 12:00"),
        ("13月40日", ""),
        ("2020-04-09 25:70", ""),
        ("明天", ""),
        ("", ""),
    ],
)
def test_a_day_is_read_as_offices_write_it(world: Any, said: Any, found: str) -> None:
    read = listing.moment(said, world.at)
    assert (f"{read:%Y-%m-%d %H:%M}" if read else "") == found


def test_the_pages_of_a_list(client: Any, world: Any, rules: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.arrivals.views_lists.now", lambda: world.at)
    client.force_login(world.users["community_worker"])
    file = SimpleUploadedFile("名单.csv", ("\n".join(",".join(row) for row in [HEADS, *ROWS])).encode("gb18030"))
    seen = client.post("/arrivals/lists/", {"file": file})
    page = client.get(seen.url).content.decode()
    assert "6" in page and "3-2-501" not in page
    client.post(seen.url + "application/")
    assert Arrival.objects.count() == 2
    assert client.get(seen.url).status_code == 200
    back = client.get(seen.url + "rejected/")
    assert len(sheet(back.content)) == 3 and "no-store" in back.headers["Cache-Control"]
    for wrong in (b"", b"hello", b"PK\x03\x04 no workbook"):
        answer = client.post("/arrivals/lists/", {"file": SimpleUploadedFile("x.xlsx", wrong)})
        assert answer.status_code == 400
    assert ArrivalList.objects.count() == 1


def test_a_list_of_another_community_is_not_there(client: Any, world: Any, upload: Any) -> None:
    client.force_login(world.users["grid_worker"])
    assert client.get("/arrivals/lists/").status_code == 403
    client.force_login(world.users["secretary"])
    assert client.get("/arrivals/lists/018f0000-0000-7000-8000-000000000000/").status_code == 404


def test_too_many_rows_are_refused_before_anything_is_kept(world: Any) -> None:
    many = workbook([ROWS[0]] * (taking.MOST_ROWS + 1))
    with pytest.raises(Refused, match="list_too_long"):
        taking.opened(many, "名单.xlsx")
