"""Rooms as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.registry.rooms import Room, assemble, match, parse, simplify


@pytest.mark.parametrize(
    "text",
    [
        "3栋2单元502",
        "3-2-502",
        "3号楼2单元502室",
        "３－２－５０２",
        "三栋二单元五〇二",
        "3 栋 2 单元 502",
        "3 2 502",
        "3#2-502",
        "3栋2单元5层502",
        "3栋-2单元-502",
        "03-02-0502",
        "三-二-五百零二",
        "3栋2门502号",
        "3楼2单元502",
        "3幢2梯502房",
        "3—2—502",
    ],
)
def test_every_way_to_write_a_room_gives_one_key(text: str) -> None:
    assert parse(text).key == "3-2-502"


@pytest.mark.parametrize(
    ("text", "key"), [("3-502", "3-502"), ("A栋1203", "A-1203"), ("A1-2-301", "A1-2-301"), ("B座12A", "B-12A")]
)
def test_a_room_without_unit_keeps_none(text: str, key: str) -> None:
    assert (parse(text).key, parse(text).unit) == (key, parse(text).unit and "2")


@pytest.mark.parametrize("text", ["502", "2单元502", "32502", "8栋", "", "栋", "1-3-2-502", "合计：300人", "3楼502"])
def test_what_is_not_certain_is_no_room(text: str) -> None:
    assert parse(text) is None


def test_the_compound_before_the_room_is_kept() -> None:
    assert parse("新城南苑3栋2单元502室") == Room("3", "2", "502", "新城南苑")
    assert parse("百步亭三期12栋1单元0502").place == "百步亭三期"


def test_separate_columns_make_a_room() -> None:
    assert assemble("3栋", "2", "502").key == "3-2-502"
    assert assemble("三栋", "二单元", "五〇二").key == "3-2-502"
    assert assemble("3号楼", "", "2-502").key == "3-2-502"
    assert assemble("", "", "3-2-502").key == "3-2-502"
    assert assemble("3", "", "") is None


def test_a_repeated_building_is_not_taken_for_a_unit() -> None:
    assert assemble("3", "", "3-502").key == "3-502"


def test_two_parts_match_the_only_room_and_ask_about_several() -> None:
    one, two = Room("3", "1", "502"), Room("3", "2", "502")
    assert match(parse("3-502"), [one, Room("4", "1", "502")]).found == one
    unclear = match(parse("3-502"), [one, two])
    assert unclear.found is None and unclear.unclear and set(unclear.candidates) == {one, two}


def test_a_unit_that_nobody_knows_is_a_question() -> None:
    assert match(parse("3-2-502"), [Room("3", None, "502")]).found is None
    assert match(parse("3-1-502"), [Room("3", None, "502")]).found == Room("3", None, "502")


def test_the_compound_tells_two_buildings_apart() -> None:
    south, north = Room("3", "2", "502", "南苑"), Room("3", "2", "502", "北苑")
    assert match(parse("3-2-502"), [south, north]).unclear
    assert match(parse("新城南苑小区3-2-502"), [south, north]).found == south


@given(st.integers(1, 199), st.integers(1, 12), st.integers(1, 40), st.integers(1, 20), st.sampled_from(range(5)))
def test_any_room_survives_any_spelling(building: int, unit: int, floor: int, door: int, form: int) -> None:
    room = f"{floor}{door:02d}"
    ways = [
        f"{building}栋{unit}单元{room}室",
        f"{building}-{unit}-{room}",
        f"{building}号楼 {unit}单元 {room}",
        f" {building}幢{unit}门{floor}层{room}",
        f"{building}#{unit}单元-{room}号",
    ]
    assert parse(ways[form]).key == f"{building}-{unit}-{room}"


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    room = parse(text)
    assert room is None or parse(room.key) is not None
    assert simplify(simplify(text)) is not None
