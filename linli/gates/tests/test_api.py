"""The device API: nonsense, strangers, revoked devices; every answer is JSON with a code."""

import json
import re
from datetime import timedelta
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.gates import shapes
from linli.gates.models import Crossing, Device, Enrolment, Pass, Permit, Pin
from linli.gates.reading import CrossingIn, read_items

JSON = "application/json"


def call(client: Any, path: str, body: Any, bearer: str = "") -> Any:
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(f"/api/gate/{path}", data=data, content_type=JSON, headers={"Authorization": bearer})


def test_a_device_enrols_once_with_its_token(
    client: Any, world: Any, gate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, token = Enrolment.invite(world.community, by=world.users["secretary"], at=world.at)
    answer = call(client, "enrolment", {"token": token, "name": "北门手机"})
    assert answer.status_code == 200, answer.content
    jsonschema.validate(answer.json(), schema_of("enrolment", "enrolment_response"))
    assert [one["name"] for one in answer.json()["gates"]] == ["南门", "北门"]
    again = call(client, "enrolment", {"token": token, "name": "北门手机"})
    assert (again.status_code, again.json()["code"]) == (403, "gates.enrolment_used_or_old")
    assert again.json()["message_zh"]


def test_an_enrolment_token_is_good_for_fifteen_minutes(world: Any, gate: Any, client: Any) -> None:
    _, token = Enrolment.invite(world.community, by=world.users["secretary"], at=world.at - timedelta(minutes=15))
    assert call(client, "enrolment", {"token": token, "name": "x"}).json()["code"] == "gates.enrolment_used_or_old"


@pytest.mark.parametrize(
    "bearer", ["", "Bearer", "Bearer x.y", "Basic abc", "Bearer 018f3e3e-0000-7000-8000-000000000000.x"]
)
def test_a_stranger_gets_401_with_a_code(client: Any, gate: Any, bearer: str) -> None:
    answer = call(client, "crossings", {"items": [{}]}, bearer)
    assert (answer.status_code, answer.json()["code"]) == (401, "gates.device_unknown")


def test_a_revoked_device_is_told_so(client: Any, world: Any, gate: Any) -> None:
    gate.device.revoke(by=world.users["secretary"], at=world.at)
    answer = client.get("/api/gate/bundle", headers={"Authorization": gate.bearer})
    assert (answer.status_code, answer.json()["code"]) == (401, "gates.device_revoked")


NONSENSE = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"items": 3}',
    b'{"items": []}',
    b'{"items": [], "x": 1}',
    b"\xff\xfe",
    b"[" * 5000,
]


@pytest.mark.parametrize("body", NONSENSE)
def test_nonsense_is_a_clear_error(client: Any, gate: Any, body: bytes) -> None:
    answer = call(client, "crossings", body, gate.bearer)
    assert answer.status_code == 400
    assert answer.json()["code"] in ("gates.body_unreadable", "gates.body_wrong")
    assert answer.json()["message"] and answer.json()["message_zh"]


def test_a_body_too_large_is_refused_before_it_is_read(client: Any, gate: Any) -> None:
    answer = call(client, "crossings", b" " * 5_000_001, gate.bearer)
    assert (answer.status_code, answer.json()["code"]) == (413, "gates.body_too_large")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
ITEMS = st.lists(
    ANYTHING | st.fixed_dictionaries({"sequence": st.integers(-1, 2**70), "crossing": ANYTHING})
    | st.fixed_dictionaries({"sequence": st.integers(1, 9), "sealed": st.text(max_size=200)}),
    min_size=1, max_size=5,
)  # fmt: skip


@given(ITEMS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_an_item_holds_it_is_answered(client: Any, gate: Any, items: list[Any]) -> None:
    answer = call(client, "crossings", json.dumps({"items": items}), gate.bearer)
    assert answer.status_code == 200, answer.content
    assert len(answer.json()["results"]) == len(items)
    assert all(one["outcome"] == "invalid" for one in answer.json()["results"])


def schema_of(file: str, name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}", "$defs": shapes.schema(file)["$defs"]}


VALUES = ANYTHING | st.sampled_from(
    [
        "exit",
        "entry",
        "",
        "018f3e3e-0000-7000-8000-000000000000",
        {"outcome": "allow", "code": "x", "step": ""},
        {},
        5,
        True,
    ]
)


@given(st.dictionaries(st.sampled_from(list(shapes.schema("crossings")["$defs"]["crossing"]["properties"])), VALUES))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reading_agrees_with_the_schema(world: Any, gate: Any, crossing: Any, changes: dict[str, Any]) -> None:
    optional = {"visitor", "overrule", "companions", "about"}  # null is read as absent, though no gate sends it
    body = crossing() | {name: value for name, value in changes.items() if not (value is None and name in optional)}
    try:
        jsonschema.validate(json.loads(json.dumps(body)), schema_of("crossings", "crossing"))
        right = True
    except jsonschema.ValidationError:
        right = False
    read = read_items([{"sequence": 1, "crossing": body}], [])[0]
    if read.crossing is not None:
        assert right
    elif right:
        # only what a database cannot hold is refused beyond the schema
        assert read.code == "text" or any(abs(value) > 2**53 for value in numbers(body)) or has_float(body)


def numbers(value: Any) -> list[int]:
    if isinstance(value, dict):
        return [one for inner in value.values() for one in numbers(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in numbers(inner)]
    return [value] if type(value) is int else []


def has_float(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(has_float, value.values()))
    if isinstance(value, list):
        return any(map(has_float, value))
    return isinstance(value, float)


def test_the_model_names_every_field_of_the_schema() -> None:
    fields = {field.alias or name for name, field in CrossingIn.model_fields.items()}
    assert fields == set(shapes.schema("crossings")["$defs"]["crossing"]["properties"])


def test_a_shift_begins_with_a_pin(client: Any, world: Any, gate: Any) -> None:
    guard = world.users["gate_guard"]
    Pin.choose(world.community, guard, "4711", by=guard)
    answer = call(client, "shift", {"pin": "4711", "gate": str(gate.place.pk)}, gate.bearer)
    assert answer.json()["guard"] == {"id": str(guard.pk), "name": "gate_guard"}
    for _ in range(5):
        wrong = call(client, "shift", {"pin": "1234", "gate": str(gate.place.pk)}, gate.bearer)
        assert (wrong.status_code, wrong.json()["code"]) == (403, "gates.pin_wrong")
    shut = call(client, "shift", {"pin": "4711", "gate": str(gate.place.pk)}, gate.bearer)
    assert (shut.status_code, shut.json()["code"]) == (429, "gates.pin_locked")


def test_a_guard_of_another_community_has_no_shift_here(client: Any, world: Any, other_world: Any, gate: Any) -> None:
    from django_scopes import scope

    with scope(community=other_world.community.pk):
        Pin.choose(other_world.community, other_world.users["gate_guard"], "4711", by=other_world.users["secretary"])
    answer = call(client, "shift", {"pin": "4711", "gate": str(gate.place.pk)}, gate.bearer)
    assert answer.json()["code"] == "gates.pin_wrong"


def test_the_bundle_has_the_agreed_shape_and_no_phone(client: Any, world: Any, other_world: Any, gate: Any) -> None:
    wang = world.residents["王梅"]
    Pin.choose(world.community, world.users["gate_guard"], "4711", by=world.users["gate_guard"])
    Pass.issue(kind="resident", resident=wang, expires_at=world.at + timedelta(days=9), by=None, at=world.at)
    Permit.grant(wang, kind="work", starts_at=world.at, by=None)
    answer = client.get("/api/gate/bundle", headers={"Authorization": gate.bearer})
    body = answer.json()
    jsonschema.validate(body, schema_of("bundle", "response"))
    assert body["resync"] is True
    assert len(body["residents"]) == len(world.residents)
    assert "13800002222" not in answer.content.decode() and "王梅" not in answer.content.decode()
    assert str(other_world.residents["王梅"].pk) not in answer.content.decode()


def test_the_next_bundle_holds_only_what_changed(client: Any, world: Any, gate: Any, post: Any, crossing: Any) -> None:
    def bundle(cursor: str = "") -> Any:
        return client.get(f"/api/gate/bundle?cursor={cursor}", headers={"Authorization": gate.bearer}).json()

    first = bundle()
    wang = world.residents["王梅"]
    ticket = Pass.issue(kind="resident", resident=wang, expires_at=world.at + timedelta(days=9), by=None, at=world.at)
    post([{"sequence": 1, "crossing": crossing(wang)}])
    second = bundle(first["cursor"])
    assert second["resync"] is False
    assert (second["residents"], [one["id"] for one in second["passes"]]) == ([], [ticket.public_id])
    assert [one["key"] for one in second["ledger"]] == [f"{gate.device.pk}:1"]
    ticket.void(by=world.users["secretary"], reason="lost", at=world.at)
    Permit.grant(wang, kind="work", starts_at=world.at, by=None)
    third = bundle(second["cursor"])
    assert third["passes"] == [{"id": ticket.public_id, "gone": True}]
    assert [one["id"] for one in third["residents"]] == [str(wang.pk)]
    assert third["ledger"] == []
    assert bundle(third["cursor"])["residents"] == []
    for strange in ("nonsense", "", "AAAA", third["cursor"][:-2] + "xx"):
        assert bundle(strange)["resync"] is True


def test_a_heartbeat_says_what_is_unsent(client: Any, gate: Any) -> None:
    assert call(client, "heartbeat", {"unsent": 3}, gate.bearer).status_code == 200
    assert Device.objects.get(pk=gate.device.pk).unsent == 3


def test_no_crossing_of_this_community_is_seen_from_another(
    world: Any, other_world: Any, post: Any, crossing: Any
) -> None:
    from django_scopes import scope

    post([{"sequence": 1, "crossing": crossing(world.residents["王梅"])}])
    with scope(community=other_world.community.pk):
        assert Crossing.objects.count() == 0


def test_the_secret_is_kept_as_a_hash_only(gate: Any) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", gate.device.secret_hash)
