"""Reading a row: the grammar, the time carried on, the room without dashes. Pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.paper.typed import Typed, minutes_of, read, splits

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("053502w", Typed(time="05", room="3502", who="w")),
        ("1405.3502w", Typed(time="1405", room="3502", who="w")),
        ("905.352w", Typed(time="905", room="352", who="w")),
        (".3502w", Typed(time="=", room="3502", who="w")),
        ("053-2-502wm", Typed(time="05", room="3-2-502", who="wm")),
        ("05 3502 - w", Typed(time="05", room="3502", way="exit", who="w")),
        ("053502+王梅", Typed(time="05", room="3502", way="entry", who="王梅")),
        ("053502/1w", Typed(time="05", room="3502", refused=True, reason="1", who="w")),
        ("053502/w", Typed(time="05", room="3502", refused=True, who="w")),
        ("053502*378w", Typed(time="05", room="3502", temperature=378, who="w")),
        ("053502*37.8w", Typed(time="05", room="3502", temperature=378, who="w")),
        ("053502@1w", Typed(time="05", room="3502", purpose=1, who="w")),
        ("053502wm.2", Typed(time="05", room="3502", who="wm", nth=2)),
        ("05#k7qm-4t2x", Typed(time="05", code="K7QM4T2X")),
        ("05!", Typed(time="05", life=True)),
        ("053502:送药 李师傅", Typed(time="05", room="3502", visitor="送药 李师傅")),
        ("０５３５０２ｗ", Typed(time="05", room="3502", who="w")),
        ("053502w?", Typed(time="05", room="3502", who="w", rest="?")),
        ("", Typed()),
        ("0", Typed(time="0")),
    ],
)
def test_a_row_says_what_was_typed(text: str, said: Typed) -> None:
    assert read(text) == said


@given(st.text(max_size=200))
def test_nothing_that_can_be_typed_fails(text: str) -> None:
    said = read(text)
    assert read(f"0905.{said.after_time}").room == said.room or not said.room
    minutes_of(said.time, 600)
    splits(said.room.replace("-", ""))


@pytest.mark.parametrize(
    ("typed", "above", "meant"),
    [
        ("0905", None, 545),
        ("905", None, 545),
        ("05", None, None),
        ("05", 9 * 60 + 5, 9 * 60 + 5),
        ("07", 9 * 60 + 5, 9 * 60 + 7),
        ("03", 9 * 60 + 5, 10 * 60 + 3),
        ("7", 9 * 60 + 5, 9 * 60 + 7),
        ("3", 9 * 60 + 58, 10 * 60 + 3),
        ("=", 545, 545),
        ("=", None, None),
        ("10", 23 * 60 + 50, 24 * 60 + 10),
        ("0010", 23 * 60 + 50, 24 * 60 + 10),
        ("2355", 24 * 60 + 10, 24 * 60 + 23 * 60 + 55),
        ("1003", 10 * 60 + 5, 603),
        ("2460", 545, None),
        ("60", 545, None),
        ("x", 545, None),
    ],
)
def test_the_time_goes_on_from_the_row_above(typed: str, above: int | None, meant: int | None) -> None:
    assert minutes_of(typed, above) == meant


@given(st.integers(0, 1439), st.integers(0, 59))
def test_two_digits_reach_every_minute_of_the_coming_hour(above: int, later: int) -> None:
    assert minutes_of(f"{(above + later) % 60:02d}", above) == above + later


@pytest.mark.parametrize(
    ("typed", "room"),
    [
        ("3502", ("3", None, "502", True)),
        ("32502", ("3", "2", "502", True)),
        ("352", ("3", None, "502", False)),
        ("51203", ("5", None, "1203", True)),
        ("5123", ("5", None, "1203", False)),
        ("12123", ("12", None, "1203", False)),
        ("121203", ("12", None, "1203", True)),
    ],
)
def test_a_room_without_dashes(typed: str, room: tuple[str, str | None, str, bool]) -> None:
    assert room in splits(typed)
