"""A gate whose rules let one of a household out a day, and the ways a crossing gets into its record."""

from datetime import timedelta
from typing import Any

import pytest

from linli.accounts.models import HouseholdCard
from linli.core.clock import now
from linli.gates import online
from linli.gates.models import Crossing, Gate, SigningKey
from linli.reviews.decisions import Decision, decision_of
from linli.reviews.ground import Ground
from linli.reviews.models import Review
from linli.situation.demo import build as publish


@pytest.fixture
def south(world: Any) -> Gate:
    SigningKey.make(world.community, "pass", by=None, at=world.at - timedelta(days=1))
    return Gate.objects.create(community=world.community, compound=world.compound, name="南门")


@pytest.fixture
def cross(world: Any, south: Gate) -> Any:
    """``cross("王梅", outcome="refuse", code=…)`` keeps a crossing as of ``at``; returns it."""
    numbers = iter(range(1, 1000))

    def make(name: str, **changes: Any) -> Crossing:
        resident, at = world.residents[name], changes.pop("at", world.at)
        facts = {"temperature": 365, "identity": True, "mask": True, "health_colour": "green", "purpose": "shopping"}
        body = {
            "gate": str(south.pk),
            "direction": changes.pop("direction", "exit"),
            "at": int(at.timestamp()),
            "offset": 0,
            "policy": changes.pop("policy", "wuhan-2020/normalised@1"),
            "pass": "",
            "resident": str(resident.pk),
            "household": str(resident.household_id),
            "facts": facts,
            "verdict": {
                "outcome": changes.pop("outcome", "refuse"),
                "code": changes.pop("code", "gate.no_reason"),
                "step": changes.pop("step", "reason_open"),
            },
            "emergency": False,
            "guard": str(world.users["gate_guard"].pk),
            "shift": "",
        }
        key = online.keep(world.community, body | changes, next(numbers), at + timedelta(seconds=5))
        return Crossing.objects.get(id=key)

    return make


@pytest.fixture
def rules(world: Any) -> None:
    """The normalised phase of Wuhan, in force since yesterday."""
    users, before = world.users, world.at - timedelta(days=1)
    publish(world.community, by=users["community_worker"], other=users["secretary"], at=before)


@pytest.fixture
def decided(world: Any) -> Any:
    """``decided(crossing)``: the decision as the resident reads it."""

    def read(row: Crossing, at: Any = None) -> Decision:
        resident = next(one for one in world.residents.values() if one.pk == row.resident_id)
        found = decision_of(Ground(resident, at or world.at), "crossing", row.id)
        assert found is not None
        return found

    return read


@pytest.fixture
def ask(world: Any, decided: Any) -> Any:
    """``ask("王梅", crossing)``: she asks on her own phone."""

    def send(name: str, row: Crossing, said: str = "", at: Any = None, **more: Any) -> Review:
        who = world.residents[name]
        given = {"said": said, "by": who, "way": "self", "at": at or world.at} | more
        return Review.ask(who, decided(row), **given)

    return send


@pytest.fixture
def phone(client: Any, world: Any) -> Any:
    """Wang Mei's phone."""
    household = world.flats["3-2-502"].households.get()
    [(_, code)] = HouseholdCard.issue_all([household], community=world.community, by=None, at=now())
    client.post(f"/join/{code}/", {"resident": world.residents["王梅"].pk})
    return client
