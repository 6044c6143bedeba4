"""A colour is looked at and forgotten: the verdict is the same, now and when it is judged again."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from linli.core.fields import Sealed
from linli.gates.inforce import InForce
from linli.gates.models import Companions, Crossing, Rejudged
from linli.gates.rules import decide
from linli.gates.spared import code, content, recalled, to_keep

HEALTH = {"check": "health_code", "accept": ["green"], "colours": [], "certificate": True}
PURPOSE = {"check": "reason_open", "kinds": ["work"], "purposes": ["medical"]}


def rules(*steps: Any) -> InForce:
    return InForce("test/one@1", gate={"entry": [], "exit": list(steps)})


def facts(**changes: Any) -> dict[str, Any]:
    return {"now": 0, "offset": 0, "direction": "exit", "person": "resident", "temperature": 365} | changes


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"health_colour": "green"}, {"health_passed": True}),
        ({"health_colour": "red"}, {}),
        ({"health_certificate": "good"}, {"health_passed": True}),
        ({}, {}),
        ({"health_passed": True}, {}),
        ({"purpose": "medical"}, {"purpose": "medical"}),
        ({"purpose": "母亲病了"}, {}),
        ({"purpose": "Wang is ill"}, {}),
        ({"nickname": "Red Wang"}, {}),
    ],
)
def test_what_is_kept(told: Any, kept: Any) -> None:
    assert to_keep(facts(**told), rules(HEALTH)) == facts(**kept)


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ((HEALTH,), {"health_colour": "green"}),
        ((HEALTH,), {"health_colour": "red"}),
        ((HEALTH,), {"health_certificate": "good"}),
        ((HEALTH,), {"health_certificate": "expired"}),
        ((HEALTH,), {}),
        ((PURPOSE, HEALTH), {"purpose": "家里有事", "health_colour": "green"}),
        ((PURPOSE, HEALTH), {"purpose": "medical", "health_colour": "green"}),
    ],
)
def test_judged_again_from_what_was_kept_it_is_the_same_verdict(steps: Any, told: Any) -> None:
    at_once = decide(rules(*steps).gate, facts(**told))
    held, kept = recalled(rules(*steps), to_keep(facts(**told), rules(*steps)), at_once["code"])
    again = decide(held.gate, kept)
    assert (again["outcome"], again["code"]) == (at_once["outcome"], at_once["code"])


def test_a_code_is_a_code() -> None:
    assert [code(text) for text in ("gate.fever", "health_code", "", "he is red", "x" * 90)] == [
        "gate.fever", "health_code", "", "", "",
    ]  # fmt: skip


def test_what_could_not_be_taken_is_looked_at_without_its_colour() -> None:
    assert "green" not in content('{"crossing":{"facts":{"health_colour":"green"}}}')
    assert content("nonsense {") == "nonsense {" and content("[1]") == "[1]"


def test_a_late_crossing_does_not_turn_a_seen_code_into_an_unseen_one(
    world: Any, gate: Any, post: Any, crossing: Any, monkeypatch: Any
) -> None:
    monkeypatch.setitem(gate.rules.gate, "exit", [HEALTH, {"check": "household_exits", "per_day": 2}])
    mother, daughter = world.residents["王秀英"], world.residents["王梅"]
    green = {"facts": {"temperature": 365, "health_colour": "green"}}
    post([{"sequence": 2, "crossing": crossing(daughter, minutes=-10) | green}])
    post([{"sequence": 1, "crossing": crossing(mother, minutes=-20) | green}])
    assert not Rejudged.objects.exists()


def test_what_was_written_before_loses_its_colour_and_its_words(world: Any, gate: Any) -> None:
    """The migration, on a row as it was written until today."""
    moving = import_module("linli.gates.migrations.0009_no_colour")
    row = Crossing(
        community_id=world.community.pk,
        day=world.at.date(),
        number=1,
        device_id=gate.device.pk,
        sequence=1,
        direction="exit",
        at=world.at,
        device_at=0,
        facts=facts(health_colour="green", purpose="母亲病了"),
        gate_outcome="allow",
        gate_code="gate.allowed",
        server_outcome="allow",
        server_code="gate.allowed",
        went=True,
    )
    row.save()
    row.overrule_plain = "母亲在医院"
    moving.let(apps, SimpleNamespace(connection=connection, execute=lambda sql: connection.cursor().execute(sql)))
    moving._spare(Crossing, row)
    held = Crossing.objects.get()
    assert held.facts == facts(health_passed=True)
    assert held.overrule_reason == "母亲在医院"


def test_the_plate_of_an_ambulance_that_was_readable_no_longer_is(world: Any, gate: Any) -> None:
    """The migration, on a row as it was written until then."""
    moving = import_module("linli.gates.migrations.0011_sealed_plates")
    row = Companions.objects.create(community_id=world.community.pk, device_id=gate.device.pk, sequence=2, about=1)
    row.plain = "鄂A12345"
    moving._seal(Companions, row)
    held = Companions.objects.get()
    assert isinstance(held.__dict__["vehicle"], Sealed) and held.vehicle == "鄂A12345"
