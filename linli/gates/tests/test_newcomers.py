"""Who lives here and stands in no list: what the guard wrote down once makes an unconfirmed resident."""

import json
import threading
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from linli.followups.models import FollowUp
from linli.gates.models import Crossing, Out
from linli.gates.tests.conftest import enrol, set_up
from linli.journal.models import Line
from linli.registry.models import Building, Flat, Merge, Resident, Stay

NEWCOMER = FollowUp.Kind.NEWCOMER
SUN = {"name": "孙小海", "room": "3栋2单元501", "phone": "138 0000 6666"}
LET_IN = {"outcome": "allow", "reason": "reason_known"}


def written(crossing: Any, visitor: Any = None, **changes: Any) -> dict[str, Any]:
    """As the phone sends it: nobody it knows, referred to a person by the rules, let in by the guard."""
    usual = {"direction": "entry", "outcome": "refer", "code": "gate.not_resident", "overrule": LET_IN}
    told: dict[str, Any] = crossing(visitor=visitor or SUN, **usual | changes)
    told["facts"] |= {"person": "unknown"}
    return told


def send(post: Any, *told: dict[str, Any], first: int = 1) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = post([{"sequence": n, "crossing": one} for n, one in enumerate(told, first)])
    return answers


def test_room_name_and_phone_once_make_an_unconfirmed_resident(world: Any, post: Any, crossing: Any) -> None:
    send(post, written(crossing))
    sun = Resident.objects.get(name="孙小海")
    assert (sun.confirmed, sun.here, sun.phone) == (False, True, "+8613800006666")
    assert sun.household.flat == world.flats["3-2-501"] and sun.sources["name"][0] == "gate"
    kept = Crossing.objects.get()
    assert (kept.resident_id, kept.household_id) == (sun.pk, sun.household_id)
    assert "孙小海" in kept.visitor, "the fact stays as it was told"
    assert not Line.objects.filter(codes__icontains="孙").exists()
    matter = FollowUp.objects.get(kind=NEWCOMER)
    assert (matter.subject, matter.act) == (f"resident:{sun.pk}", "verify")
    assert matter.owner == world.users["grid_worker"] and matter.codes["resident"] == str(sun.pk)


def test_the_rules_judge_them_as_they_judged_at_the_gate(world: Any, post: Any, crossing: Any) -> None:
    [answer] = send(post, written(crossing, outcome="allow", code="gate.allowed", overrule=None))
    assert answer["outcome"] == "new"
    assert Crossing.objects.get().facts["person"] == "unknown"
    assert not FollowUp.objects.exclude(kind=NEWCOMER)


def test_the_same_upload_twice_and_the_same_person_again_is_one_resident(world: Any, post: Any, crossing: Any) -> None:
    send(post, written(crossing))
    send(post, written(crossing))
    send(post, written(crossing, minutes=5), written(crossing, {**SUN, "room": "3-2-501"}, minutes=9), first=2)
    sun = Resident.objects.get(name="孙小海")
    assert [row.resident_id for row in Crossing.objects.all()] == [sun.pk] * 3
    assert FollowUp.objects.filter(kind=NEWCOMER).count() == Stay.objects.filter(resident=sun).count() == 1


def test_who_went_out_unknown_is_out_and_home_again_by_name(world: Any, post: Any, crossing: Any) -> None:
    send(post, written(crossing, direction="exit"))
    sun = Resident.objects.get(name="孙小海")
    assert Out.objects.get().resident_id == sun.pk
    send(post, crossing(sun, direction="entry", minutes=30), first=2)
    assert not Out.objects.exists()


def test_the_next_delta_knows_them_and_at_the_next_crossing_they_are_known(
    client: Any, gate: Any, post: Any, crossing: Any
) -> None:
    def bundle(cursor: str = "") -> Any:
        address = f"/api/gate/bundle?cursor={cursor}"
        return client.get(address, headers={"Authorization": gate.bearer}).json()

    before = bundle()
    send(post, written(crossing))
    after = bundle(before["cursor"])
    sun = Resident.objects.get(name="孙小海")
    [row] = after["residents"]
    assert not after["resync"]
    assert (row["id"], row["room"], row["name"], row["confirmed"]) == (str(sun.pk), "3-2-501", "孙○○", False)
    assert [one["resident"] for one in after["ledger"]] == [str(sun.pk)]
    [answer] = send(post, crossing(sun, minutes=20), first=2)
    assert answer["server_verdict"]["code"] == "gate.allowed"


def test_who_is_in_the_list_after_all_is_who_they_are(world: Any, post: Any, crossing: Any) -> None:
    send(post, written(crossing, {"name": "李强", "room": "3-501"}))
    assert Crossing.objects.get().resident_id == world.residents["李强"].pk
    assert Resident.objects.filter(name="李强").count() == 1
    assert not FollowUp.objects.filter(kind=NEWCOMER).exists()


@pytest.mark.parametrize(
    ("visitor", "words"),
    [
        ({"name": "孙小海", "room": "那边"}, "那边 · 孙小海"),
        ({"name": "孙小海", "room": "33-2-501", "phone": "1"}, "33-2-501 · 孙小海 · 1"),
        ({"name": "孙小海"}, "孙小海"),
        ({"room": "3-2-501"}, "3-2-501"),
        ({"name": "孙○○", "room": "3-2-501"}, "3-2-501 · 孙○○"),
        ({"name": "孙" * 80, "room": "9" * 40}, f"{'9' * 40} · {'孙' * 80}"),
    ],
)
def test_what_says_too_little_is_the_offices_to_find_out_and_nothing_is_lost(
    world: Any, post: Any, crossing: Any, visitor: dict[str, str], words: str
) -> None:
    [answer] = send(post, written(crossing, visitor))
    assert answer["outcome"] in ("new", "disagreed")
    kept, matter = Crossing.objects.get(), FollowUp.objects.get(kind=NEWCOMER)
    assert kept.resident_id is None and Resident.objects.count() == 5 and Building.objects.count() == 3
    assert (matter.subject, matter.words, matter.owner) == (f"crossing:{kept.id}", words, world.users["secretary"])
    matter.close(by=world.users["secretary"], at=world.at)  # by hand: no page of its own ends it
    assert not matter.settled_elsewhere


def test_without_a_list_the_room_is_taken_as_it_was_written(world: Any, post: Any, crossing: Any) -> None:
    with scopes_disabled():
        Stay._base_manager.all().delete()
        Resident._base_manager.all().delete()
    send(post, written(crossing, {"name": "孙小海", "room": "33-2-501"}))
    Resident.objects.get(name="孙小海").confirm(by=world.users["grid_worker"], at=world.at)
    send(post, written(crossing, {"name": "钱小河", "room": "34-1-101"}, minutes=3), first=2)
    assert {one.household.flat.key for one in Resident.objects.all()} == {"33-2-501", "34-1-101"}
    assert Flat.objects.filter(key="34-1-101").count() == 1


def test_who_was_turned_away_is_not_made_a_neighbour(world: Any, post: Any, crossing: Any) -> None:
    refused = written(crossing, outcome="refuse", code="gate.no_pass", direction="exit", overrule=None)
    referred = written(crossing, minutes=2, overrule=None)
    send(post, refused, referred)
    assert Resident.objects.count() == 5
    first, second = Crossing.objects.order_by("number")
    assert FollowUp.objects.get(kind=NEWCOMER).subject == f"crossing:{first.id}"
    assert FollowUp.objects.get(kind="referred").subject == f"crossing:{second.id}", "asked once, not twice"


def test_nobody_else_is_written_into_the_list(world: Any, post: Any, crossing: Any) -> None:
    visitor = written(crossing)
    visitor["facts"] = {"temperature": 365, "person": "visitor"}
    send(
        post,
        visitor,
        written(crossing, minutes=1, emergency=True),
        written(crossing, minutes=2, expected="018f3e3e-0000-7000-8000-00000000000e"),
        crossing(direction="entry", minutes=3),
    )
    assert Resident.objects.count() == 5 and not FollowUp.objects.filter(kind=NEWCOMER).exists()


def test_confirmed_gone_or_known_already_the_question_is_answered(world: Any, post: Any, crossing: Any) -> None:
    made = []
    for number, name in enumerate(("孙一", "孙二", "孙三"), 1):
        send(post, written(crossing, {**SUN, "name": name}, minutes=number), first=number)
        made.append(Resident.objects.get(name=name))
    worker = world.users["grid_worker"]
    made[0].confirm(by=worker, at=world.at)
    Stay.leave(made[1], by=worker, at=world.at)
    Merge.join(world.residents["李强"], made[2], by=worker, at=world.at)
    closed = FollowUp.objects.filter(kind=NEWCOMER, status="done", closed_by=worker)
    assert {one.subject for one in closed} == {f"resident:{one.pk}" for one in made}


def test_the_worker_finds_the_confirmation_from_the_matter(world: Any, post: Any, crossing: Any, sign_in: Any) -> None:
    send(post, written(crossing))
    sun, client = Resident.objects.get(name="孙小海"), sign_in("grid_worker")
    assert reverse("registry:resident", args=[sun.pk]) in client.get("/").content.decode()
    client.post(reverse("registry:confirmation", args=[sun.pk]))
    assert FollowUp.objects.get(kind=NEWCOMER).status == "done"


@pytest.mark.django_db(transaction=True)
def test_two_gates_at_once_make_one_resident(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.world import build

    with scopes_disabled():
        world = build()
    with scope(community=world.community.pk):
        gate = set_up(world, monkeypatch)
        bearers = [gate.bearer, enrol(world, "北门 1 号机")[1]]
    told = {
        "gate": str(gate.place.pk),
        "direction": "entry",
        "at": int(world.at.timestamp()),
        "offset": 0,
        "policy": "test/one@1",
        "pass": "",
        "resident": "",
        "household": "",
        "visitor": SUN,
        "facts": {"temperature": 365, "person": "unknown"},
        "verdict": {"outcome": "allow", "code": "gate.allowed", "step": ""},
        "emergency": False,
        "guard": "",
        "shift": "",
    }
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def upload(bearer: str) -> None:
        start.wait()
        body = json.dumps({"items": [{"sequence": 1, "crossing": told}]})
        headers = {"Authorization": bearer}
        answer = Client().post("/api/gate/crossings", data=body, content_type="application/json", headers=headers)
        outcomes.extend(one["outcome"] for one in answer.json()["results"])
        connections.close_all()

    threads = [threading.Thread(target=upload, args=(bearer,)) for bearer in bearers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(community=world.community.pk):
        sun = Resident.objects.get(name="孙小海")
        assert [row.resident_id for row in Crossing.objects.all()] == [sun.pk] * 2
        assert FollowUp.objects.filter(kind=NEWCOMER).count() == 1
    assert outcomes == ["new"] * 2
