"""What follows from crossings and moves, and that another community's things are not found."""

from datetime import timedelta
from typing import Any

from linli.followups.models import FollowUp
from linli.gates import issuing
from linli.gates.models import Crossing, Gate, Pass, Permit
from linli.gates.recurring import overdue_due
from linli.registry.models import Resident


def test_whoever_is_late_is_asked_after_once(world: Any, gate: Any, post: Any, crossing: Any) -> None:
    post([{"sequence": 1, "crossing": crossing(world.residents["王梅"])}])
    overdue_due(world.at + timedelta(minutes=119))
    assert FollowUp.objects.count() == 0
    for minutes in (121, 126):
        overdue_due(world.at + timedelta(minutes=minutes))
    matter = FollowUp.objects.get()
    assert (matter.kind, matter.owner) == ("overdue", world.users["grid_worker"])


def test_whoever_moves_away_loses_pass_and_permit(world: Any, gate: Any) -> None:
    from linli.gates.reactions import end_rights
    from linli.journal.verbs import Happening, verb

    wang = world.residents["王梅"]
    Pass.issue(kind="resident", resident=wang, expires_at=world.at + timedelta(days=9), by=None, at=world.at)
    Permit.grant(wang, kind="work", starts_at=world.at, by=None)
    verb(end_rights)(Happening("resident.left", wang, None, world.at, {}))
    assert not Pass.objects.filter(revocation=None).exists()
    assert not Permit.objects.filter(revocation=None).exists()


def test_another_communitys_things_are_not_found(sign_in: Any, gate: Any, other_world: Any, world: Any) -> None:
    from django_scopes import scope

    with scope(community=other_world.community.pk):
        other = Gate.objects.create(community=other_world.community, compound=other_world.compound, name="x")
        stranger = Resident.objects.get(name="王梅")
        ticket = Pass.issue(
            kind="resident", resident=stranger, expires_at=world.at + timedelta(days=9), by=None, at=world.at
        )
    client = sign_in("secretary")
    assert client.get(f"/gates/passes/{ticket.pk}/").status_code == 404
    assert client.post(f"/gates/residents/{stranger.pk}/passes/", {"kind": "resident"}).status_code == 404
    client.post(
        "/gates/crossings/",
        {"gate": str(other.pk), "resident": str(stranger.pk), "direction": "exit", "emergency": "1"},
    )
    assert Crossing.objects.filter(gate_id=other.pk).count() == 0


def test_the_plan_leaves_out_who_has_one(world: Any, gate: Any) -> None:
    Pass.issue(
        kind="resident", resident=world.residents["王梅"], expires_at=world.at + timedelta(days=9), by=None, at=world.at
    )
    plan = issuing.plan("resident", world.at, None)
    assert (plan.size, plan.held) == (4, 1)
    assert issuing.plan("trip", world.at, None).size == 4
