"""Rules in force since the morning, and restrictions under them."""

from datetime import timedelta
from typing import Any

import pytest

from linli.core.clock import end_in
from linli.orders.models import Order
from linli.situation.demo import build


@pytest.fixture
def rules(world: Any) -> Any:
    """Normalised control, put in force an hour ago for 30 days."""
    users = world.users
    return build(world.community, users["secretary"], users["community_worker"], world.at - timedelta(hours=1))


@pytest.fixture
def propose(world: Any, rules: Any) -> Any:
    """``propose("王梅", days=5, …)`` by the grid worker."""

    def make(name: str = "王梅", days: int = 5, **changes: Any) -> Order:
        at = changes.pop("at", world.at)
        given = {
            "kind": "home_observation",
            "evidence": "travel",
            "reference": "列车 G1 次车票",
            "ends_at": end_in(world.community.zone, world.community.today(at) + timedelta(days=days)),
            "by": world.users["grid_worker"],
            "at": at,
        }
        return Order.propose(world.residents[name], **(given | changes))

    return make


@pytest.fixture
def confirmed(world: Any, propose: Any) -> Any:
    """``confirmed("王梅", …)``: proposed by the grid worker, confirmed by the secretary at the same moment."""

    def make(name: str = "王梅", **changes: Any) -> Order:
        made = propose(name, **changes)
        made.confirm(by=world.users["secretary"], at=changes.get("at", world.at))
        return made

    return make
