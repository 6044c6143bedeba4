"""People who come home, as the gates' phones list them: who, when, for which grid, who meets them."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from linli.arrivals import rules
from linli.arrivals.models import Arrival
from linli.gates.known import epoch
from linli.gates.models import Pass

EARLIER, LATER = timedelta(days=1), timedelta(days=2)  # whoever comes a day early or late is found all the same
MOST = 100  # threads on a guard's list


def expected(at: datetime) -> list[dict[str, Any]]:
    """One row a traveller, in the shape of `protocol/api/bundle.json`. In the community's scope."""
    rows = Arrival.objects.filter(_around(at), status__in=(*rules.COMING, "met")).order_by(
        "meet_at", "expected_at", "pk"
    )
    rows = rows.select_related("household__flat", "grid", "worker").prefetch_related("travellers")
    threads = list(rows[:MOST])
    held = _passes(threads, at)
    return [_row(one, traveller, held) for one in threads for traveller in _travelling(one)]


def _around(at: datetime) -> Q:
    window = (at - EARLIER, at + LATER)
    return Q(meet_at__range=window) | Q(meet_at=None, expected_at__range=window)


def _travelling(arrival: Arrival) -> list[Any]:
    return sorted((one for one in arrival.travellers.all() if one.left_at is None), key=lambda one: one.pk)


def _passes(threads: list[Arrival], at: datetime) -> dict[Any, list[Pass]]:
    """(thread, name) -> its open passes. Two of one name have one each, whichever of them comes first."""
    found: dict[Any, list[Pass]] = defaultdict(list)
    rows = Pass.objects.filter(Pass.open_at(at), batch__in=[one.pk for one in threads])
    for one in rows.select_related("holder").order_by("-pk"):
        if hasattr(one, "holder"):
            found[one.batch, one.holder.name].append(one)
    return found


def _row(arrival: Arrival, traveller: Any, held: dict[Any, list[Pass]]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": str(traveller.pk),
        "group": str(arrival.pk),
        "name": traveller.masked,
        "room": arrival.home,
        "at": epoch(arrival.meet_at or arrival.expected_at),
        "grid": arrival.grid.number if arrival.grid else "",
        "meets": {"name": arrival.worker.name, "phone": arrival.worker.phone},
    }
    if traveller.resident_id is not None:
        row["resident"] = str(traveller.resident_id)
    elif mine := held[arrival.pk, traveller.name]:
        row["pass"] = mine.pop().public_id
    return row
