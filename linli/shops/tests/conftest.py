"""The small world with the rules of 8 April in force, which ask for an inspection and a risk assessment."""

from datetime import timedelta
from typing import Any

import pytest

from linli.shops.models import Shop
from linli.situation.demo import build as rules


@pytest.fixture
def ruled(world: Any) -> Any:
    users = world.users
    rules(world.community, users["secretary"], users["community_worker"], world.at - timedelta(hours=1))
    return world


@pytest.fixture
def shop(ruled: Any) -> Shop:
    return Shop.enter(ruled.community, kind="market", title="邻家小超市", by=ruled.users["secretary"], at=ruled.at)
