"""The shelf facts of an upload: each joined to what is known of its thing, under the upload's own lock."""

import uuid
from datetime import UTC, datetime
from typing import Any

from linli.gates.known import epoch
from linli.gates.models import Device, Gate, ShelfItem
from linli.gates.policy import shelf_hours
from linli.gates.reading import Item, ShelfIn
from linli.gates.shelf_telling import settle, tell
from linli.gates.shelving import Mark, Put, State, joined
from linli.registry.models import Flat, Household, Resident
from linli.registry.rooms import parse


class Shelf:
    """The rows that ``items`` of one upload concern. ``take`` each fact in turn, then ``write`` once."""

    def __init__(self, device: Device, items: list[Item], at: datetime) -> None:
        self.community, self.device, self.at = device.community, device, at
        facts = [item.shelf for item in items if item.shelf]
        named = {uuid.UUID(fact.item) for fact in facts}
        # locked: a reminder that is being written at this moment must not be overwritten
        held = ShelfItem.objects.select_for_update().filter(item__in=named) if named else ()
        self.rows = {row.item: row for row in held}
        homes = {uuid.UUID(fact.household) for fact in facts if fact.household}
        self.homes = set(Household.objects.filter(pk__in=homes).values_list("pk", flat=True)) if homes else set()
        self.gates = set(Gate.objects.values_list("pk", flat=True)) if facts else set()
        self.fresh: list[ShelfItem] = []
        self.changed: dict[uuid.UUID, ShelfItem] = {}

    def take(self, item: Item, fact: ShelfIn, moment: datetime, gate: dict[str, Any]) -> dict[str, Any]:
        """The answer to one fact. ``gate``: the gate section of the rules at that ``moment``."""
        number = uuid.UUID(fact.item)
        row = self.rows.setdefault(number, ShelfItem(community=self.community, item=number))
        before = state_of(row)
        after = joined(before, self._said(fact, moment, f"{self.device.pk}:{item.sequence or 0:016d}", gate))
        if after.put and not before.put and not after.end:
            self.fresh.append(row)
        _write_down(row, after)
        self.changed[number] = row
        answer = {"sequence": item.sequence, "outcome": "new"}
        if before.end and fact.what in ("collected", "returned"):
            # the first of two ends holds; whoever comes second hears of it
            return answer | {"outcome": "disagreed", "code": "shelf.ended_already"}
        return answer

    def write(self) -> None:
        for row in self.fresh:
            if row.ended_at is None:
                by_us = Mark(int(self.at.timestamp()), "server", tell(row, self.at))
                _write_down(row, joined(state_of(row), State(told=by_us)))
        for row in self.changed.values():
            row.save()
        settle(self.community, list(self.changed.values()), self.at)

    def _said(self, fact: ShelfIn, moment: datetime, key: str, gate: dict[str, Any]) -> State:
        at = int(moment.timestamp())
        if fact.what == "put":
            return State(put=self._put(fact, at, key, gate))
        if fact.what == "told":
            return State(told=Mark(at, key, fact.how))
        return State(end=Mark(at, key, fact.who if fact.what == "collected" else fact.why))

    def _put(self, fact: ShelfIn, at: int, key: str, gate: dict[str, Any]) -> Put:
        home = uuid.UUID(fact.household) if fact.household else None
        known = home if home in self.homes else household_of(fact.room)
        stands = uuid.UUID(fact.gate) if fact.gate else None
        return Put(
            at=at,
            key=key,
            word=fact.kind,
            gate=stands if stands in self.gates else None,
            household=known,
            room="" if known else fact.room,
            place=fact.place.strip(),
            count=fact.count,
            overdue_at=at + 3600 * shelf_hours(gate)[fact.kind],
        )


def household_of(room: str) -> uuid.UUID | None:
    """The one household that a typed room can mean; None where it means none or several."""
    found = households_of(room)
    return found[0] if len(found) == 1 else None


def households_of(room: str) -> list[uuid.UUID]:
    """The households with somebody in them that a typed room can mean."""
    told = parse(room)
    if told is None:
        return []
    flats = Flat.objects.filter(unit__building__number=told.building, number=told.room)
    if told.unit:
        flats = flats.filter(unit__number=told.unit)
    living = Resident.objects.living().filter(household__flat__in=flats)
    return list(living.order_by("household_id").values_list("household_id", flat=True).distinct())


def state_of(row: ShelfItem) -> State:
    """What a row says, as the rules read it."""
    put = None
    if row.put_at:
        put = Put(
            at=epoch(row.put_at),
            key=row.put_key,
            word=row.kind,
            gate=row.gate_id,
            household=row.household_id,
            room=row.room,
            place=row.place,
            count=row.count,
            overdue_at=epoch(row.overdue_at),
        )
    told = Mark(epoch(row.told_at), row.told_key, row.told) if row.told else None
    end = Mark(epoch(row.ended_at), row.end_key, row.end) if row.end else None
    return State(put, told, end)


def _write_down(row: ShelfItem, state: State) -> None:
    if state.put:
        put = state.put
        row.put_at, row.put_key, row.kind = _moment(put.at), put.key, put.word
        row.gate_id, row.household_id, row.room = put.gate, put.household, put.room
        row.place, row.count, row.overdue_at = put.place, put.count, _moment(put.overdue_at)
    if state.told:
        row.told_at, row.told_key, row.told = _moment(state.told.at), state.told.key, state.told.word
    if state.end:
        row.ended_at, row.end_key, row.end = _moment(state.end.at), state.end.key, state.end.word


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
