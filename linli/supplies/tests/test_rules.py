"""Money adds up, shares add up to what came, nobody gets more than ordered, nothing is promised twice."""

from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from linli.supplies.rules import Balance, Line, by_goods, by_household, packs, total
from linli.supplies.rules_shares import EQUAL, LOTTERY, NEED, RULES, Claim, draw, seal, share
from linli.supplies.rules_slots import Stop, ends, slots, walk
from linli.supplies.rules_stock import Held, Waiter, grant, promote

pytestmark = pytest.mark.pure
PRICES = st.decimals(min_value=0, max_value=9999, places=2)
UNITS = st.integers(min_value=0, max_value=60)


@st.composite
def lines(draw_):
    ordered = draw_(UNITS)
    got = draw_(st.none() | st.integers(0, ordered))
    spoiled = draw_(st.integers(0, got or 0))
    instead = draw_(st.integers(0, ordered - got)) if got is not None else 0
    names = (draw_(st.integers(1, 9)), draw_(st.integers(1, 4)))
    return Line(*names, ordered, draw_(PRICES), got, instead, draw_(PRICES), spoiled)


@given(st.lists(lines(), max_size=40))
def test_what_households_owe_is_what_the_supplier_is_owed(rows):
    assert sum(by_household(rows).values(), Decimal(0)) == sum(by_goods(rows).values(), Decimal(0)) == total(rows)
    assert all(sum_ == sum_.quantize(Decimal("0.01")) for sum_ in by_household(rows).values())


@given(lines())
def test_nobody_pays_more_than_they_ordered_for(line):
    assert 0 <= line.cost <= line.ordered * line.price


def test_three_times_a_dime_is_thirty_cents():
    line = Line("3-2-502", 1, 3, Decimal("0.10"))
    assert line.cost == Decimal("0.30") and str(total([line, line])) == "0.60"


@given(PRICES, PRICES, PRICES)
def test_one_either_pays_or_is_paid_back(owed, paid, returned):
    balance = Balance(owed, paid, returned)
    assert balance.open - balance.back == owed - paid + returned
    assert min(balance.open, balance.back) == 0


def test_packs_and_loose_units():
    assert packs(65, 30) == (2, 5) and packs(7, 1) == (0, 7) and packs(0, 30) == (0, 0)


CLAIMS = st.lists(st.tuples(UNITS, st.booleans()), max_size=40).map(
    lambda rows: [Claim(number, wanted, need) for number, (wanted, need) in enumerate(rows, 1)]
)


@given(st.sampled_from(RULES), st.integers(0, 900), CLAIMS, st.text(max_size=8))
def test_shares_add_up_to_what_came_and_nobody_gets_more_than_ordered(rule_, there, claims, seed):
    result = share(rule_, there, claims, seed=seed, goods=1)
    wanted = sum(claim.wanted for claim in claims)
    assert result.given == min(there, wanted) and result.given + result.left == there
    assert set(result.got) == {claim.number for claim in claims}
    assert all(0 <= result.got[claim.number] <= claim.wanted for claim in claims)
    assert result == share(rule_, there, list(reversed(claims)), seed=seed, goods=1)


@given(st.integers(0, 900), CLAIMS, st.text(max_size=8))
def test_equal_shares_differ_by_one_at_most_unless_somebody_ordered_less(there, claims, seed):
    got = share(EQUAL, there, claims, seed=seed, goods=1).got
    cut = [got[claim.number] for claim in claims if got[claim.number] < claim.wanted]
    most = max(got.values(), default=0)
    assert all(number in (most, most - 1) for number in cut)


@given(st.integers(0, 900), CLAIMS)
def test_those_in_need_wait_for_nobody(there, claims):
    got = share(NEED, there, claims, seed="x", goods=1).got
    if any(got[claim.number] for claim in claims if not claim.need):
        assert all(got[claim.number] == claim.wanted for claim in claims if claim.need)


@given(st.integers(0, 900), CLAIMS)
def test_in_a_lottery_one_order_at_most_is_cut(there, claims):
    got = share(LOTTERY, there, claims, seed="x", goods=1).got
    assert sum(0 < got[claim.number] < claim.wanted for claim in claims) <= 1


def test_the_calculation_of_a_shortage_can_be_read():
    claims = [Claim(1, 4), Claim(2, 2, need=True), Claim(3, 4), Claim(4, 1)]
    result = share(EQUAL, 8, claims, seed="2020", goods=1)
    assert sorted(result.got.values()) == [1, 2, 2, 3] and result.short == 3
    assert [(step.code, step.level, step.units) for step in result.steps] == [("level", 2, 8), ("rest", 2, 1)]
    assert result.steps[1].drawn == tuple(draw("2020", 1, [1, 3])[:1])
    first = share(NEED, 1, claims, seed="2020", goods=1)
    assert first.got == {1: 0, 2: 1, 3: 0, 4: 0} and first.steps[0].code == "need_short"


def test_lots_depend_on_seed_and_goods_and_can_be_drawn_again():
    numbers = range(1, 60)
    assert draw("a", 1, numbers) == draw("a", 1, reversed(numbers)) != draw("b", 1, numbers)
    assert draw("a", 1, numbers) != draw("a", 2, numbers)
    assert seal("2020") == "73a2af8864fc500fa49048bf3003776c19938f360e56bd03663866fb3087884a"


@pytest.mark.parametrize(("rule_", "there", "wanted"), [("best", 1, 1), (EQUAL, -1, 1), (EQUAL, 1, -1)])
def test_nonsense_is_not_shared(rule_, there, wanted):
    with pytest.raises(ValueError, match=rule_):
        share(rule_, there, [Claim(1, wanted)], seed="", goods=1)


class Ordering(RuleBasedStateMachine):
    """Orders, changes and withdrawals in any order, over a stock that may grow."""

    def __init__(self):
        super().__init__()
        self.stock, self.held, self.queue = 20, {}, []

    def free(self):
        return self.stock - sum(one.promised for one in self.held.values())

    def settle(self):
        waiting = [Waiter(who, self.held[who].waiting) for who in self.queue]
        for who, units in promote(self.free(), waiting).items():
            self.held[who] = Held(self.held[who].promised + units, self.held[who].waiting - units)
        self.queue = [who for who in self.queue if self.held[who].waiting]

    @rule(who=st.integers(0, 6), wanted=st.integers(0, 9))
    def order(self, who, wanted):
        before = self.held.get(who, Held())
        self.held[who] = after = grant(wanted, before, self.free())
        if after.waiting > before.waiting or not after.waiting:
            self.queue = [one for one in self.queue if one != who] + ([who] if after.waiting else [])
        assert after.promised + after.waiting == wanted
        self.settle()

    @rule(more=st.integers(0, 5))
    def find_more(self, more):
        self.stock += more
        self.settle()

    @invariant()
    def nothing_is_oversold_and_nobody_waits_beside_something_free(self):
        assert self.free() >= 0
        assert self.free() == 0 or not any(one.waiting for one in self.held.values())
        assert sorted(self.queue) == sorted(who for who, one in self.held.items() if one.waiting)


TestOrdering = Ordering.TestCase


def test_without_a_stock_everything_is_promised():
    assert grant(7, Held(), None) == Held(7, 0)
    assert promote(None, [Waiter("a", 2), Waiter("b", 3)]) == {"a": 2, "b": 3}
    assert promote(4, [Waiter("a", 2), Waiter("b", 3), Waiter("c", 1)]) == {"a": 2, "b": 2}


START = datetime(2020, 4, 9, 9)  # noqa: DTZ001 (a wall clock is enough for counting)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 18)), unique=True), st.integers(1, 60), st.integers(1, 9))
def test_no_slot_is_fuller_than_its_places_and_neighbours_come_together(homes, minutes, places):
    stops = [Stop(n, "", str(block), "1", floor, f"{floor}01") for n, (block, floor) in enumerate(homes)]
    times = slots(stops, START, minutes, places)
    assert max(Counter(times.values()).values(), default=0) <= places
    in_order = [times[stop.key] for stop in walk(stops)]
    assert in_order == sorted(in_order)
    assert all(one + timedelta(minutes=minutes) <= ends(len(stops), START, minutes, places) for one in in_order)


def test_one_walks_building_after_building_two_before_ten():
    stops = [Stop(room, "新城一期", *room.split("-")[:2], int(room.split("-")[2][:-2]), room) for room in
             ("10-1-101", "2-1-1203", "2-1-302", "2-2-101")]  # fmt: skip
    assert [stop.key for stop in walk(stops)] == ["2-1-302", "2-1-1203", "2-2-101", "10-1-101"]
