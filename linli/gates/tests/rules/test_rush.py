"""The rush, played: nobody is lost, the same seed is the same morning, more guards never make anybody wait longer."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.gates import rush
from linli.gates.rush import Group, Plan, Times, by_minute, groups, line, needed, simulate

pytestmark = pytest.mark.pure
TIMES = Times(prepared=3.0, prepared_more=2.0, unprepared=12.0, unprepared_more=4.0)
PLANS = st.builds(
    Plan,
    times=st.just(TIMES),
    people=st.integers(0, 800),
    share=st.floats(0, 1),
    minutes=st.integers(1, 40),
    gates=st.integers(1, 4),
    guards=st.integers(1, 4),
    prepared=st.floats(0, 1),
    families=st.floats(0, 1),
    spread=st.floats(0, 1),
    seed=st.integers(0, 2**32),
)


@given(PLANS)
@settings(max_examples=60, deadline=None)
def test_everybody_who_comes_goes_through_once(plan: Plan) -> None:
    result = simulate(plan)
    assert Counter(one.group for one in result.served) == Counter(groups(plan))
    assert sum(one.group.size for one in result.served) == plan.leaving
    minutes = by_minute(result)
    assert sum(one.arrived for one in minutes) == sum(one.served for one in minutes) == plan.leaving
    assert minutes[-1].waiting == 0 and all(one.waiting >= 0 for one in minutes)
    assert max(one.longest for one in minutes) == result.longest


@given(PLANS)
@settings(max_examples=40, deadline=None)
def test_no_guard_serves_two_groups_at_once_and_nobody_jumps_the_line(plan: Plan) -> None:
    result = simulate(plan)
    for gate in range(plan.gates):
        mine = [one for one in result.served if one.group.gate == gate]
        assert [one.group.at for one in mine] == sorted(one.group.at for one in mine)
        for one in mine:
            assert one.start >= one.group.at
            busy = sum(other.start <= one.start < other.end for other in mine)
            assert busy <= plan.guards


@given(PLANS)
@settings(max_examples=40, deadline=None)
def test_one_more_guard_never_makes_anybody_wait_longer(plan: Plan) -> None:
    few = {id_: one.wait for id_, one in enumerate(sorted(simulate(plan).served, key=lambda one: one.group.at))}
    more = sorted(simulate(replace(plan, guards=plan.guards + 1)).served, key=lambda one: one.group.at)
    assert all(one.wait <= few[id_] + 1e-9 for id_, one in enumerate(more))


def test_the_same_seed_is_the_same_morning_and_another_seed_another() -> None:
    plan = Plan(TIMES)
    assert simulate(plan) == simulate(plan)
    assert simulate(plan).served != simulate(replace(plan, seed=7)).served


def test_a_hand_computed_line() -> None:
    coming = [Group(at, 0, 1, True, 10.0) for at in (0.0, 1.0, 2.0, 30.0)]
    assert [one.start for one in line(coming, 1)] == [0.0, 10.0, 20.0, 30.0]
    assert [one.start for one in line(coming, 2)] == [0.0, 1.0, 10.0, 30.0]


@pytest.mark.parametrize("load", [0.5, 0.8])
def test_one_guard_and_equal_times_wait_as_the_formula_for_m_d_1_says(load: float) -> None:
    cost, minutes = 6.0, 600
    people = int(load * minutes * 60 / cost)
    waits = [
        simulate(
            Plan(
                Times(cost, 0, 0, 0), people, 1.0, minutes, gates=1, guards=1, prepared=1, families=0,
                walk=0, spread=0, seed=seed,
            )
        ).mean
        for seed in range(20)
    ]  # fmt: skip
    expected = load * cost / (2 * (1 - load))
    assert sum(waits) / len(waits) == pytest.approx(expected, rel=0.1)


def test_nobody_comes_and_nobody_waits() -> None:
    result = simulate(Plan(TIMES, people=0))
    assert (result.served, result.longest, result.mean, result.over) == ((), 0.0, 0.0, 0)
    assert len(by_minute(result)) == 30 and needed(Plan(TIMES, people=0), "guards") == 1


def test_families_cross_together_and_are_cheaper_than_one_by_one() -> None:
    alone, together = (simulate(Plan(TIMES, families=share)) for share in (0.0, 1.0))
    assert {one.group.size for one in together.served} <= {1, 2, 3, 4}  # the very last family may be cut to one
    work = [sum(one.group.seconds for one in result.served) for result in (alone, together)]
    assert work[1] < work[0]


def test_what_is_needed_is_the_least_that_is_enough() -> None:
    plan = Plan(TIMES, prepared=0.0)
    enough = needed(plan, "guards")
    assert enough is not None and enough > 1

    def worst(guards: int) -> float:
        seeds = range(plan.seed, plan.seed + rush.SEEDS)
        return max(simulate(replace(plan, guards=guards, seed=seed)).longest for seed in seeds)

    assert worst(enough) <= rush.LIMIT < worst(enough - 1)


def test_no_number_of_guards_helps_where_one_alone_takes_too_long() -> None:
    slow = Times(prepared=3600, prepared_more=0, unprepared=3600, unprepared_more=0)
    assert needed(Plan(slow, people=4000, share=1.0, minutes=1), "guards") is None


def test_with_the_measured_times_nobody_waits_over_five_minutes() -> None:
    """30 % of 4,100 within 30 minutes, 3 gates with two guards each, six of ten prepared: in each of ten seeds."""
    plan = Plan(rush.measured_times())
    assert plan.leaving == 1230
    for seed in range(plan.seed, plan.seed + 10):
        assert simulate(replace(plan, seed=seed)).longest <= rush.LIMIT
    assert rush.measured()["measured"] and rush.measured()["how"]
