"""Which permit opens a gate: the smallest that does, and none is promised where something else stands in the way."""

from typing import Any

import pytest

from linli.reviews.rules import next_level, permit_that_opens

pytestmark = pytest.mark.pure
NOW = 1_586_307_600
HERE = {"direction": "exit", "person": "resident", "offset": 28_800, "resident_here": True}
REASON = {"check": "reason_open", "kinds": ["work", "outing", "medical"]}
EXITS = {"check": "household_exits", "per_day": 1, "except_permits": ["essential"]}
ORDER = {"check": "no_order", "kinds": ["home_observation"]}
COLOUR = {"check": "health_code", "accept": ["green"], "colours": []}


@pytest.mark.parametrize(
    ("steps", "facts", "expected"),
    [
        ([REASON], {}, "outing"),
        ([{**REASON, "kinds": ["medical"]}], {}, "medical"),
        ([EXITS], {"household_exits_today": 1}, "essential"),
        ([{**EXITS, "except_permits": []}], {"household_exits_today": 1}, None),
        ([REASON, EXITS], {"household_exits_today": 1}, None),
        ([ORDER], {"order_kinds": ["home_observation"], "order_untils": [NOW + 99]}, None),
        ([COLOUR], {"health_colour": "red"}, None),
        ([COLOUR, REASON], {}, "outing"),
        ([], {}, "outing"),
    ],
)
def test_the_permit_that_opens(steps: list[Any], facts: dict[str, Any], expected: str | None) -> None:
    assert permit_that_opens({"exit": steps, "entry": []}, HERE | facts, NOW) == expected


def test_a_step_that_asks_again_is_not_cleared_by_a_permit() -> None:
    gate = {"exit": [REASON, COLOUR], "entry": []}
    assert permit_that_opens(gate, HERE, NOW, "health_code") is None
    assert permit_that_opens(gate, HERE, NOW, "reason_open") == "outing"


def test_it_goes_up_twice_and_then_no_further() -> None:
    assert [next_level(level) for level in (0, 1, 2)] == [1, 2, None]
