"""What facts say about a thing on the shelf, whatever the order in which they come."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.gates.shelving import Mark, Put, State, joined

pytestmark = pytest.mark.pure
# A fact's number is its own, so its content follows from it: one key never says two things.
NUMBERS = st.integers(1, 40)


def fact(number: int) -> State:
    at, key = 100 + number * 7 % 5, f"device:{number:016d}"
    kind = number % 4
    if kind == 0:
        return State(put=Put(at=at, key=key, word="meal", gate="south", household=f"home {number % 3}", overdue_at=at))
    if kind == 1:
        return State(told=Mark(at, key, ("phone", "app", "worker")[number % 3]))
    return State(end=Mark(at, key, ("resident", "courier")[number % 2]))


def folded(numbers: list[int]) -> State:
    state = State()
    for number in numbers:
        state = joined(state, fact(number))
    return state


@given(st.lists(NUMBERS, max_size=12), st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_end_in_the_same_state(numbers, random):
    other = numbers + random.choices(numbers, k=3) if numbers else []
    random.shuffle(other)
    assert folded(numbers) == folded(other)


@given(st.lists(NUMBERS, max_size=6), st.lists(NUMBERS, max_size=6), st.lists(NUMBERS, max_size=6))
def test_two_gates_may_join_what_they_know_in_any_way(one, two, three):
    a, b, c = folded(one), folded(two), folded(three)
    assert joined(a, b) == joined(b, a)
    assert joined(joined(a, b), c) == joined(a, joined(b, c))
    assert joined(a, a) == a


@given(st.lists(NUMBERS, max_size=12))
def test_what_has_ended_never_waits_again(numbers):
    state = folded(numbers)
    for number in range(1, 41):
        later = joined(state, fact(number))
        assert not (state.end and later.waiting)
        assert not (state.end and later.end and later.end.rank > state.end.rank)


def test_of_two_ends_the_first_holds_and_at_the_same_second_the_key_decides():
    south, north = Mark(200, "a:1", "resident"), Mark(190, "b:1", "volunteer")
    assert joined(State(end=south), State(end=north)).end == north
    tie = Mark(190, "a:9", "other")
    assert joined(State(end=north), State(end=tie)).end == tie


def test_who_rang_is_surer_than_the_app_and_a_name_on_a_list():
    told = [Mark(1, "a", "worker"), Mark(2, "b", "app"), Mark(3, "c", "phone"), Mark(4, "d", "phone")]
    for order in permutations(told):
        state = State()
        for mark in order:
            state = joined(state, State(told=mark))
        assert state.told == told[2]
