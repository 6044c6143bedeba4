"""Past days in numbers: of crossings still kept and of what remains of the others, never counted twice."""

from datetime import timedelta
from typing import Any

import pytest
from django_scopes import scopes_disabled

from linli.gates import days
from linli.gates.models import Crossing
from linli.privacy.keeping import purge_due


@pytest.fixture(autouse=True)
def clock(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.gates.views.days.now", lambda: world.at)


def cross(world: Any, gate: Any, number: int, minutes: int, direction: str = "exit", **more: Any) -> Any:
    at = world.at + timedelta(minutes=minutes)
    made = {
        "community_id": world.community.pk,
        "day": world.community.today(at),
        "number": number,
        "device_id": gate.device.pk,
        "sequence": number,
        "gate_id": gate.place.pk,
        "direction": direction,
        "at": at,
        "device_at": int(at.timestamp()),
        "gate_outcome": "allow",
        "gate_code": "gate.allowed",
        "server_outcome": "allow",
        "server_code": "gate.allowed",
        "went": True,
    }
    return Crossing.objects.create(**made | more)


def numbers(world: Any) -> list[tuple[int, int, int]]:
    return [(one.exit, one.entry, one.turned) for one in days.totals(world.community.today(world.at))]


def test_a_day_has_the_same_numbers_before_and_after_its_crossings_were_purged(world: Any, gate: Any) -> None:
    cross(world, gate, 1, -60)
    cross(world, gate, 2, -59, gate_id=gate.other.pk)
    cross(world, gate, 3, -30, "entry")
    cross(world, gate, 4, -20, gate_outcome="refuse", went=False)
    cross(world, gate, 5, -10, gate_outcome="refuse", overrule_outcome="allow")
    before = numbers(world), days.by_gate(world.community, world.community.today(world.at))
    assert before[0] == [(3, 1, 1)]
    with scopes_disabled():
        purge_due(world.at + timedelta(days=14) - timedelta(minutes=25))  # the first half of the day
    assert Crossing.objects.count() == 2
    assert (numbers(world), days.by_gate(world.community, world.community.today(world.at))) == before
    with scopes_disabled():
        purge_due(world.at + timedelta(days=15))
    assert Crossing.objects.count() == 0
    assert (numbers(world), days.by_gate(world.community, world.community.today(world.at))) == before


def test_hours_are_those_of_the_communitys_clock_on_both_sides_of_midnight(world: Any, gate: Any) -> None:
    cross(world, gate, 1, -9 * 60 - 1)  # 23:59 of the day before
    cross(world, gate, 2, -9 * 60)  # midnight
    assert [one.day.isoformat() for one in days.totals(world.community.today(world.at))] == ["2020-04-08", "2020-04-07"]
    [today] = days.by_gate(world.community, world.community.today(world.at))
    assert (today.out[0], sum(today.out)) == (1, 1)
    [yesterday] = days.by_gate(world.community, world.community.today(world.at) - timedelta(days=1))
    assert yesterday.out[23] == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("asked", ["", "?day=2020-04-08", "?day=2020-01-01", "?day=x", "?day=0000-00-00"])
def test_the_page_opens_with_and_without_crossings(
    sign_in: Any, world: Any, gate: Any, language: str, asked: str
) -> None:
    client = sign_in("gate_guard")
    client.cookies["django_language"] = language
    assert client.get(f"/gates/days/{asked}").status_code == 200
    cross(world, gate, 1, -60)
    page = client.get(f"/gates/days/{asked}")
    assert page.status_code == 200 and "2020-04-08" in page.content.decode()


def test_another_communitys_numbers_are_not_there(world: Any, other_world: Any, gate: Any) -> None:
    cross(world, gate, 1, -60, community_id=other_world.community.pk)
    assert numbers(world) == []
    assert days.by_gate(world.community, world.community.today(world.at)) == []
