"""The board's rules as tables of cases."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.shops.rules import DAY, HOUR, Check, Terms, hindrance, hours_left, level, stale, trend

pytestmark = pytest.mark.pure
NOW = 1_586_300_000
BOTH = Terms(needs=("inspection", "assessment"), valid_days=14)


@pytest.mark.parametrize(
    ("quantity", "below", "said"),
    [
        ("0", "10", "none"),
        ("0.01", "10", "short"),
        ("9.99", "10", "short"),
        ("10", "10", "plentiful"),
        ("5", "0", "plentiful"),
    ],
)
def test_how_much_there_is_in_a_word(quantity: str, below: str, said: str) -> None:
    assert level(Decimal(quantity), Decimal(below)) == said


@pytest.mark.parametrize(
    ("newest", "before", "said"),
    [("100", "100", "steady"), ("105", "100", "steady"), ("105.01", "100", "up"), ("95", "100", "steady"),
     ("94.99", "100", "down"), ("0", "0", "steady"), ("1", "0", "up"), ("0", "1", "down")],
)  # fmt: skip
def test_which_way_it_goes(newest: str, before: str, said: str) -> None:
    assert trend([Decimal(newest), Decimal(before), Decimal(7)]) == said


def test_one_count_has_no_trend() -> None:
    assert trend([]) == trend([Decimal(3)]) == "new"


def test_freshness_and_staleness_at_their_edges() -> None:
    assert [hours_left(NOW + extra, NOW) for extra in (-1, 0, HOUR - 1, HOUR, 25 * HOUR)] == [0, 0, 0, 1, 25]
    assert not stale(NOW - 48 * HOUR, NOW, 48) and stale(NOW - 48 * HOUR - 1, NOW, 48)


def check(what: str, *, passed: bool = True, ago: int = 0) -> Check:
    return Check(what, passed, NOW - ago)


@pytest.mark.parametrize(
    ("terms", "checks", "said"),
    [
        (Terms(), [], ""),
        (Terms(kinds=("pharmacy",)), [], "shops.kind_not_allowed"),
        (BOTH, [], "shops.inspection_missing"),
        (BOTH, [check("inspection")], "shops.assessment_missing"),
        (BOTH, [check("inspection"), check("assessment")], ""),
        (BOTH, [check("inspection", ago=14 * DAY - 1), check("assessment")], ""),
        (BOTH, [check("inspection", ago=14 * DAY), check("assessment")], "shops.inspection_expired"),
        (BOTH, [check("inspection"), check("assessment", ago=15 * DAY)], "shops.assessment_expired"),
        (BOTH, [check("inspection"), check("assessment", passed=False)], "shops.check_failed"),
        (BOTH, [check("inspection", passed=False, ago=60), check("inspection"), check("assessment")], ""),
        (Terms(), [check("inspection", passed=False)], "shops.check_failed"),
        (Terms(needs=("inspection",)), [check("inspection", ago=400 * DAY)], ""),
        (Terms(needs=("inspection",)), [check("inspection", ago=-60)], "shops.inspection_missing"),
    ],
)
def test_what_keeps_a_shop_closed(terms: Terms, checks: list[Check], said: str) -> None:
    assert hindrance(terms, "market", checks, NOW) == said
    assert hindrance(terms, "market", checks[::-1], NOW) == said, "in whatever order the looks were typed in"


@given(
    st.lists(
        st.builds(Check, st.sampled_from(["inspection", "assessment"]), st.booleans(), st.integers(NOW - 20 * DAY, NOW))
    )
)
def test_a_shop_may_open_only_if_each_newest_look_was_in_order(checks: list[Check]) -> None:
    if hindrance(BOTH, "market", checks, NOW) == "":
        for what in BOTH.needs:
            newest = max(one.at for one in checks if one.what == what)
            assert any(one.passed for one in checks if one.what == what and one.at == newest)
            assert NOW - newest < 14 * DAY
