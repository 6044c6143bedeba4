"""Nothing stays with somebody who is not there; nothing comes back to whoever could not."""

from datetime import timedelta
from typing import Any

import pytest

from linli.accounts.models import Absence, Duty, Role, User
from linli.core.refusals import Refused
from linli.followups.models import FollowUp, Remark
from linli.followups.owners import duty_lead, grid_workers, next_owner, owner_for
from linli.followups.passing import pass_on_due

HOUR = timedelta(hours=1)


def opened(world: Any, subject: str = "resident:1", **changes: Any) -> FollowUp:
    given = {"resident": world.residents["王梅"], "due_at": world.at + HOUR, "by": None, "at": world.at}
    return FollowUp.open(world.community.pk, "call", subject, **(given | changes))


def worker(world: Any, name: str, lead: bool = False, starts: Any = None) -> User:
    """One more grid worker of grid 001."""
    user = User.objects.create_user(username=name, name=name)
    Role.grant(
        user, "grid_worker", community=world.community, by=None, at=world.at,
        starts_at=starts or world.at - 24 * HOUR, grids=[world.grids[0]], lead=lead,
    )  # fmt: skip
    return user


def owner(matter: FollowUp) -> User:
    return FollowUp.objects.get(pk=matter.pk).owner


def off(world: Any, user: User, hours: float = 24) -> Absence:
    ends = world.at + timedelta(hours=hours)
    return Absence.enter(user, community=world.community, starts_at=world.at, ends_at=ends, by=None, at=world.at)


def test_of_several_grid_workers_the_lead_is_asked_first(world: Any) -> None:
    lead = worker(world, "lead", lead=True)
    worker(world, "newest", starts=world.at - HOUR)
    assert owner_for(world.community.pk, world.at, world.grids[0].pk) == lead
    assert grid_workers(world.community.pk, world.at)[world.grids[0].pk] == lead


def test_what_an_absent_worker_had_goes_to_the_lead_at_once_with_a_line_each(world: Any) -> None:
    one, two = opened(world), opened(world, "resident:2")
    lead = worker(world, "lead", lead=True)
    off(world, world.users["grid_worker"])
    assert owner(one) == owner(two) == lead
    steps = Remark.objects.filter(matter=one)
    assert [(step.way, step.receiver, step.by) for step in steps] == [("handed_over", lead, None)]


def test_without_a_lead_it_goes_to_the_secretary_and_new_ones_too(world: Any) -> None:
    one = opened(world)
    off(world, world.users["grid_worker"])
    assert owner(one) == owner(opened(world, "resident:2")) == world.users["secretary"]


def test_who_will_be_off_later_keeps_it_until_that_very_moment(world: Any) -> None:
    one, mine = opened(world), world.users["grid_worker"]
    starts = world.at + HOUR
    Absence.enter(mine, community=world.community, starts_at=starts, ends_at=None, by=None, at=world.at)
    assert pass_on_due(starts - timedelta(seconds=1)) == 0 and owner(one) == mine
    assert pass_on_due(starts) == 1 and owner(one) == world.users["secretary"]
    assert pass_on_due(starts) == 0


def test_a_role_that_is_ended_passes_its_matters_on_at_once(world: Any) -> None:
    one = opened(world)
    Role.objects.get(kind="grid_worker").revoke(by=world.users["secretary"], at=world.at)
    assert owner(one) == world.users["secretary"]


def test_a_role_that_runs_out_passes_them_on_within_a_minute(world: Any) -> None:
    one = opened(world)
    Role.objects.filter(kind="grid_worker").update(ends_at=world.at + HOUR)
    assert pass_on_due(world.at + HOUR) == 1
    assert owner(one) == world.users["secretary"]


def test_who_moves_to_another_grid_leaves_the_first_ones_matters_and_keeps_the_others(world: Any) -> None:
    mine = world.users["grid_worker"]
    here, there = opened(world), opened(world, "resident:2", resident=world.residents["陈浩"], owner=mine)
    Role.grant(
        mine, "grid_worker", community=world.community, by=None, at=world.at,
        starts_at=world.at - HOUR, grids=[world.grids[1]],
    )  # fmt: skip
    Role.objects.filter(kind="grid_worker", grids=world.grids[0]).get().revoke(by=None, at=world.at)
    assert (owner(here), owner(there)) == (world.users["secretary"], mine)


def test_what_is_handed_to_them_after_the_end_of_a_post_stays(world: Any) -> None:
    mine, secretary = world.users["grid_worker"], world.users["secretary"]
    Role.objects.create(community=world.community, user=mine, kind="volunteer", starts_at=world.at - HOUR)
    one = opened(world)
    Role.objects.get(kind="grid_worker").revoke(by=None, at=world.at)
    assert owner(one) == secretary
    FollowUp.objects.get(pk=one.pk).hand_over(to=mine, by=secretary, at=world.at + timedelta(minutes=1))
    assert pass_on_due(world.at + timedelta(minutes=2)) == 0 and owner(one) == mine


def test_a_closed_account_keeps_nothing(world: Any) -> None:
    one = opened(world)
    User.objects.filter(pk=world.users["grid_worker"].pk).update(is_active=False)
    assert pass_on_due(world.at) == 1 and owner(one) == world.users["secretary"]


def test_when_everybody_is_off_a_matter_still_has_an_owner_and_does_not_wander(world: Any) -> None:
    one = opened(world)
    for kind in ("secretary", "community_worker", "administrator", "grid_worker"):
        off(world, world.users[kind])
    before = owner(one)
    assert pass_on_due(world.at) == 0 and owner(one) == before
    assert owner(opened(world, "resident:2")) == world.users["secretary"]


def test_who_cannot_says_why_and_it_never_comes_back(world: Any) -> None:
    lead, mine, one = worker(world, "lead", lead=True), world.users["grid_worker"], opened(world)
    first = FollowUp.objects.get(pk=one.pk)
    assert first.owner == lead
    assert first.cannot("要爬七楼，腿伤了", by=lead, at=world.at) == mine
    assert FollowUp.objects.get(pk=one.pk).cannot("没有车", by=mine, at=world.at) == world.users["secretary"]
    off(world, world.users["secretary"])
    assert owner(one) == world.users["community_worker"], "neither of those who could not"
    said = Remark.objects.filter(matter=one, way="cannot")
    assert [step.text for step in said] == ["要爬七楼，腿伤了", "没有车"]


def test_who_is_the_last_one_there_cannot_pass_it_on(world: Any) -> None:
    Role.objects.exclude(kind="secretary").update(ends_at=world.at - 2 * HOUR)
    one = opened(world)
    with pytest.raises(Refused, match=r"followups\.nobody_else"):
        one.cannot("没时间", by=world.users["secretary"], at=world.at)
    assert Remark.objects.count() == 0 and owner(one) == world.users["secretary"]


def test_only_its_owner_can_say_that_they_cannot(world: Any) -> None:
    with pytest.raises(Refused, match=r"followups\.handed_over_meanwhile"):
        opened(world).cannot("没时间", by=world.users["secretary"], at=world.at)


def test_a_matter_that_is_done_goes_nowhere(world: Any) -> None:
    one = opened(world)
    one.close(by=world.users["grid_worker"], at=world.at)
    off(world, world.users["grid_worker"])
    assert owner(one) == world.users["grid_worker"]


def test_an_absence_elsewhere_moves_nothing_here(world: Any, other_world: Any) -> None:
    one = opened(world)
    off(other_world, world.users["grid_worker"])
    assert pass_on_due(world.at) == 0 and owner(one) == world.users["grid_worker"]
    assert next_owner(other_world.community.pk, world.at) == other_world.users["secretary"]


def test_the_lead_on_duty_who_fell_ill_is_not_told_of_emergencies(world: Any) -> None:
    times = {"starts_at": world.at - HOUR, "ends_at": world.at + HOUR}
    for kind, lead in (("seconded", True), ("gate_guard", False)):
        Duty.assign(world.users[kind], community=world.community, post="南门", lead=lead, by=None, at=world.at, **times)
    assert duty_lead(world.community.pk, world.at) == world.users["seconded"]
    off(world, world.users["seconded"])
    assert duty_lead(world.community.pk, world.at) == world.users["gate_guard"]


def test_what_somebody_put_forward_never_comes_to_them_to_sign(world: Any) -> None:
    secretary, second = world.users["secretary"], world.users["community_worker"]
    one = opened(world, "order:1", owner=second, asked_by=str(secretary.pk))
    FollowUp.objects.filter(pk=one.pk).update(kind="sign_order")
    one.refresh_from_db()
    assert one.next_owner(world.at) is None, "neither who asked, nor a grid worker or administrator, who may not"
    with pytest.raises(Refused, match=r"followups\.asked_themselves"):
        one.hand_over(to=secretary, by=second, at=world.at)
    assert owner(one) == second


def test_only_an_emergency_is_taken_on_from_the_banner(world: Any, sign_in: Any) -> None:
    one = opened(world)
    assert sign_in("gate_guard").post(f"/followups/{one.pk}/answer/").status_code == 404
    assert owner(one) == world.users["grid_worker"]
