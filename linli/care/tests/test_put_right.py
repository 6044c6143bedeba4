"""A mistake about a death was put right: what does not come back by itself is asked after."""

from datetime import timedelta
from typing import Any

import pytest

from linli.care.models import Death
from linli.core.clock import end_in
from linli.followups.models import FollowUp
from linli.orders.models import Order
from linli.outings.models import Certificate, Employer
from linli.situation.demo import build

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
K = FollowUp.Kind


def confirmed(world: Any, resident: Any) -> Death:
    """By the grid worker and the secretary, ten minutes apart."""
    day, worker = world.community.today(world.at), world.users["grid_worker"]
    made = Death.propose(resident, day=day, told_by="女儿", evidence="relative", by=worker, at=world.at)
    made.confirm(by=world.users["secretary"], at=world.at + HOUR / 6)
    return made


def firm(world: Any) -> Employer:
    return Employer.objects.create(community=world.community, code="91420100MA4K00001C", name="东湖机械厂")


@pytest.mark.parametrize("held", ["order", "certificate", ""])
def test_somebody_asks_what_they_still_need_when_something_does_not_come_back(world: Any, held: str) -> None:
    at, mother = world.at, world.residents["王秀英"]
    build(world.community, world.users["secretary"], world.users["community_worker"], at - HOUR)
    if held == "order":
        Order.propose(
            mother, "home_observation", evidence="travel", reference="火车票",
            ends_at=end_in(world.community.zone, world.community.today(at) + DAY),
            by=world.users["grid_worker"], at=at,
        )  # fmt: skip
    if held == "certificate":
        Certificate.request(mother, firm(world), valid_until=world.community.today(at) + DAY, by=None, at=at)
    death = confirmed(world, mother)
    death.dispute(by=world.users["grid_worker"], at=at + HOUR)
    death.correct(by=world.users["secretary"], at=at + 2 * HOUR)
    again = FollowUp.objects.filter(kind=K.CALL, codes__resident=str(mother.pk))
    assert [(one.owner, one.status) for one in again] == ([(world.users["grid_worker"], "open")] if held else [])
