"""Roster files of every kind, and what is made of their rows."""

import io
from contextlib import suppress
from datetime import date

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.registry.roster.columns import understand as understand_columns
from linli.registry.roster.entry import Entry, Rejected, understand
from linli.registry.roster.read import RosterUnreadable, read
from linli.registry.roster.rejected import workbook

TODAY = date(2020, 4, 8)
HEADERS = ["姓名", "房号", "联系电话（手机）", "身份证号", "性别", "幸运数字"]
PEOPLE = [
    ["王小明", "3栋2单元502", "13800138000", "11010519491231002X", "男", 7],
    ["买买提·吐尔逊", "3-2-501", "", "", "男", ""],
    ["𠮷野明", "4-1-101", "87654321", "E12345678", "", ""],
]


def taken(content: bytes, name: str = "花名册.xlsx") -> list[Entry | Rejected]:
    return [understand(columns, row, TODAY) for columns, row in read(content, name).rows]


def xlsx(rows: list[list[object]], title: str = "") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("居民")
    start = 0
    if title:
        page.merge_range(0, 0, 0, 5, title)
        start = 2
    for line, row in enumerate(rows, start=start):
        for place, cell in enumerate(row):
            page.write(line, place, cell)
    book.close()
    return out.getvalue()


def xls(rows: list[list[object]]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("居民")
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            page.write(line, place, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text(rows: list[list[object]], encoding: str, separator: str = ",") -> bytes:
    return "\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding)


@pytest.mark.parametrize(
    "content",
    [
        xlsx([HEADERS, *PEOPLE]),
        xlsx([HEADERS, *PEOPLE], title="新城社区居民花名册 2020年"),
        xls([HEADERS, *PEOPLE]),
        text([HEADERS, *PEOPLE], "utf-8-sig"),
        text([HEADERS, *PEOPLE], "utf-8"),
        text([HEADERS, *PEOPLE], "gb18030"),
        text([HEADERS, *PEOPLE], "utf-16", "\t"),
        text([HEADERS, *PEOPLE], "gb18030", ";"),
    ],
    ids=["xlsx", "title above", "xls", "utf-8 with mark", "utf-8", "gb18030", "utf-16 tabs", "semicolons"],
)
def test_every_kind_of_file_gives_the_same_people(content: bytes) -> None:
    entries = taken(content)
    assert [entry.name for entry in entries] == ["王小明", "买买提·吐尔逊", "𠮷野明"]
    assert [entry.room.key for entry in entries] == ["3-2-502", "3-2-501", "4-1-101"]
    assert entries[0].phone == "+8613800138000" and entries[0].birth_year == 1949


def test_columns_come_in_any_order_and_the_rest_is_named() -> None:
    columns = understand_columns(["幸运数字", "备注", "手机", "门牌号", "姓 名*"])
    assert columns.places == {"phone": (2,), "room": (3,), "name": (4,)}
    assert (columns.not_kept, columns.unknown) == (("备注",), ("幸运数字",))


def test_of_two_phone_columns_the_first_that_is_filled_counts() -> None:
    rows = [
        ["姓名", "房号", "联系电话", "手机"],
        ["王一", "3-502", "87654321", "13800138000"],
        ["王二", "3-503", "87654321", ""],
    ]
    assert [entry.phone for entry in taken(text(rows, "utf-8"), "a.csv")] == ["+8613800138000", "+862787654321"]


def test_numbers_that_a_spreadsheet_spoiled_are_explained() -> None:
    rows = [["姓名", "房号", "身份证号"], ["王小明", "3-502", 1.1010519491231e17], ["王小红", "3.0", 12345678.0]]
    first, second = taken(xlsx(rows))
    assert [problem.code for problem in first.problems] == ["identity.lost_digits"]
    assert [problem.code for problem in second.problems] == ["roster.room_unclear"]


def test_merged_rooms_hold_for_everyone_beside_them() -> None:
    book = openpyxl.Workbook()
    page = book.active
    for row in [["房号", "姓名"], ["3-2-502", "王一"], [None, "王二"], [None, "王三"], ["3-2-503", "李一"]]:
        page.append(row)
    page.merge_cells("A2:A4")
    out = io.BytesIO()
    book.save(out)
    assert [entry.room.key for entry in taken(out.getvalue())] == ["3-2-502"] * 3 + ["3-2-503"]


def test_the_words_of_an_office_are_understood() -> None:
    rows = [
        ["楼栋", "单元", "室", "姓名", "居住类型", "入住情况", "人户分离", "有无智能手机", "年龄", "出生年月"],
        ["3栋", 2, 502, "王一", "租户", "出租", "否", "无", "", "1950年3月"],
        ["3栋", 2, 503, "", "", "空置", "", "", "", ""],
        ["3栋", 2, 504, "王二", "业主", "自住", "是", "有", 70, ""],
        ["3栋", 2, 505, "王三", "", "", "", "", "", date(1988, 5, 1)],
    ]
    one, empty, two, three = taken(xlsx(rows))
    assert (one.tenure, one.occupancy, one.lives_elsewhere, one.no_smartphone, one.birth_year) == (
        "tenant",
        "let",
        False,
        True,
        1950,
    )
    assert (empty.name, empty.occupancy, empty.room.key) == ("", "empty", "3-2-503")
    assert (two.tenure, two.lives_elsewhere, two.no_smartphone, two.birth_year) == ("owner", True, False, 1950)
    assert two.oddities[0].code == "roster.year_from_age" and three.birth_year == 1988


def test_a_row_says_everything_that_is_wrong_with_it_at_once() -> None:
    rows = [["姓名", "房号", "手机", "身份证"], ["", "五楼", "12", "1"]]
    (refused,) = taken(text(rows, "utf-8"), "a.csv")
    assert {problem.code for problem in refused.problems} == {
        "roster.no_name",
        "roster.room_unclear",
        "phone.not_a_number",
        "identity.unknown_form",
    }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 broken", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "not_a_workbook"),
        ("今天天气很好\n适合散步".encode(), "no_header"),
        (b"\xff\x81\x30\xff" * 9, "unknown_encoding"),
        (xlsx([]), "empty"),
        (b"%PDF-1.4 \x00\xff\xfe\x80", "unknown_encoding"),
    ],
)
def test_what_is_no_roster_says_why(content: bytes, code: str) -> None:
    with pytest.raises(RosterUnreadable) as caught:
        read(content, "a.xls")
    assert caught.value.code == f"roster.{code}"


def test_the_rejected_come_back_in_their_own_columns_with_a_reason() -> None:
    rows = [HEADERS, PEOPLE[0], ["=1+1", "", "12", 1.1010519491231e17, "女", 3]]
    content = xlsx([HEADERS, PEOPLE[0]])
    roster = read(text(rows, "gb18030"), "册.csv")
    judged = [understand(columns, row, TODAY) for columns, row in roster.rows]
    refused = [one for one in judged if isinstance(one, Rejected)]
    back = workbook(roster, refused, "没有收下的原因", lambda problem: problem.code)
    page = openpyxl.load_workbook(io.BytesIO(back)).active
    assert [cell.value for cell in page[1]] == [*HEADERS, "没有收下的原因"]
    assert page["A2"].value == "=1+1" and page["A2"].data_type == "s"
    assert "roster.no_room" in page["G2"].value and page["G2"].font.color.rgb.endswith("B3261E")
    assert len(taken(back)) == 1 and len(taken(content)) == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(
                st.characters(codec="gb18030", exclude_characters='\r\n"\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e'),
                max_size=12,
            ),
            min_size=3,
            max_size=3,
        ),
        max_size=12,
    )
)
def test_rows_in_are_rows_taken_and_rows_refused(rows: list[list[str]]) -> None:
    lines = [["姓名", "房号", "手机"], *([cell.replace(",", "") for cell in row] for row in rows)]
    roster = read(text(lines, "gb18030"), "a.csv")
    judged = [understand(columns, row, TODAY) for columns, row in roster.rows]
    full = sum(any(cell.replace("\x00", "").strip() for cell in row) for row in lines[1:])
    assert roster.size == len(judged) == full


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    with suppress(RosterUnreadable):
        taken(content, "x.csv")
