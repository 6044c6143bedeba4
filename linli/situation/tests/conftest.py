"""Two people of the office, and rules that one put forward and the other confirmed."""

import pytest
from django.test import Client

from linli.situation.demo import build


@pytest.fixture
def one(world):
    return world.users["secretary"]


@pytest.fixture
def other(world):
    return world.users["community_worker"]


@pytest.fixture
def held(world, one, other):
    """Normalised control is in force since the morning, until 30 days later."""
    return build(world.community, one, other, world.at)


@pytest.fixture
def signed(world):
    """``signed("secretary")``: a client of its own for each role, in English."""

    def as_role(kind):
        client = Client(headers={"accept-language": "en"})
        client.force_login(world.users[kind])
        return client

    return as_role
