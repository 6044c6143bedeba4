"""Two at the same moment, on both databases: one record, one claim, one place in the room, one line of entries."""

import threading
from collections.abc import Callable
from datetime import time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django_scopes import scopes_disabled

from linli.core.clock import now
from linli.core.models import Message
from linli.journal.chain import apart
from linli.journal.models import Line
from linli.journal.walk import walk
from linli.wellbeing.models import Booking, Count, Entry, Record, Room, RoomHours, Sealed
from linli.wellbeing.models import records as kept
from linli.wellbeing.models.rooms import slots
from linli.wellbeing.recurring import call_due
from linli.wellbeing.tests.conftest import colleague, letter, open_cottage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(transactional_db: Any) -> Any:
    from tests.world import build

    with scopes_disabled():
        world = build()
        yield SimpleNamespace(world=world, community=world.community, key=open_cottage(world))


def together(*calls: Callable[[], Any]) -> list[Any]:
    """What the calls answer, all begun at the same moment."""
    answers: list[Any] = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def run(number: int) -> None:
        start.wait()
        try:
            answers[number] = calls[number]()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def post(client: Client, path: str, said: dict[str, Any]) -> int:
    return client.post(path, data=said, content_type="application/json").status_code


def signed_in(*users: Any) -> list[Client]:
    clients = [Client() for _ in users]
    for client, user in zip(clients, users, strict=True):
        client.force_login(user)
    return clients


def received(place: Any) -> str:
    once = letter(place.key)
    assert post(Client(), f"/cottage/{place.community.pk}/records", once) == 201
    return once["id"]


def test_the_same_record_posted_by_four_tries_at_once_is_one(place: Any) -> None:
    once = letter(place.key)
    path = f"/cottage/{place.community.pk}/records"
    answers = together(*[lambda: post(Client(), path, once)] * 4)
    assert sorted(answers) == [200, 200, 200, 201]
    assert Record._base_manager.count() == Sealed._base_manager.count() == 1
    assert Line._base_manager.filter(event="screening.received").count() == 1


def test_forty_phones_at_once_lose_nothing_and_the_chain_holds(place: Any) -> None:
    path = f"/cottage/{place.community.pk}/records"
    sent = [letter(place.key) for _ in range(40)]

    def phone(some: list[dict[str, str]]) -> Callable[[], list[int]]:
        return lambda: [post(Client(), path, one) for one in some]

    answers = together(*[phone(sent[number::4]) for number in range(4)])
    assert [code for some in answers for code in some] == [201] * 40
    assert {str(key) for key in Record._base_manager.values_list("pk", flat=True)} == {one["id"] for one in sent}
    seen = walk(apart(place.community.pk))
    assert seen.lines == 40 and seen.findings == []


def test_of_two_counsellors_who_claim_at_once_one_has_it(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "is_on_duty", lambda *_: True)
    key = received(place)
    clients = signed_in(place.world.users["counsellor"], colleague(place.world), colleague(place.world))
    path = f"/cottage/records/{key}/claim"
    answers = together(*[lambda client=client: post(client, path, {}) for client in clients])
    assert sorted(answers) == [200, 409, 409]
    assert Line._base_manager.filter(event="screening.claimed").count() == 1
    assert Record._base_manager.get().claimed_by is not None


def test_two_entries_at_once_stand_one_after_the_other_or_are_told_of_each_other(place: Any) -> None:
    key = received(place)
    clients = signed_in(place.world.users["counsellor"], colleague(place.world))
    said = [{"after": 0, "body": letter(place.key)["body"]} for _ in clients]
    path = f"/cottage/records/{key}/entries"
    answers = together(*[lambda c=c, s=s: post(c, path, s) for c, s in zip(clients, said, strict=True)])
    assert sorted(answers) == [201, 409]
    assert [one.number for one in Entry._base_manager.all()] == [1]


def test_the_last_place_of_an_hour_goes_to_one_of_three(place: Any) -> None:
    room = Room.enter(place.community, name="谈心室", place="二楼", by=None, at=now())
    for weekday in range(7):
        RoomHours.enter(room, weekday=weekday, opens=time(9), closes=time(12), minutes=60, places=1, by=None, at=now())
    slot = slots(place.community, now())[3]
    path = f"/cottage/{place.community.pk}/bookings"
    said = [
        {"room": str(room.pk), "starts_at": slot["starts_at"].isoformat(), "cancel_hash": f"{number}" * 64}
        for number in range(3)
    ]
    answers = together(*[lambda one=one: post(Client(), path, one) for one in said])
    assert sorted(answers) == [201, 409, 409]
    assert Booking._base_manager.count() == 1


def test_two_places_of_an_hour_are_two_numbers(place: Any) -> None:
    room = Room.enter(place.community, name="谈心室", place="二楼", by=None, at=now())
    for weekday in range(7):
        RoomHours.enter(room, weekday=weekday, opens=time(9), closes=time(12), minutes=60, places=2, by=None, at=now())
    slot = slots(place.community, now() + timedelta(days=1))[0]
    path = f"/cottage/{place.community.pk}/bookings"
    said = [
        {"room": str(room.pk), "starts_at": slot["starts_at"].isoformat(), "cancel_hash": f"{number}" * 64}
        for number in range(2)
    ]
    assert together(*[lambda one=one: post(Client(), path, one) for one in said]) == [201, 201]
    assert sorted(Booking._base_manager.values_list("place", flat=True)) == [1, 2]


def test_of_two_who_publish_the_same_days_at_once_one_does(place: Any) -> None:
    """Both tables together could give a hidden number away."""
    clients = signed_in(place.world.users["counsellor"], colleague(place.world))
    day = str((now() - timedelta(days=9)).date())
    table = {"name": "asked", "rows": ["all"], "columns": ["calls"], "cells": [[12]], "row_totals": [12],
             "column_totals": [12], "total": 12}  # fmt: skip
    said = {"from": day, "until": day, "tables": [table]}
    answers = together(*[lambda one=one: post(one, "/cottage/counts", said) for one in clients])
    assert sorted(answers) == [201, 409]
    assert Count._base_manager.count() == 1


def test_the_clock_that_two_processes_strike_at_once_tells_once(place: Any) -> None:
    key = received(place)
    Record._base_manager.filter(pk=key).update(received_at=now() - timedelta(days=2))
    noon = now().replace(hour=4, minute=0)  # in Wuhan
    answers = together(*[lambda: call_due(noon)] * 2)
    assert sorted(answers) == [0, 1]
    assert Line._base_manager.filter(event="screening.called").count() == 1
    assert Message.objects.filter(template="wellbeing.waiting").count() == 1


def test_two_browsers_that_open_the_whole_list_at_once_open_each_record_once(place: Any) -> None:
    keys = [received(place) for _ in range(6)]
    clients = signed_in(place.world.users["counsellor"], colleague(place.world))
    answers = together(*[lambda one=one: post(one, "/cottage/openings", {"ids": keys}) for one in clients])
    assert answers == [200, 200]
    assert not Record._base_manager.filter(opened_at=None).exists()
    assert Line._base_manager.filter(event="screening.opened").count() == 6
