"""A restriction from the office to the verdict at the gate, and out again the second after its end."""

from datetime import timedelta
from typing import Any

import pytest

from linli.core.clock import end_in
from linli.gates.bundle import build
from linli.gates.facts import facts_of
from linli.gates.known import know
from linli.gates.models import Crossing
from linli.gates.reading import CrossingIn
from linli.gates.rules import decide
from linli.orders.models import Order
from linli.orders.recurring import lapse_due
from linli.situation.demo import build as put_in_force

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
NO_ORDER = {"check": "no_order", "kinds": ["home_observation"], "except": ["medical"]}


@pytest.fixture
def order(world: Any, gate: Any) -> Order:
    """Observation at home until the end of 11 April, under rules that ask about it at the gate."""
    users = world.users
    put_in_force(world.community, users["secretary"], users["community_worker"], world.at - HOUR)
    gate.rules.gate["exit"][:] = [NO_ORDER]
    ends_at = end_in(world.community.zone, world.community.today(world.at) + timedelta(days=3))
    made = Order.propose(
        world.residents["王梅"],
        "home_observation",
        evidence="travel",
        reference="车票",
        ends_at=ends_at,
        by=users["grid_worker"],
        at=world.at,
    )
    return made


@pytest.fixture(autouse=True)
def own_steps(gate: Any, monkeypatch: Any) -> None:
    """Steps of this file only: the policy of the other tests stays as it is."""
    monkeypatch.setitem(gate.rules.gate, "exit", list(gate.rules.gate["exit"]))


def verdict(world: Any, gate: Any, crossing: Any, at: Any, **facts: Any) -> str:
    told = CrossingIn.model_validate(crossing(world.residents["王梅"]))
    day = world.community.today(at)
    known = know(world.community, [told], {day})
    found = facts_of(told, int(at.timestamp()), day.isoformat(), 28_800, known)
    return str(decide(gate.rules.gate, found | facts)["code"])


def test_the_gate_holds_from_the_confirmation_to_the_last_second(
    world: Any, gate: Any, order: Order, crossing: Any
) -> None:
    assert verdict(world, gate, crossing, world.at) == "gate.allowed", "a proposal binds nobody"
    order.confirm(by=world.users["secretary"], at=world.at)
    assert verdict(world, gate, crossing, world.at) == "gate.under_order"
    assert verdict(world, gate, crossing, world.at, purpose="medical") == "gate.allowed"
    assert verdict(world, gate, crossing, world.at, emergency=True) == "gate.emergency"
    assert verdict(world, gate, crossing, order.ends_at) == "gate.under_order"
    assert verdict(world, gate, crossing, order.ends_at + SECOND) == "gate.allowed", "no clockwork is needed for it"


def test_lifted_it_lets_out_at_once_and_an_upload_is_judged_as_of_its_own_time(
    world: Any, gate: Any, order: Order, crossing: Any, post: Any
) -> None:
    order.confirm(by=world.users["secretary"], at=world.at - HOUR)
    order.lift(by=world.users["secretary"], reason="好了", at=world.at - timedelta(minutes=30))
    mei = world.residents["王梅"]
    post([
        {"sequence": 1, "crossing": crossing(mei, minutes=-40, outcome="refuse", code="gate.under_order")},
        {"sequence": 2, "crossing": crossing(mei, minutes=-20)},
    ])  # fmt: skip
    codes = dict(Crossing.objects.values_list("sequence", "server_code"))
    assert codes == {1: "gate.under_order", 2: "gate.allowed"}


def on_phone(bundle: dict[str, Any], resident: Any, at: Any) -> str:
    """What a phone makes of its roster: the same facts that ``gate/src/check/facts.ts`` builds of it."""
    [held] = [row for row in bundle["residents"] if row["id"] == str(resident.pk)]
    facts = {
        "now": int(at.timestamp()),
        "offset": 28_800,
        "direction": "exit",
        "person": "resident",
        "order_kinds": [one["kind"] for one in held["orders"]],
        "order_untils": [one["until"] for one in held["orders"]],
    }
    return str(decide(bundle["policy"]["gate"], facts)["code"])


def test_an_old_bundle_on_a_phone_without_network_lets_out_in_time(world: Any, gate: Any, order: Order) -> None:
    order.confirm(by=world.users["secretary"], at=world.at)
    bundle, mei = build(gate.device, "", world.at), world.residents["王梅"]
    assert on_phone(bundle, mei, world.at) == "gate.under_order"
    assert on_phone(bundle, mei, order.ends_at) == "gate.under_order"
    assert on_phone(bundle, mei, order.ends_at + SECOND) == "gate.allowed"


def test_each_change_reaches_the_phone_with_its_next_sync(world: Any, gate: Any, order: Order) -> None:
    def orders(bundle: dict[str, Any]) -> Any:
        return [row["orders"] for row in bundle["residents"] if row["id"] == str(order.resident_id)]

    bundle = build(gate.device, "", world.at)
    assert orders(bundle) == [[]]
    order.confirm(by=world.users["secretary"], at=world.at)
    bundle = build(gate.device, bundle["cursor"], world.at)
    assert not bundle["resync"]
    assert orders(bundle) == [[{"kind": "home_observation", "until": int(order.ends_at.timestamp())}]]
    assert orders(build(gate.device, bundle["cursor"], world.at)) == [], "nothing changed since"
    lapse_due(order.ends_at + SECOND)
    assert orders(build(gate.device, bundle["cursor"], order.ends_at + SECOND)) == [[]]


def test_nobody_elses_roster_is_touched(world: Any, gate: Any, order: Order) -> None:
    order.confirm(by=world.users["secretary"], at=world.at)
    bundle = build(gate.device, "", world.at)
    assert [row["name"] for row in bundle["residents"] if row["orders"]] == [world.residents["王梅"].masked]
