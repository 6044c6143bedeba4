"""When a restriction binds: at each boundary, to the second."""

import pytest

from linli.orders.rules import Bound, Terms, holds, until, why_over

pytestmark = pytest.mark.pure
TERMS = Terms(("home_observation",), lapses=2000)
HELD = Bound("home_observation", starts=100, ends=1000)


@pytest.mark.parametrize(("at", "binds"), [(99, False), (100, True), (1000, True), (1001, False)])
def test_from_its_confirmation_to_its_last_second(at, binds):
    assert holds(HELD, TERMS, at) is binds


def test_a_proposal_binds_nobody():
    assert not holds(Bound("home_observation", None, 1000), TERMS, 500)


@pytest.mark.parametrize(("at", "binds"), [(499, True), (500, False)])
def test_lifted_it_ends_in_that_moment_and_what_was_before_stays_true(at, binds):
    assert holds(Bound("home_observation", 100, 1000, over=500), TERMS, at) is binds


def test_without_rules_or_without_its_kind_nothing_binds():
    assert why_over(HELD, None, 500) == "rules"
    assert why_over(HELD, Terms(("other",), 2000), 500) == "phase"
    assert not holds(HELD, None, 500) and not holds(HELD, Terms((), 2000), 500)


@pytest.mark.parametrize(("at", "why"), [(799, ""), (800, "rules")])
def test_the_moment_at_which_rules_lapse_is_free(at, why):
    assert why_over(HELD, Terms(("home_observation",), 800), at) == why


def test_its_time_over_is_told_before_all_other_reasons():
    assert why_over(HELD, None, 1001) == "end"


def test_until_is_the_earliest_of_its_ends():
    assert until(HELD, TERMS) == 1000
    assert until(HELD, Terms(("home_observation",), 800)) == 799
