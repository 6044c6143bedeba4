"""Rooms that are booked without a name; a glass that two break; lines for a mailbox; keys that change."""

import hashlib
import os
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from linli.core.clock import now
from linli.core.refusals import Refused
from linli.wellbeing.models import Booking, Breaking, Record, Reply, Room, RoomHours, Sealed
from linli.wellbeing.models import records as kept
from linli.wellbeing.models import rooms as booked
from linli.wellbeing.models.records import KEY_BYTES
from linli.wellbeing.tests.conftest import colleague, letter, open_cottage, text


@pytest.fixture
def room(cottage: Any, world: Any) -> Any:
    made = Room.enter(world.community, name="谈心室", place="二楼东头", by=cottage.one, at=now())
    for weekday in range(7):
        RoomHours.enter(made, weekday=weekday, opens=time(9), closes=time(12), minutes=50, places=1, by=cottage.one,
                        at=now())  # fmt: skip
    return made


def book(cottage: Any, slot: dict[str, Any], secret: str = "s") -> Any:
    mark = hashlib.sha256(secret.encode()).hexdigest()
    return cottage.post(cottage.phone, f"{cottage.door}/bookings", room=slot["room"], starts_at=slot["starts_at"],
                        cancel_hash=mark)  # fmt: skip


def slots(cottage: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cottage.phone.get(f"{cottage.door}/door.json").json()["slots"]
    return found


def test_a_talk_is_booked_without_a_name_and_cancelled_by_the_phone_that_booked(cottage: Any, room: Any) -> None:
    slot = slots(cottage)[0]
    assert slot["free"] == 1 and slot["place"] == "二楼东头" and slot["minutes"] == 50
    made = book(cottage, slot)
    assert made.status_code == 201 and slots(cottage)[0]["free"] == 0
    assert book(cottage, slot).json() == made.json(), "sent again, it is the same one"
    assert book(cottage, slot, "another").json()["code"] == "wellbeing.slot_taken"
    where = f"{cottage.door}/bookings/{made.json()['id']}/cancellation"
    assert cottage.post(cottage.phone, where, secret="wrong").status_code == 409
    assert cottage.post(cottage.phone, where, secret="s").status_code == 200
    assert cottage.post(cottage.phone, where, secret="s").status_code == 200
    assert slots(cottage)[0]["free"] == 1


@pytest.mark.parametrize("shift", [timedelta(minutes=1), timedelta(days=-7), timedelta(days=28)])
def test_a_time_that_is_no_slot_cannot_be_booked(cottage: Any, room: Any, shift: timedelta) -> None:
    slot = slots(cottage)[0]
    wrong = {**slot, "starts_at": (datetime.fromisoformat(slot["starts_at"]) + shift).isoformat()}
    assert book(cottage, wrong).json()["code"] == "wellbeing.slot_unknown"
    assert not Booking.objects.exists()


def test_nobody_books_the_room_full_by_machine(cottage: Any, room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(booked, "MOST_BOOKINGS", 2)
    answers = [book(cottage, slot).status_code for slot in slots(cottage)[:3]]
    assert answers == [201, 201, 429]


def test_a_closed_room_is_offered_no_more_and_what_is_booked_stays(cottage: Any, room: Any) -> None:
    book(cottage, slots(cottage)[0])
    room.close(by=cottage.one, at=now())
    assert slots(cottage) == []
    [row] = cottage.counsellor.get("/cottage/bookings.json").json()["bookings"]
    assert row["name"] == "谈心室"
    assert cottage.post(cottage.counsellor, f"/cottage/bookings/{row['id']}/cancellation").status_code == 200
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens": time(11), "closes": time(13), "code": "wellbeing.hours_overlap"},
        {"opens": time(14), "closes": time(14, 30), "code": "wellbeing.hours_unclear"},
        {"opens": time(15), "closes": time(14), "code": "wellbeing.hours_unclear"},
    ],
)
def test_hours_that_cannot_be_are_refused(cottage: Any, room: Any, wrong: dict[str, Any]) -> None:
    code = wrong.pop("code")
    with pytest.raises(Refused, match=code):
        RoomHours.enter(room, weekday=0, minutes=50, places=1, by=cottage.one, at=now(), **wrong)


def breaking(cottage: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A record that one counsellor holds, on duty, and the second asks for."""
    monkeypatch.setattr(kept, "is_on_duty", lambda *_: True)
    key = cottage.id()
    cottage.post(cottage.counsellor, f"/cottage/records/{key}/claim")
    asked = cottage.post(cottage.second, f"/cottage/records/{key}/breakings", reason=text(os.urandom(120)))
    assert asked.status_code == 201
    return key, asked.json()["id"]


def test_a_glass_needs_two_and_stays_on_the_list_until_the_resident_knows(
    cottage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, glass = breaking(cottage, monkeypatch)
    assert cottage.second.get(f"/cottage/records/{key}.json").status_code == 403
    assert cottage.post(cottage.second, f"/cottage/breakings/{glass}/confirmation").status_code == 403, "not alone"
    assert cottage.post(cottage.counsellor, f"/cottage/breakings/{glass}/confirmation").status_code == 200
    assert cottage.second.get(f"/cottage/records/{key}.json").status_code == 200
    [row] = cottage.second.get("/cottage/breakings.json").json()["breakings"]
    assert row["record"] == key and row["confirmed_by"]["id"] == str(cottage.one.pk)
    assert cottage.post(cottage.second, f"/cottage/breakings/{glass}/telling").status_code == 200
    assert cottage.second.get("/cottage/breakings.json").json()["breakings"] == []


def test_a_broken_glass_lets_two_read_for_a_day_and_nobody_else(
    cottage: Any, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, glass = breaking(cottage, monkeypatch)
    cottage.post(cottage.counsellor, f"/cottage/breakings/{glass}/confirmation")
    third = Client()
    third.force_login(colleague(world))
    assert third.get(f"/cottage/records/{key}.json").status_code == 403
    row = Record.objects.get()
    assert row.readable_by(cottage.two, now() + timedelta(hours=23))
    assert not row.readable_by(cottage.two, now() + timedelta(hours=25))


def test_a_request_that_nobody_answered_lapses(cottage: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _key, glass = breaking(cottage, monkeypatch)
    row = Breaking.objects.get(pk=glass)
    with pytest.raises(Refused, match=r"wellbeing\.glass_lapsed"):
        row.confirm(by=cottage.one, at=now() + timedelta(hours=25))


def test_nobody_breaks_what_is_open_to_them_or_without_a_reason(cottage: Any) -> None:
    key = cottage.id()
    where = f"/cottage/records/{key}/breakings"
    assert cottage.post(cottage.second, where, reason=text(os.urandom(120))).json()["code"] == "wellbeing.glass_open"
    assert cottage.post(cottage.second, where, reason=text(b"short")).json()["code"] == "wellbeing.reason_missing"


def test_a_line_lies_in_the_mailbox_of_one_device_until_it_expires(cottage: Any, world: Any) -> None:
    box, line = "b" * 64, text(os.urandom(200))
    assert cottage.post(cottage.counsellor, "/cottage/replies", box=box, sealed=line).status_code == 201
    assert cottage.post(cottage.counsellor, "/cottage/replies", box=box, sealed=line).status_code == 201
    [found] = cottage.phone.get(f"{cottage.door}/replies/{box}").json()["replies"]
    assert found["sealed"] == line
    assert cottage.phone.get(f"{cottage.door}/replies/{'c' * 64}").json() == {"replies": []}
    assert not Reply.objects.filter(box_hash__contains="bbb").exists(), "the box itself is not stored"
    assert Reply.waiting(world.community, box, now() + timedelta(days=91)) == []


def test_when_a_counsellor_left_record_keys_are_sealed_to_the_new_key(cottage: Any, world: Any) -> None:
    keys = [cottage.id() for _ in range(3)]
    old = cottage.counsellor.get(f"/cottage/keys/{cottage.key.pk}/records.json").json()
    assert {one["id"] for one in old["records"]} == set(keys) and old["left"] == 0
    cottage.key.retired_at = now()
    cottage.key.save()
    fresh = open_cottage(world)
    rows = [{"id": one, "sealed_key": text(os.urandom(KEY_BYTES))} for one in keys]
    where = f"/cottage/keys/{fresh.pk}/records"
    assert cottage.post(cottage.counsellor, where, records=rows).json() == {"rewrapped": 3}
    assert cottage.post(cottage.counsellor, where, records=rows).json() == {"rewrapped": 0}
    assert text(Sealed.objects.get(record=keys[0]).sealed_key) == rows[0]["sealed_key"]
    assert cottage.counsellor.get(f"/cottage/records/{keys[0]}.json").json()["key_id"] == str(fresh.pk)
    back = cottage.post(cottage.counsellor, f"/cottage/keys/{cottage.key.pk}/records", records=rows)
    assert back.status_code == 410, "never back to a retired key"


def test_another_communitys_ids_open_nothing(cottage: Any, other_world: Any, world: Any) -> None:
    key, theirs, foreign = cottage.id(), Client(), open_cottage(other_world)
    theirs.force_login(other_world.users["counsellor"])
    assert theirs.get("/cottage/records.json").json()["records"] == []
    assert theirs.get(f"/cottage/records/{key}.json").status_code == 404
    for path in ("claim", "closing", "destruction", "entries", "breakings"):
        said = {"after": 0, "body": letter(cottage.key)["body"], "reason": text(os.urandom(99))}
        assert cottage.post(theirs, f"/cottage/records/{key}/{path}", **said).status_code == 404, path
    assert theirs.get(f"/cottage/keys/{cottage.key.pk}/records.json").status_code == 404
    rows = [{"id": key, "sealed_key": text(os.urandom(KEY_BYTES))}]
    assert cottage.post(theirs, f"/cottage/keys/{foreign.pk}/records", records=rows).json() == {"rewrapped": 0}
    assert cottage.send(key_id=str(foreign.pk)).status_code == 410
    elsewhere = letter(foreign, id=key)
    assert cottage.post(Client(), f"/cottage/{other_world.community.pk}/records", **elsewhere).status_code == 409
    with scopes_disabled():
        assert Record.objects.count() == 1
