"""A restriction on the poster's page: one's own is said, another adult's is not for this phone to tell."""

from datetime import timedelta
from typing import Any

import pytest

from linli.gates.tests.test_poster import link, moment, phone, rules
from linli.orders.models import Order

__all__ = ["link", "moment", "phone", "rules"]  # fixtures
ENGLISH = {"accept-language": "en"}


@pytest.mark.parametrize(("name", "told"), [("王梅", True), ("王秀英", False)])
def test_only_ones_own_restriction_is_told(
    phone: Any, world: Any, rules: Any, link: str, name: str, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from linli.situation.demo import build as put_in_force

    users = world.users
    put_in_force(world.community, users["secretary"], users["community_worker"], world.at - timedelta(hours=1))
    monkeypatch.setitem(rules.gate, "exit", [{"check": "no_order", "kinds": ["home_observation"], "except": []}])
    order = Order.propose(
        world.residents[name],
        "home_observation",
        evidence="travel",
        reference="车票",
        ends_at=world.at + timedelta(days=3),
        by=users["grid_worker"],
        at=world.at - timedelta(minutes=2),
    )
    order.confirm(by=users["secretary"], at=world.at - timedelta(minutes=1))
    page = phone.get(link, headers=ENGLISH).content.decode()
    assert page.count('data-test="stop"') == 1
    assert ("A restriction is still in force" in page, "Please ask at the gate." in page) == (told, not told)
