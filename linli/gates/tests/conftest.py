"""A gate with keys, an enrolled device and a small policy, for the tests of this app."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from linli.gates import inforce
from linli.gates.models import Enrolment, Gate, SigningKey

THING = "018f3e3e-0000-7000-8000-000000000001"  # something on the gate shelf
POLICY = {
    "entry": [{"check": "temperature", "least": 330, "most": 430, "below": 373}],
    "exit": [
        {"check": "pass_valid", "roster": True},
        {"check": "resident_here"},
        {"check": "household_exits", "per_day": 1},
        {"check": "temperature", "least": 330, "most": 430, "below": 373},
    ],
    "settings": {"exit_minutes": 120},
}


@pytest.fixture
def gate(world: Any, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """``gate.place``, ``.other`` (a second gate), ``.device``, ``.bearer``, ``.post(items)``, ``.crossing(…)``."""
    return set_up(world, monkeypatch)


def set_up(world: Any, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    rules = inforce.InForce(version="test/one@1", phase="one", gate=POLICY, hash="0")
    for module in ("uploads", "aftermath", "bundle", "rejudging"):
        monkeypatch.setattr(f"linli.gates.{module}.rules_at", lambda community, at: rules)
    for module in ("api", "uploads"):
        monkeypatch.setattr(f"linli.gates.{module}.now", lambda: world.at, raising=False)
    SigningKey.make(world.community, "seal", by=None, at=world.at - timedelta(days=1))
    SigningKey.make(world.community, "pass", by=None, at=world.at - timedelta(days=1))
    place = Gate.objects.create(community=world.community, compound=world.compound, name="南门")
    other = Gate.objects.create(community=world.community, compound=world.compound, name="北门")
    device, bearer = enrol(world, "南门 1 号机")
    return SimpleNamespace(place=place, other=other, device=device, bearer=bearer, rules=rules)


def enrol(world: Any, name: str) -> tuple[Any, str]:
    _, token = Enrolment.invite(world.community, by=world.users["secretary"], at=world.at)
    device, secret = Enrolment.enrol(token, name, at=world.at)
    return device, f"Bearer {device.pk}.{secret}"


@pytest.fixture
def post(client: Any, gate: SimpleNamespace) -> Any:
    """``post([item, …])`` uploads with the device; returns the answers."""

    def send(items: Any, bearer: str = "", status: int = 200) -> Any:
        response = client.post(
            "/api/gate/crossings",
            data=items if isinstance(items, bytes) else json.dumps({"items": items}),
            content_type="application/json",
            headers={"Authorization": bearer or gate.bearer},
        )
        assert response.status_code == status, response.content
        return response.json()["results"] if status == 200 else response.json()

    return send


@pytest.fixture
def crossing(world: Any, gate: SimpleNamespace) -> Any:
    """``crossing(resident, direction="exit", minutes=0, temperature=365, outcome="allow", …)`` as a gate sends it."""

    def make(resident: Any = None, **changes: Any) -> dict[str, Any]:
        facts = {"temperature": changes.pop("temperature", 365), "identity": True}
        made = {
            "gate": str(gate.place.pk),
            "direction": "exit",
            "at": int(world.at.timestamp()) + 60 * changes.pop("minutes", 0),
            "offset": 0,
            "policy": "test/one@1",
            "pass": "",
            "resident": str(resident.pk) if resident else "",
            "household": str(resident.household_id) if resident else "",
            "facts": facts,
            "verdict": {
                "outcome": changes.pop("outcome", "allow"),
                "code": changes.pop("code", "gate.allowed"),
                "step": "",
            },
            "emergency": False,
            "guard": "",
            "shift": "",
        }
        return made | changes

    return make


@pytest.fixture
def thing(world: Any, gate: Any) -> Any:
    """``thing("put", minutes=0, household=…)`` as a phone says it."""

    def make(what: str, item: str = THING, minutes: int = 0, **said: Any) -> dict[str, Any]:
        body = {
            "what": what,
            "item": item,
            "gate": str(gate.place.pk),
            "at": int(world.at.timestamp()) + 60 * minutes,
            "offset": 0,
        }
        if what == "put":
            body |= {"household": str(world.flats["3-2-502"].households.get().pk), "room": "3-2-502", "kind": "meal"}
        return body | said

    return make


@pytest.fixture
def tell(post: Any) -> Any:
    """``tell(fact, …)`` uploads facts under new numbers; returns the answers."""
    numbers = iter(range(1, 1000))

    def send(*facts: dict[str, Any], bearer: str = "") -> list[dict[str, Any]]:
        answers: list[dict[str, Any]] = post(
            [{"sequence": next(numbers), "shelf": fact} for fact in facts], bearer=bearer
        )
        return answers

    return send


@pytest.fixture
def keys(world: Any) -> None:
    """A community that can sign passes, with one gate."""
    SigningKey.make(world.community, "pass", by=None, at=world.at - timedelta(days=1))
    Gate.objects.create(community=world.community, compound=world.compound, name="南门")
