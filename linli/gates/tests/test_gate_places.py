"""Gates are set up, renamed, closed and opened again; a name is given once in a compound."""

from typing import Any

import pytest

from linli.core.refusals import Refused
from linli.gates import shifts
from linli.gates.models import Gate
from linli.journal.models import Line


@pytest.fixture
def by(world: Any) -> dict[str, Any]:
    return {"by": world.users["secretary"], "at": world.at}


@pytest.fixture
def west(world: Any, by: Any) -> Gate:
    return Gate.open(world.compound, "  西门 ", **by)


def code_of(act: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    assert refusal.value.words
    return refusal.value.code


def test_a_gate_is_closed_and_opened_again_once(west: Gate, by: Any) -> None:
    assert west.name == "西门"
    seen_before = Gate.objects.get(pk=west.pk)
    west.close(**by)
    assert code_of(lambda: seen_before.close(**by)) == "gates.gate_closed_already"
    west.reopen(**by)
    assert code_of(lambda: west.reopen(**by)) == "gates.gate_open_already"
    told = set(Line.objects.filter(subject=f"gate:{west.pk}").values_list("event", flat=True))
    assert told == {"gate.opened", "gate.closed", "gate.reopened"}


def test_a_name_is_given_once_in_a_compound(world: Any, west: Gate, by: Any) -> None:
    west.close(**by)
    assert code_of(lambda: Gate.open(world.compound, "西门", **by)) == "gates.gate_exists"
    other = Gate.open(world.compound, "东门", **by)
    assert code_of(lambda: other.rename("西门", **by)) == "gates.gate_exists"
    assert Gate.objects.get(pk=other.pk).name == "东门"


def test_no_shift_begins_at_a_closed_gate(gate: Any, west: Gate, by: Any, world: Any) -> None:
    west.close(**by)
    begin = lambda: shifts.begin(gate.device, "4711", str(west.pk), None, at=world.at)  # noqa: E731
    assert code_of(begin) == "gates.gate_unknown"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_of_gates(world: Any, west: Gate, sign_in: Any, language: str) -> None:
    client = sign_in("administrator")
    client.cookies["django_language"] = language
    address = f"/gates/places/{west.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"name": "西大门"}).status_code == 302
    assert client.post(address + "closing/").status_code == 302
    assert Gate.objects.get(pk=west.pk).closed_at
    assert client.post(address + "closing/").status_code == 409
    assert client.get(address).status_code == 200
    assert "西大门" in client.get("/gates/devices/").content.decode()
    assert client.post(address + "reopening/").status_code == 302
    assert Gate.objects.get(name="西大门").closed_at is None


def test_a_name_that_is_taken_is_said_at_its_field(world: Any, west: Gate, by: Any, sign_in: Any) -> None:
    other = Gate.open(world.compound, "东门", **by)
    client = sign_in("secretary")
    client.cookies["django_language"] = "en"
    words = "This compound has a gate named “西门” already"
    again = client.post("/gates/places/", {"name": "西门", "compound": str(world.compound.pk)})
    assert words in again.content.decode()
    renamed = client.post(f"/gates/places/{other.pk}/", {"name": "西门"}).content.decode()
    assert words in renamed and "<h1>东门" in renamed


def test_another_communitys_gates_are_not_there(world: Any, west: Gate, other_world: Any, sign_in: Any) -> None:
    foreign = Gate(community=other_world.community, compound=other_world.compound, name="东湖门")
    foreign.save()
    client = sign_in("secretary")
    address = f"/gates/places/{foreign.pk}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"name": "x"}).status_code == 404
    assert client.post(address + "closing/").status_code == 404
    assert client.post(address + "reopening/").status_code == 404
    client.post("/gates/places/", {"name": "x", "compound": str(other_world.compound.pk)})
    assert not Gate._base_manager.filter(name="x").exists()


def test_only_who_looks_after_devices_changes_gates(west: Gate, sign_in: Any) -> None:
    for kind in ("gate_guard", "grid_worker", "district", "volunteer"):
        client = sign_in(kind)
        assert client.get(f"/gates/places/{west.pk}/").status_code == 403
        assert client.post(f"/gates/places/{west.pk}/closing/").status_code == 403
    assert Gate.objects.get(pk=west.pk).closed_at is None
