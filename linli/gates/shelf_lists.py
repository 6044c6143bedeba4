"""What waits on the gate shelf, as lists: for a gate's phone, for the desk, for the household, in numbers."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.gates.known import epoch
from linli.gates.models import Gate, ShelfCount, ShelfItem
from linli.registry.models import Household
from linli.registry.rooms import parse, simplify


@dataclass(frozen=True)
class Standing:
    """One thing on the shelf with its room and gate, as people say them."""

    row: ShelfItem
    room: str
    gate: str
    late: bool

    @property
    def things(self) -> str:
        return things(self.row.kind, self.row.count)


def things(kind: str, n: int) -> str:
    """ "1 meal", "3 parcels"."""
    words = {
        "parcel": ngettext("%(n)d parcel", "%(n)d parcels", n),
        "meal": ngettext("%(n)d hot meal", "%(n)d hot meals", n),
        "medicine": ngettext("%(n)d bag of medicine", "%(n)d bags of medicine", n),
        "cold": ngettext("%(n)d piece of cold goods", "%(n)d pieces of cold goods", n),
    }
    return words.get(kind, _("%(n)d thing")) % {"n": n}


def standing(at: datetime, where: Q | None = None) -> list[Standing]:
    """What waits, the longest overdue first. In a community's scope."""
    rows = list(ShelfItem.waiting().filter(where or Q()))
    rooms = dict(Household.objects.filter(pk__in={row.household_id for row in rows}).values_list("pk", "flat__key"))
    gates = dict(Gate.objects.values_list("pk", "name"))
    return [
        Standing(row, rooms.get(row.household_id) or row.room, gates.get(row.gate_id, ""), row.overdue_at <= at)
        for row in rows
    ]


def of_household(household: Any, at: datetime) -> list[Standing]:
    return standing(at, Q(household_id=household))


def found(rows: list[Standing], text: str) -> list[Standing]:
    """Those whose room is, or begins with, what was typed: 3-2-502, 3-502, 3."""
    typed = simplify(text)
    if not typed:
        return rows
    return [one for one in rows if any(key == typed or key.startswith(f"{typed}-") for key in _keys(one.room))]


def _keys(room: str) -> set[str]:
    told = parse(room)
    return {simplify(room), told.short} if told else {simplify(room)}


def for_gates(at: datetime) -> list[dict[str, Any]]:
    """`protocol/api/bundle.json#/$defs/shelf_item`: always whole, a shelf is short."""
    return [
        {
            "id": str(one.row.item),
            "household": str(one.row.household_id or ""),
            "room": one.room,
            "kind": one.row.kind,
            "count": one.row.count,
            "place": one.row.place,
            "gate": str(one.row.gate_id or ""),
            "since": epoch(one.row.put_at),
            "overdue_at": epoch(one.row.overdue_at),
            "told": one.row.told,
        }
        for one in standing(at)
    ]


def in_numbers(at: datetime) -> dict[str, int]:
    """How many things wait, and how many of them too long."""
    waiting = ShelfItem.waiting()
    late = waiting.filter(overdue_at__lte=at)
    return {name: rows.aggregate(n=Sum("count"))["n"] or 0 for name, rows in (("waiting", waiting), ("late", late))}


def days(community: Any, at: datetime, many: int = 7) -> list[tuple[date, list[int], int]]:
    """(day, number of each kind, sum) of the last days, the latest first; days on which nothing came are left out."""
    first = community.today(at) - timedelta(days=many - 1)
    numbers: Counter[tuple[date, str]] = Counter()
    for day, kind, n in ShelfCount.objects.filter(day__gte=first).values_list("day", "kind", "count"):
        numbers[(day, kind)] += n
    for put_at, kind, n in ShelfItem.objects.filter(put_at__isnull=False).values_list("put_at", "kind", "count"):
        if put_at is not None and community.today(put_at) >= first:
            numbers[(community.today(put_at), kind)] += n
    rows = []
    for day in sorted({day for day, _kind in numbers}, reverse=True):
        cells = [numbers[(day, kind)] for kind in ShelfItem.Kind.values]
        rows.append((day, cells, sum(cells)))
    return rows
