"""A crossing is a sign, with its own time; one that counts no longer is none."""

from datetime import datetime
from typing import Any

import pytest

from linli.care.models import Silence, Watch
from linli.care.recurring import knock_due
from linli.care.tests.conftest import DAY, HOUR
from linli.gates.models import Annulment, Crossing, Holder, Pass
from linli.gates.online import keep


def cross(world: Any, resident: Any, when: datetime, told: datetime | None = None, **changes: Any) -> Crossing:
    """Chen Hao passes a gate at ``when``; the server is told at ``told``."""
    body = {
        "gate": "",
        "direction": "exit",
        "at": int(when.timestamp()),
        "offset": 0,
        "policy": "test/one@1",
        "pass": "",
        "resident": str(resident.pk) if resident else "",
        "household": "",
        "facts": {"temperature": 365},
        "verdict": {"outcome": "allow", "code": "gate.allowed", "step": ""},
        "emergency": False,
        "guard": "",
        "shift": "",
        **changes,
    }
    keep(world.community, body, Crossing.objects.count() + 1, told or when)
    return Crossing.objects.order_by("-number").first()


def test_a_crossing_is_heard_and_settles_the_knock(world: Any, watch: Any) -> None:
    knock_due(world.at + 2 * DAY)
    cross(world, watch.resident, world.at + 2 * DAY + HOUR)
    assert Watch.objects.get().crossed_at == world.at + 2 * DAY + HOUR
    assert Silence.objects.get().end == "heard"


def test_others_crossing_say_nothing(world: Any, watch: Any) -> None:
    cross(world, world.residents["李强"], world.at + HOUR)
    assert Watch.objects.get().crossed_at is None


def test_late_paper_counts_with_its_own_time(world: Any, watch: Any) -> None:
    knock_due(world.at + 2 * DAY)
    cross(world, watch.resident, world.at + HOUR, told=world.at + 2 * DAY + 2 * HOUR)
    assert Silence.objects.get().status == "open", "that was 49 hours ago"
    cross(world, watch.resident, world.at + 10 * HOUR, told=world.at + 2 * DAY + 3 * HOUR)
    assert Silence.objects.get().end == "heard"
    assert knock_due(world.at + 2 * DAY + 10 * HOUR) == 1


def test_an_annulled_one_never_was(world: Any, watch: Any) -> None:
    first = cross(world, watch.resident, world.at + HOUR)
    second = cross(world, watch.resident, world.at + 5 * HOUR)
    boss = world.users["secretary"]
    Annulment.annul(second, by=boss, reason="other_person", at=world.at + 6 * HOUR)
    assert Watch.objects.get().crossed_at == first.at
    Annulment.annul(first, by=boss, reason="other_person", at=world.at + 6 * HOUR)
    assert Watch.objects.get().crossed_at is None
    assert knock_due(world.at + 2 * DAY) == 1


def test_who_was_turned_back_was_not_surely_there(world: Any, watch: Any) -> None:
    refused = {"outcome": "refuse", "code": "gate.refused", "step": ""}
    cross(world, watch.resident, world.at + HOUR, verdict=refused)
    assert Watch.objects.get().crossed_at is None


def test_who_passes_a_gate_is_not_away_any_more(world: Any, watch: Any) -> None:
    watch.pause(until=world.at + 9 * DAY, by=None, at=world.at)
    cross(world, watch.resident, world.at + DAY, direction="entry")
    assert Watch.objects.get().away_until is None


@pytest.mark.parametrize(("kind", "heard"), [("trip", True), ("carer", False)])
def test_the_households_own_pass_is_theirs_and_a_carers_is_not(world: Any, watch: Any, kind: str, heard: bool) -> None:
    home = watch.resident.household
    holder = Holder(name="刘桂芳", organisation="家政") if kind == "carer" else None
    issued = Pass.issue(kind=kind, household=home, holder=holder, expires_at=world.at + 9 * DAY, by=None, at=world.at)
    cross(world, None, world.at + HOUR, **{"pass": issued.public_id})
    assert (Watch.objects.get().crossed_at is not None) is heard
