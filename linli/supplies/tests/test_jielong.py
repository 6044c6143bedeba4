"""A pasted list of a chat: what is sure, and what somebody must look at, line by line."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.supplies.jielong import Home, gaps, read
from linli.supplies.jielong_amounts import Ware, number

pytestmark = pytest.mark.pure
LINES = [json.loads(line) for line in Path(__file__).with_name("jielong.jsonl").read_text().splitlines()]
WARES = [
    Ware(1, ("鸡蛋", "A"), "板", 5),
    Ware(2, ("蔬菜包", "蔬菜", "B", "套餐B"), "份", 5),
    Ware(3, ("土鸡蛋",), "盒", None),
]
HOMES = [
    Home("3-2-502", "新城一期", "3", "2", "502", ("王秀英", "王梅")),
    Home("3-2-501", "新城一期", "3", "2", "501", ("李强",)),
    Home("2-1-301", "新城一期", "2", "1", "301", ("陈浩", "周静")),
    Home("5-1-1203", "新城一期", "5", "1", "1203", ("赵敏",)),
    Home("4-1-101a", "新城一期", "4", "1", "101", ("钱进",)),
    Home("4-1-101b", "新城一期", "4", "1", "101", ("孙丽", "周静")),
]


@pytest.mark.parametrize("row", LINES, ids=[row["line"] for row in LINES])
def test_one_line(row):
    [one] = read(row["line"], WARES, HOMES)
    assert (one.home.key if one.home else None) == row["home"]
    if not row.get("any"):
        assert {str(key): amount for key, amount in one.units} == row["units"]
        assert list(one.doubts) == row["doubts"]
    assert one.sure == (row["doubts"] == [])


PASTED = """#接龙
团购鸡蛋、蔬菜包 4月9日到
例: 3-2-502 王梅 鸡蛋2份

1. 3-2-502 王梅 鸡蛋2
2. 5-1-1203 赵敏 蔬菜包1
4. 3-2-502 王秀英 蔬菜包1
鸡蛋1份
"""


def test_a_whole_list_loses_no_line_and_says_what_it_leaps_over():
    rows = read(PASTED, WARES, HOMES, ordered={"5-1-1203"})
    assert [row.skipped for row in rows] == [True, True, True, False, False, False, False]
    assert [row.doubts for row in rows[3:]] == [("twice",), ("has_order",), ("twice",), ("who_missing",)]
    assert gaps(rows) == [3]


def test_a_list_without_numbers_is_read_too_and_its_heading_is_no_order():
    rows = read("今天团菜\n3-2-501 鸡蛋1\n赵敏 蔬菜2", WARES, HOMES)
    assert [(row.skipped, row.sure) for row in rows] == [(True, False), (False, True), (False, True)]


def test_where_there_is_one_kind_of_goods_the_number_is_enough():
    assert [row.units for row in read("1. 李强 +1\n2. 3-2-502 2份", WARES[:1], HOMES)] == [((1, 1),), ((1, 2),)]


@given(st.lists(st.text(alphabet="鸡蛋蔬菜包王梅3-25012栋单元 .、份两半×#\n不要", max_size=30), max_size=6))
def test_whatever_is_pasted_every_line_comes_back_and_what_is_sure_is_whole(lines):
    text = "\n".join(lines)
    rows = read(text, WARES, HOMES)
    assert [row.line for row in rows] == [line.strip() for line in text.splitlines() if line.strip()]
    for row in rows:
        assert not row.sure or (row.home is not None and row.units and all(0 < n <= 999 for _, n in row.units))


@pytest.mark.parametrize(
    ("words", "value"), [("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("半", 0), ("二三", 0)]
)
def test_numbers_in_words(words, value):
    assert number(words) == value
