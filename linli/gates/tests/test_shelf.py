"""The gate shelf: facts from phones, in any order, each answered; who is told; what remains."""

import base64
import json
from datetime import timedelta
from typing import Any

import jsonschema
import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django_scopes import scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.accounts.models import Proxy, ResidentSession
from linli.core.models import Message
from linli.gates import shapes
from linli.gates.models import Altered, Crossing, Quarantine, ShelfItem, SigningKey
from linli.gates.reading import ShelfIn, read_items
from linli.gates.sealing import seal
from linli.gates.tests.conftest import THING as ONE
from linli.gates.tests.conftest import enrol

TWO = "018f3e3e-0000-7000-8000-000000000002"


def outcomes(answers: list[dict[str, Any]]) -> list[str]:
    return [answer["outcome"] for answer in answers]


def phone(resident: Any, at: Any) -> None:
    ResidentSession.bind(resident, token=f"token {resident.pk}", device="Android", at=at)


def notices() -> list[tuple[str, str]]:
    return sorted(Message.objects.filter(template__startswith="gates.shelf").values_list("template", "to"))


def test_what_is_put_down_waits_with_its_time_and_the_household_is_told(world: Any, tell: Any, thing: Any) -> None:
    mei = world.residents["王梅"]
    phone(mei, world.at)
    assert outcomes(tell(thing("put", count=2, place="B3"))) == ["new"]
    row = ShelfItem.waiting().get()
    assert (row.kind, row.count, row.place, row.told) == ("meal", 2, "B3", "app")
    assert row.overdue_at == world.at + timedelta(hours=1)
    people = {f"resident:{world.residents[name].pk}" for name in ("王梅", "王秀英")}
    assert {to for template, to in notices() if template == "gates.shelf"} == people
    assert Crossing.objects.count() == 0


@pytest.mark.parametrize(("kind", "hours"), [("parcel", 24), ("meal", 1), ("medicine", 3), ("cold", 3)])
def test_each_kind_has_its_own_time(world: Any, tell: Any, thing: Any, kind: str, hours: int) -> None:
    tell(thing("put", kind=kind))
    assert ShelfItem.objects.get().overdue_at == world.at + timedelta(hours=hours)


def test_the_policy_sets_the_times(world: Any, gate: Any, tell: Any, thing: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(gate.rules.gate["settings"], "shelf", {"meal": 2, "parcel": 0, "cold": "soon"})
    tell(thing("put"), thing("put", TWO, kind="parcel"))
    due = dict(ShelfItem.objects.values_list("kind", "overdue_at"))
    assert due == {"meal": world.at + timedelta(hours=2), "parcel": world.at + timedelta(hours=24)}


def test_without_a_phone_the_grid_worker_is_asked_until_somebody_rang(world: Any, tell: Any, thing: Any) -> None:
    tell(thing("put"))
    worker = world.users["grid_worker"]
    assert ("gates.shelf_tell", f"user:{worker.pk}") in notices()
    assert ShelfItem.objects.get().told == "worker"
    tell(thing("told", how="phone", minutes=2))
    assert ShelfItem.objects.get().told == "phone"
    assert ("gates.shelf_tell", f"user:{worker.pk}") not in notices()


def test_who_acts_for_the_household_reaches_it_too(world: Any, tell: Any, thing: Any) -> None:
    li = world.residents["李强"]
    phone(li, world.at)
    Proxy.grant(world.residents["王秀英"], li, how="desk", by=world.users["secretary"], at=world.at - timedelta(days=1))
    tell(thing("put"))
    assert ShelfItem.objects.get().told == "app"


def test_the_same_upload_twice_changes_nothing_and_other_content_is_an_alarm(world: Any, post: Any, thing: Any) -> None:
    items = [{"sequence": 1, "shelf": thing("put")}, {"sequence": 2, "shelf": thing("collected", who="resident")}]
    assert outcomes(post(items)) == ["new", "new"]
    assert outcomes(post(items)) == ["duplicate", "duplicate"]
    other = [{"sequence": 1, "shelf": thing("put", count=3)}]
    assert outcomes(post(other)) == ["altered"]
    assert ShelfItem.objects.get().count == 1
    assert Altered.objects.count() == 1


def test_a_sealed_fact_and_an_open_one_are_the_same(world: Any, post: Any, thing: Any) -> None:
    key = load_der_public_key(base64.b64decode(SigningKey.objects.get(use="seal").spki))
    box = seal(json.dumps({"shelf": thing("put")}).encode(), key)
    assert outcomes(post([{"sequence": 1, "sealed": box}])) == ["new"]
    assert outcomes(post([{"sequence": 1, "shelf": thing("put")}])) == ["duplicate"]
    assert outcomes(post([{"sequence": 2, "sealed": seal(json.dumps({"shelf": 5}).encode(), key)}])) == ["invalid"]


def test_fetched_before_anybody_heard_of_its_coming(world: Any, tell: Any, thing: Any) -> None:
    _, north = enrol(world, "北门")
    phone(world.residents["王梅"], world.at)
    assert outcomes(tell(thing("collected", who="volunteer", minutes=5), bearer=north)) == ["new"]
    assert ShelfItem.waiting().count() == 0
    tell(thing("put"))
    row = ShelfItem.objects.get()
    assert (row.end, row.kind) == ("volunteer", "meal")
    assert ShelfItem.waiting().count() == 0
    assert notices() == []


def test_two_gates_hand_out_one_thing_the_first_holds_and_the_second_is_told(world: Any, tell: Any, thing: Any) -> None:
    _, north = enrol(world, "北门")
    tell(thing("put", minutes=-60))
    tell(thing("collected", who="resident", minutes=-10))
    [late] = tell(thing("collected", who="other", minutes=-20), bearer=north)
    assert (late["outcome"], late["code"]) == ("disagreed", "shelf.ended_already")
    row = ShelfItem.objects.get()
    assert (row.end, row.ended_at) == ("other", world.at - timedelta(minutes=20))
    [later] = tell(thing("returned", why="courier", minutes=0), bearer=north)
    assert later["outcome"] == "disagreed"
    assert ShelfItem.objects.get().end == "other"


def test_once_fetched_nothing_said_of_it_remains(world: Any, tell: Any, thing: Any) -> None:
    phone(world.residents["王梅"], world.at)
    tell(thing("put"), thing("put", TWO))
    tell(thing("collected", who="resident"))
    assert len(notices()) == 2  # of the other thing
    tell(thing("returned", TWO, why="spoiled"))
    assert notices() == []


def test_only_a_room_is_enough_where_it_means_one_household(world: Any, tell: Any, thing: Any) -> None:
    tell(thing("put", household="", room="3号楼2单元502"), thing("put", TWO, household="", room="9-9-909"))
    known, unknown = (ShelfItem.objects.get(item=one) for one in (ONE, TWO))
    assert known.household_id == world.flats["3-2-502"].households.get().pk
    assert known.room == ""
    assert (unknown.household_id, unknown.room, unknown.told) == (None, "9-9-909", "worker")
    assert ("gates.shelf_tell", f"user:{world.users['secretary'].pk}") in notices()


def test_ids_of_another_community_say_nothing(world: Any, other_world: Any, tell: Any, thing: Any) -> None:
    with scopes_disabled():
        theirs = other_world.flats["3-2-502"].households.get()
        held = ShelfItem.objects.create(community=other_world.community, item=ONE, put_at=world.at, kind="meal")
    assert outcomes(tell(thing("put", household=str(theirs.pk), room=""))) == ["new"]
    assert ShelfItem.objects.get().household_id is None
    tell(thing("collected", who="resident"))
    with scopes_disabled():
        held.refresh_from_db()
    assert held.ended_at is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "eaten"},
        {"item": "5"},
        {"at": "soon"},
        {"count": 0},
        {"count": 100},
        {"kind": "letter"},
        {"kind": ""},
        {"household": "", "room": "  "},
        {"sender": "爱买菜"},
        {"who": "resident"},
        {"place": "a very long place"},
    ],
)
def test_nonsense_is_kept_aside_and_holds_up_nobody(tell: Any, thing: Any, wrong: dict[str, Any]) -> None:
    assert outcomes(tell(thing("put") | wrong, thing("put", TWO))) == ["invalid", "new"]
    assert Quarantine.objects.count() == 1
    assert ShelfItem.objects.count() == 1


def test_a_wrong_clock_is_bounded_by_the_receipt(world: Any, tell: Any, thing: Any) -> None:
    tell(thing("put") | {"at": 4_000_000_000})
    assert ShelfItem.objects.get().put_at == world.at


def test_the_bundle_has_the_whole_shelf_in_full_and_in_deltas(
    client: Any, world: Any, gate: Any, tell: Any, thing: Any
) -> None:
    def bundle(cursor: str = "") -> Any:
        return client.get(f"/api/gate/bundle?cursor={cursor}", headers={"Authorization": gate.bearer}).json()

    tell(thing("put", place="B3"))
    first = bundle()
    jsonschema.validate(first, schema_of("bundle", "response"))
    [one] = first["shelf"]
    assert (one["id"], one["room"], one["kind"], one["place"]) == (ONE, "3-2-502", "meal", "B3")
    assert bundle(first["cursor"])["shelf"] == [one]
    tell(thing("collected", who="resident"))
    after = bundle(first["cursor"])
    assert (after["resync"], after["shelf"]) == (False, [])


def schema_of(file: str, name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}", "$defs": shapes.schema(file)["$defs"]}


FIELDS = list(shapes.schema("crossings")["$defs"]["shelf"]["properties"])
VALUES = st.sampled_from(["", " ", "put", "told", "collected", "phone", "resident", "courier", "meal", 3, 0, True, ONE])


@given(st.sampled_from(["put", "told", "collected", "returned"]), st.dictionaries(st.sampled_from(FIELDS), VALUES))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reading_agrees_with_the_schema(thing: Any, what: str, changes: dict[str, Any]) -> None:
    own = {"put": {}, "told": {"how": "phone"}, "collected": {"who": "other"}, "returned": {"why": "spoiled"}}[what]
    body = thing(what, **own) | changes
    try:
        jsonschema.validate(body, schema_of("crossings", "shelf"))
        right = True
    except jsonschema.ValidationError:
        right = False
    assert (read_items([{"sequence": 1, "shelf": body}], [])[0].shelf is not None) == right


def test_the_model_names_every_field_of_the_schema() -> None:
    assert set(ShelfIn.model_fields) == set(FIELDS)
