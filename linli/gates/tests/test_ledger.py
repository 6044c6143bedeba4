"""Who is out is a function of the set of crossings: any arrival order gives the same answer."""

from hypothesis import given
from hypothesis import strategies as st

from linli.gates.ledger import Step, elsewhere, exits_on, household_out, used, who_is_out

STEPS = st.lists(
    st.builds(
        Step,
        at=st.integers(0, 500),
        device=st.sampled_from(["south", "north"]),
        sequence=st.integers(1, 12),
        direction=st.sampled_from(["exit", "entry"]),
        who=st.sampled_from(["wang", "li", "chen", None]),
        household=st.just("3-2-502"),
        day=st.just("2020-04-08"),
    ),
    max_size=25,
)


@given(STEPS, st.randoms(use_true_random=False))
def test_any_arrival_order_gives_the_same_result(steps: list[Step], random: object) -> None:
    shuffled = list(steps)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert who_is_out(shuffled) == who_is_out(steps)


@given(STEPS)
def test_what_came_twice_counts_once(steps: list[Step]) -> None:
    assert who_is_out(steps + steps) == who_is_out(steps)


def test_the_sequence_of_a_device_wins_over_its_clock() -> None:
    out = Step(100, "south", 1, "exit", "wang")
    back = Step(40, "south", 2, "entry", "wang")  # somebody set the phone's clock back in between
    assert who_is_out([out, back]) == {}
    assert list(who_is_out([out])) == ["wang"]


def test_counts_of_a_household() -> None:
    steps = [
        Step(10, "south", 1, "exit", "wang", "home", day="2020-04-08"),
        Step(20, "south", 2, "entry", "wang", "home", day="2020-04-08"),
        Step(30, "north", 1, "exit", "mei", "home", "ticket", "north gate", "2020-04-08"),
    ]
    assert exits_on(steps, "home", "2020-04-08") == 2
    assert household_out(steps, "home", 25) == 0
    assert household_out(steps, "home", 31) == 1
    assert used(steps, "ticket", "exit") and not used(steps, "ticket", "entry")
    seen = Step(80, "south", 3, "entry", "mei", "home", "ticket", "south gate", "2020-04-08")
    assert elsewhere(steps, seen, 60) and not elsewhere(steps, seen, 40)
