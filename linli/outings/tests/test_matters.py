"""What waits for a decision is somebody's matter, and the decision ends it."""

from datetime import date, timedelta
from typing import Any

from linli.followups.models import FollowUp
from linli.outings.matters import unanswered_due
from linli.outings.models import Certificate, Employer
from linli.outings.tests.conftest import later


def open_ones(kind: str) -> list[FollowUp]:
    return list(FollowUp.objects.filter(kind=kind).exclude(status="done"))


def test_an_outing_that_a_person_decides_is_the_grid_workers_matter_until_then(
    world: Any, phase: Any, ask: Any
) -> None:
    phase()
    made = ask(start=30, end=90, minutes=60)
    [matter] = open_ones("outing")
    assert (matter.owner, matter.act) == (world.users["grid_worker"], "decide")
    assert matter.due_at == made.starts_at, "before the window begins"
    made.approve(by=world.users["secretary"], at=later(world, 10))
    assert open_ones("outing") == []
    assert FollowUp.objects.get(kind="outing").closed_by == world.users["secretary"]


def test_what_the_rules_decide_or_the_resident_withdraws_is_nobodys_matter(world: Any, phase: Any, ask: Any) -> None:
    phase()
    asked = ask()
    asked.withdraw(by=world.residents["王梅"], at=world.at)
    assert open_ones("outing") == []
    ask(minutes=121, insist=True)
    assert open_ones("outing") == []
    phase("normalised")
    ask(purpose="rubbish")
    assert FollowUp.objects.filter(kind="outing").count() == 1, "only the one that a person had to decide"


def test_whom_nobody_answered_in_time_somebody_rings_once(world: Any, phase: Any, ask: Any) -> None:
    phase()
    made = ask(start=30, end=90)
    assert unanswered_due(made.ends_at - timedelta(seconds=1)) == 0
    assert unanswered_due(made.ends_at) == 1 and unanswered_due(made.ends_at) == 0
    assert open_ones("outing") == []
    [ring] = open_ones("call")
    assert (ring.owner, ring.subject) == (world.users["grid_worker"], f"outing:{made.pk}")


def test_a_certificate_waits_for_the_grid_worker_and_again_after_a_review(world: Any) -> None:
    employer = Employer.objects.create(community=world.community, code="91420100MA4K000019", name="东湖机械厂")
    made = Certificate.request(
        world.residents["李强"], employer, valid_until=date(2020, 4, 30), by=world.users["secretary"], at=world.at
    )
    [matter] = open_ones("certificate")
    assert (matter.owner, matter.act) == (world.users["grid_worker"], "verify")
    made.refuse(by=world.users["grid_worker"], reason="看不清", at=world.at)
    assert open_ones("certificate") == []
    made.reopen(by=world.users["secretary"], at=world.at)
    assert open_ones("certificate") == [matter]
