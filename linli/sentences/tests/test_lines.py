"""The lines by which reading is measured, and what no text may do to it."""

import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.sentences import rehearsal
from linli.sentences.rules import understand
from linli.sentences.rules_text import MOST_LINES, MOST_SIGNS, lines

pytestmark = pytest.mark.pure
AT = datetime(2020, 4, 8, 1, 0, tzinfo=UTC)
KNOWN = rehearsal.community()
SCRAPS = re.split(
    r"\|",
    "3-502|三栋|二单元|五零二|王梅|张伟|老王|婆婆|胰岛素|没了|不要|明天|下午|3点前|13800001111|尾号|G1234|喘不上气|[群聊]|:|"
    "12.|，|?|tomorrow|needs|一|百|十|号|-|/|从|回|31|2月|周|日|24|:00|点|半|王梅 10:32|\n| ",
)


def read(text):
    return understand(text, AT, rehearsal.ZONE, KNOWN)


def test_less_than_one_line_in_a_hundred_is_wrong_and_not_marked():
    found = list(rehearsal.run())
    count = len({one.case.line for one in found})
    for part in ("tuning", "held_out"):
        print(part, rehearsal.wrong_lines(found, part), rehearsal.figures(found, part))
    assert count >= 240
    assert rehearsal.wrong_lines(found) * 100 < count


def test_most_fields_are_right_and_few_are_marked_for_nothing():
    """Whoever marks everything is never wrong, and of no help."""
    for part in ("tuning", "held_out"):
        for row in rehearsal.figures(list(rehearsal.run()), part):
            assert row["right"] >= 0.9 * row["lines"], row
            assert row["marked_needlessly"] <= 0.1 * row["lines"], row


def test_every_line_of_the_measure_is_there_once():
    all_cases = rehearsal.cases()
    assert len({case.line for case in all_cases}) == len(all_cases)
    assert sum(case.part == "held_out" for case in all_cases) >= 100
    assert {name for case in all_cases for name in case.expect["unsure"]} <= {"kind", "who", "due", "owner"}


@given(st.text(max_size=400) | st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join))
def test_no_text_breaks_the_reading(text):
    for said in read(text):
        assert said.unsure <= {"kind", "who", "due", "owner"}
        assert len(said.line.written) <= MOST_SIGNS and len(said.whose.doors) <= 8
        assert said.due_at.tzinfo is not None
        if not said.whose.doors and said.kind != "none":
            assert "who" in said.unsure


@pytest.mark.parametrize(
    "scrap",
    ["一", "3-", "3栋", "王", "1:", "从", "[", "不", "3-502 王梅胰岛素没了明天下午3点前", "9" * 50, "a ", "联系"],
)
def test_no_text_takes_long(scrap):
    text = "\n".join([(scrap * 400)[:MOST_SIGNS]] * MOST_LINES)
    read("预热")
    begin = time.monotonic()
    assert len(read(text)) <= MOST_LINES
    assert time.monotonic() - begin < 10


def test_more_lines_and_longer_ones_are_cut():
    assert len(lines("买菜\n" * 500)) == MOST_LINES
    (one,) = lines("菜" * 5000)
    assert len(one.body) <= MOST_SIGNS
