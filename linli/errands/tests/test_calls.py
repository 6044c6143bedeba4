"""Who was rung about an errand stands in its thread, whether they answered or not."""

import pytest

from linli.followups.models import FollowUp


@pytest.mark.parametrize(("outcome", "step"), [("reached", "rung"), ("not_reached", "not_heard")])
def test_a_call_from_todays_list_is_a_step_of_the_errand(world, asked, neighbour, outcome, step):
    errand = asked()
    errand.accept(by=neighbour, at=world.at)
    call = FollowUp.objects.get(subject=f"errand:{errand.pk}:call")
    call.call(outcome, by=world.users["grid_worker"], at=world.at)
    last = errand.steps.last()
    assert (last.what, last.by) == (step, world.users["grid_worker"])


def test_a_call_about_something_else_is_no_step(world, asked):
    errand = asked()
    other = FollowUp.open(
        world.community.pk, "call", "round:1", owner=world.users["grid_worker"], due_at=world.at, by=None, at=world.at
    )
    other.call("reached", by=world.users["grid_worker"], at=world.at)
    assert [one.what for one in errand.steps.all()] == ["asked"]
