"""The queue at a gate: prepared, seen by this gate's phones only, answered by a crossing, forgotten."""

import uuid
from datetime import timedelta
from typing import Any

import jsonschema
import pytest

from linli.core.refusals import Refused
from linli.gates import queue, shapes
from linli.gates.models import Device, Gate, Preparation
from linli.gates.tests.conftest import enrol
from linli.journal.models import Line

PHONE = uuid.UUID(int=7)


@pytest.fixture
def prepare(world: Any, gate: Any) -> Any:
    """``prepare("王梅", "王秀英", minutes=0, …)`` as these people's phone does; returns their group."""

    def make(*names: str, minutes: float = 0, direction: str = "exit", place: Any = None, **answers: str) -> uuid.UUID:
        people = [(world.residents[name], answers) for name in names]
        at = world.at + timedelta(minutes=minutes)
        return queue.prepare(people, place or gate.place, PHONE, direction, at)

    return make


@pytest.fixture
def look(client: Any, gate: Any, world: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """``look(minutes=0, etag="")``: the device's own answer to GET /api/gate/queue."""

    def get(minutes: float = 0, etag: str = "", place: Any = None, bearer: str = "") -> Any:
        monkeypatch.setattr("linli.gates.api.now", lambda: world.at + timedelta(minutes=minutes))
        headers = {"Authorization": bearer or gate.bearer} | ({"If-None-Match": etag} if etag else {})
        return client.get(f"/api/gate/queue?gate={(place or gate.place).pk}", headers=headers)

    return get


def rooms(answer: Any) -> list[str]:
    return [one["resident"] for one in answer.json()["people"]]


def test_a_phone_sees_who_has_prepared_newest_first_in_the_agreed_shape(world: Any, prepare: Any, look: Any) -> None:
    prepare("李强", purpose="medical", health_colour="green")
    prepare("王梅", "王秀英", minutes=1)
    answer = look(minutes=2)
    jsonschema.validate(answer.json(), {"$ref": "#/$defs/response", "$defs": shapes.schema("queue")["$defs"]})
    people = answer.json()["people"]
    mother, daughter = str(world.residents["王秀英"].pk), str(world.residents["王梅"].pk)
    assert {one["resident"] for one in people[:2]} == {mother, daughter}
    assert people[2]["resident"] == str(world.residents["李强"].pk)
    assert people[0]["group"] == people[1]["group"] != "" and people[2]["group"] == ""
    assert people[0]["companions"] == [people[1]["resident"]] and people[2]["companions"] == []
    assert people[2]["answers"] == {"purpose": "medical", "health_colour": "green"}


def test_what_did_not_change_is_not_sent_again(prepare: Any, look: Any, django_assert_max_num_queries: Any) -> None:
    assert look(etag=look()["ETag"]).status_code == 304
    prepare("李强")
    first = look()
    with django_assert_max_num_queries(3):
        again = look(minutes=1, etag=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    prepare("陈浩", minutes=1)
    assert look(minutes=1, etag=first["ETag"]).status_code == 200


def test_ten_minutes_later_nobody_stands_there_any_more(prepare: Any, look: Any) -> None:
    prepare("李强")
    assert len(rooms(look(minutes=9.9))) == 1
    assert rooms(look(minutes=10)) == []


def test_never_another_gates_people_nor_another_communitys(
    world: Any, other_world: Any, gate: Any, prepare: Any, look: Any, client: Any
) -> None:
    from django_scopes import scope

    prepare("李强", place=gate.other)
    assert rooms(look()) == []
    with scope(community=other_world.community.pk):
        theirs = Gate.objects.create(community=other_world.community, compound=other_world.compound, name="南门")
        queue.prepare([(other_world.residents["李强"], {})], theirs, PHONE, "exit", world.at)
    assert (look(place=theirs).status_code, look(place=theirs).json()["code"]) == (404, "gates.gate_unknown")
    with scope(community=other_world.community.pk):
        _, bearer = enrol(other_world, "东湖")
    assert look(place=gate.other, bearer=bearer).status_code == 404


@pytest.mark.parametrize("asked", ["", "x", "018f3e3e-0000-7000-8000-000000000000"])
def test_a_gate_that_is_none_is_said_so(client: Any, gate: Any, asked: str) -> None:
    answer = client.get(f"/api/gate/queue?gate={asked}", headers={"Authorization": gate.bearer})
    assert (answer.status_code, answer.json()["code"]) == (404, "gates.gate_unknown")


def test_a_stranger_and_a_revoked_phone_see_nothing(client: Any, world: Any, gate: Any, look: Any) -> None:
    assert client.get(f"/api/gate/queue?gate={gate.place.pk}").status_code == 401
    Device.objects.get(pk=gate.device.pk).revoke(by=world.users["secretary"], at=world.at)
    assert look().status_code == 401


def test_the_crossing_that_names_it_takes_it_off_the_list(
    world: Any, prepare: Any, look: Any, post: Any, crossing: Any
) -> None:
    prepare("李强", purpose="medical")
    [row] = look().json()["people"]
    [answer] = post([{"sequence": 1, "crossing": crossing(world.residents["李强"], prepared=row["id"])}])
    assert answer["outcome"] == "new" and rooms(look()) == []
    held = Preparation.objects.get()
    assert (held.status, held.outcome, held.told) == ("answered", "allow", {})
    assert held.until == world.at + timedelta(minutes=120)


def test_a_crossing_the_other_way_answers_nothing_even_if_it_names_it(
    world: Any, prepare: Any, look: Any, post: Any, crossing: Any
) -> None:
    prepare("李强", direction="entry")
    [row] = look().json()["people"]
    post([{"sequence": 1, "crossing": crossing(world.residents["李强"], prepared=row["id"])}])
    assert [one["id"] for one in look().json()["people"]] == [row["id"]]


def test_a_guard_who_finds_the_room_instead_answers_it_too(world: Any, prepare: Any, post: Any, crossing: Any) -> None:
    prepare("李强")
    post([{"sequence": 1, "crossing": crossing(world.residents["李强"])}])
    assert Preparation.objects.get().status == "answered"


def test_what_was_recorded_before_or_in_the_other_direction_answers_nothing(
    world: Any, prepare: Any, post: Any, crossing: Any
) -> None:
    prepare("李强", "陈浩")
    early = crossing(world.residents["李强"], minutes=-5)
    other = crossing(world.residents["陈浩"], direction="entry")
    post([{"sequence": 1, "crossing": early}, {"sequence": 2, "crossing": other}])
    assert set(Preparation.objects.values_list("status", flat=True)) == {"waiting"}


def test_a_crossing_that_names_somebody_elses_preparation_answers_nothing(
    world: Any, prepare: Any, post: Any, crossing: Any
) -> None:
    prepare("陈浩")
    wrong = crossing(world.residents["李强"], prepared=str(Preparation.objects.get().pk))
    nobody = crossing(world.residents["赵敏"], prepared="018f3e3e-0000-7000-8000-000000000000")
    answers = post([{"sequence": 1, "crossing": wrong}, {"sequence": 2, "crossing": nobody}])
    assert [one["outcome"] for one in answers] == ["new", "new"]
    assert Preparation.objects.get().status == "waiting"


def test_whoever_was_asked_to_wait_is_told_when_it_is_decided(
    world: Any, prepare: Any, post: Any, crossing: Any
) -> None:
    prepare("李强")
    someone = world.residents["李强"]
    post([{"sequence": 1, "crossing": crossing(someone, outcome="refer", code="gate.household_unknown")}])
    assert Preparation.objects.get().outcome == "refer"
    post([{"sequence": 2, "crossing": crossing(someone, minutes=2)}])
    assert Preparation.objects.get().outcome == "allow"


def test_saying_it_twice_keeps_the_place_and_somewhere_else_is_a_new_place(
    world: Any, gate: Any, prepare: Any, look: Any
) -> None:
    prepare("李强")
    prepare("陈浩", minutes=1)
    prepare("李强", minutes=2, purpose="medical")
    people = look(minutes=2).json()["people"]
    assert [one["at"] - int(world.at.timestamp()) for one in people] == [60, 0]
    assert people[1]["answers"] == {"purpose": "medical"}
    prepare("李强", minutes=3, place=gate.other)
    assert len(rooms(look(minutes=3))) == 1
    assert [one["at"] for one in look(minutes=3, place=gate.other).json()["people"]] == [
        int(world.at.timestamp()) + 180
    ]


def test_who_leaves_is_off_the_list(prepare: Any, look: Any, world: Any) -> None:
    group = prepare("王梅", "王秀英")
    assert queue.leave(world.community, group) == 2
    assert rooms(look()) == [] and queue.leave(world.community, group) == 0


def test_nobody_too_many_and_too_often_are_refused(world: Any, prepare: Any) -> None:
    with pytest.raises(Refused, match="prepared_nobody"):
        prepare()
    with pytest.raises(Refused, match="prepared_too_many"):
        prepare(*["李强"] * 9)
    for minute in range(20):
        prepare("李强", minutes=minute)
    with pytest.raises(Refused, match="prepared_too_often"):
        prepare("李强", minutes=21)


def test_after_half_an_hour_there_is_no_trace(world: Any, prepare: Any) -> None:
    before = Line.objects.count()
    prepare("李强")
    at = world.at + timedelta(minutes=30)
    assert queue.forget_due(at - timedelta(seconds=1)) == 0
    assert queue.forget_due(at) == 1 and queue.forget_due(at) == 0
    assert Line.objects.count() == before
