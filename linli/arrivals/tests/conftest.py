"""A family that returns, under rules that observe, and what stands in today's list for it."""

from datetime import timedelta
from typing import Any

import pytest

from linli.arrivals.models import Arrival
from linli.followups.models import FollowUp
from linli.gates.models import Gate
from linli.situation.demo import build


@pytest.fixture
def rules(world: Any) -> Any:
    """Normalised control: observation at home for 14 days, confirmed by two."""
    users = world.users
    return build(world.community, users["secretary"], users["community_worker"], world.at - timedelta(hours=1))


@pytest.fixture
def announce(world: Any, rules: Any) -> Any:
    """``announce(room="5-1-1204", name=…)``: the desk hears of one person who comes tomorrow at noon."""

    def make(**changes: Any) -> Arrival:
        at = changes.pop("at", world.at)
        given = {
            "room": "3-2-501",
            "travellers": [{"name": "李建国", "birth_year": 1960, "phone": "13911112222"}],
            "source": "desk",
            "expected_at": world.at + timedelta(hours=27),
            "by": world.users["community_worker"],
            "at": at,
        }
        return Arrival.announce(world.community, **(given | changes))

    return make


@pytest.fixture
def gate(world: Any) -> Gate:
    return Gate.objects.create(community=world.community, compound=world.compound, name="南门")


@pytest.fixture
def to(world: Any, announce: Any, gate: Gate) -> Any:
    """``to("met")``: a thread brought to that status by the grid worker, each step ten minutes after the last."""
    worker = world.users["grid_worker"]
    meet_at = world.at + timedelta(hours=5)

    def bring(status: str, **changes: Any) -> Arrival:
        made = announce(**changes)
        steps = {
            "contacted": lambda at: made.contact(by=worker, at=at),
            "verified": lambda at: made.verify(["code"], origin="荆州", transport="train", by=worker, at=at),
            "planned": lambda at: made.plan(meet_at=meet_at, gate=gate, by=worker, at=at),
            "met": lambda at: made.meet(by=worker, at=at),
            "home": lambda at: made.bring_in(told=True, by=worker, at=at),
            "observed": lambda at: observe(made, world, at),
        }
        at = world.at
        for name, step in steps.items():
            if made.status == status:
                break
            at = meet_at if name == "met" else at + timedelta(minutes=10)
            step(at)
            made.refresh_from_db()
        assert made.status == status
        return made

    return bring


def observe(arrival: Arrival, world: Any, at: Any) -> None:
    """Proposed by the grid worker, confirmed by the secretary."""
    arrival.observe(by=world.users["grid_worker"], at=at)
    for one in arrival.present:
        one.order.confirm(by=world.users["secretary"], at=at)


@pytest.fixture
def todo() -> Any:
    """``todo(arrival)``: the open matters of a thread, of which there is one at most."""

    def rows(arrival: Arrival) -> FollowUp | None:
        found = FollowUp.objects.filter(kind="arrival", subject__startswith=f"arrival:{arrival.pk}:")
        [*left] = found.exclude(status="done")
        assert len(left) <= 1, "one open matter at a time"
        return left[0] if left else None

    return rows
