"""The demo's cottage: two counsellors, their key, a room, and five weeks of sealed records and calls.

Sealed as browsers seal, to keys whose pass phrase the demo's sign-in page shows.
"""

from base64 import b64decode
from datetime import datetime, time, timedelta
from hashlib import sha256
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from linli.accounts.demo import PHRASE
from linli.accounts.models import Duty, Role, User
from linli.journal.verbs import record, verb
from linli.wellbeing import sealing
from linli.wellbeing.demo_letters import Letter, letters
from linli.wellbeing.duty import POSTS
from linli.wellbeing.models import Booking, CounsellorKey, Count, Entry, GroupKey, Record, Room, RoomHours, Sealed
from linli.wellbeing.models.records import OVERHEAD, STEP
from linli.wellbeing.models.rooms import slots

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGAN = 40 * DAY
ROOMS = (
    ("社区谈心室", "党群服务中心二楼东头，走侧门", range(0, 5), time(14), time(17)),
    ("周末谈心室", "3号楼架空层，警务室隔壁", range(5, 7), time(9), time(12)),
)
KEPT = 500  # rows in one statement


def build(community: Any, seed: int, at: datetime) -> int:
    """Everything above; in the community's scope, after its people are there. How many records."""
    chance = Random(seed)
    people = [User.objects.get(username=name) for name in ("counsellor", "police")]
    Role.grant(
        people[1], Role.Kind.COUNSELLOR, community=community, by=None, at=at - BEGAN, starts_at=at - BEGAN - HOUR
    )
    group, pair = _keys(community, people, at - BEGAN)
    _duty(community, people[0], at)
    booked = _rooms(community, people[0], at)
    made = letters(chance, people, at, booked)
    _keep(community, made, group, pair)
    _numbers(community, made, people[0], at)
    return len(made)


def _keys(community: Any, people: list[User], at: datetime) -> tuple[GroupKey, sealing.Pair]:
    pair, wraps = sealing.make_pair(), []
    for user in people:
        own = sealing.make_pair()
        key = CounsellorKey.make(
            user, own.public_key, sealing.lock_pair(own, PHRASE), community=community, at=at
        )  # fmt: skip
        wraps.append({"key": str(key.pk), **sealing.wrap_for(pair, own.public_key)})
    return GroupKey.make(pair.public_key, wraps, community=community, by=people[0], at=at), pair


def _duty(community: Any, user: User, at: datetime) -> None:
    """From now on until late, and by day for two weeks: somebody is there whenever the demo is looked at."""
    zone = ZoneInfo(community.zone)
    turns = [(at - 2 * HOUR, at + 14 * HOUR)]
    for day in range(1, 15):
        morning = datetime.combine(community.today(at) + day * DAY, time(8), zone)
        turns += [(max(morning, turns[0][1]), morning + 14 * HOUR)]
    for starts, ends in turns:
        Duty.assign(user, community=community, post=POSTS[0], starts_at=starts, ends_at=ends, by=None, at=at)


def _rooms(community: Any, by: User, at: datetime) -> list[dict[str, Any]]:
    """Two rooms with hours; three places of the next days are taken. What was booked."""
    for name, place, weekdays, opens, closes in ROOMS:
        room = Room.enter(community, name=name, place=place, by=by, at=at - BEGAN)
        for weekday in weekdays:
            hours: dict[str, Any] = {"weekday": weekday, "opens": opens, "closes": closes, "minutes": 50, "places": 1}
            RoomHours.enter(room, **hours, by=by, at=at - BEGAN)
    booked = slots(community, at)[1:6:2]
    for number, slot in enumerate(booked):
        mark = sha256(f"demo {number}".encode()).hexdigest()
        Booking.book(community, slot["room"], starts_at=slot["starts_at"], cancel_hash=mark, at=at)
    return booked


@verb
def _keep(community: Any, made: list[Letter], group: GroupKey, pair: sealing.Pair) -> None:
    """In whole tables, not record by record: the demo must not take minutes to load."""
    rows, bodies, entries = [], [], []
    happened: list[tuple[datetime, str, Any, Any]] = []
    for letter in made:
        sealed = sealing.seal({**letter.payload, "record": str(letter.id)}, pair.public_key)
        body = b64decode(sealed.body)
        row = Record(
            id=letter.id,
            community=community,
            key=group,
            received_at=letter.at,
            size_step=(len(body) - OVERHEAD) // STEP,
            claimed_by=letter.by,
            opened_at=letter.opened_at,
            closed_at=letter.closed_at,
        )
        rows.append(row)
        bodies.append(Sealed(community=community, record=row, sealed_key=b64decode(sealed.key), body=body))
        entries += _entries(community, letter, row, sealing.open_bytes(sealed.key, pair))
        happened += _happened(letter, row)
    Record.objects.bulk_create(rows, batch_size=KEPT)
    Sealed.objects.bulk_create(bodies, batch_size=KEPT)
    Entry.objects.bulk_create(entries, batch_size=KEPT)
    for at, event, row, by in sorted(happened, key=lambda one: one[0]):
        record(event, row, by=by, at=at)


def _entries(community: Any, letter: Letter, row: Record, record_key: bytes) -> list[Entry]:
    made = []
    for number, said in enumerate(letter.entries, start=1):
        body = b64decode(sealing.seal_entry(record_key, {**said, "after": number - 1}))
        at = datetime.fromisoformat(said["at"])
        made.append(Entry(community=community, record=row, number=number, received_at=at,
                          size_step=(len(body) - OVERHEAD) // STEP, body=body))  # fmt: skip
    return made


def _happened(letter: Letter, row: Record) -> list[tuple[datetime, str, Any, Any]]:
    found: list[tuple[datetime, str, Any, Any]] = [(letter.at, "screening.received", row, None)]
    if letter.opened_at:
        found.append((letter.opened_at, "screening.opened", row, letter.opener))
    for said in letter.entries:
        found.append((datetime.fromisoformat(said["at"]), "screening.noted", row, letter.by))
    if letter.closed_at:
        found.append((letter.closed_at, "screening.closed", row, letter.by))
    return found


def _numbers(community: Any, made: list[Letter], by: User, at: datetime) -> None:
    """The numbers of the weeks that are over, unless one of them is too small to be shown."""
    first, last = community.today(at - BEGAN), community.today(at - 7 * DAY)
    within = [one for one in made if first <= community.today(one.at) <= last]
    columns = ["urgent", "above", "below"]
    said = [{"above": "above", "below": "below"}.get(one.payload["urgency"], "urgent") for one in within]
    cells = [said.count(column) for column in columns]
    if min(cells) >= 10:
        table = {"name": "asked", "rows": ["all"], "columns": columns, "cells": [cells], "row_totals": [sum(cells)],
                 "column_totals": cells, "total": sum(cells)}  # fmt: skip
        Count.publish(community, first_day=first, last_day=last, tables=[table], by=by, at=at - 6 * DAY)
