"""A morning's deliveries on the gate shelf of the demo community."""

import uuid
from datetime import datetime, timedelta
from random import Random
from typing import Any

from linli.gates import shelf_desk
from linli.gates.models import Gate, ShelfItem
from linli.registry.models import Household

# minutes ago, kind, how many, place, how it ended
MORNING: tuple[tuple[int, str, int, str, str], ...] = (
    (1600, "parcel", 1, "A1", ""),
    (200, "medicine", 1, "C2", ""),
    (190, "parcel", 2, "A2", "resident"),
    (95, "meal", 1, "B1", ""),
    (60, "cold", 1, "B4", "volunteer"),
    (40, "parcel", 1, "A3", ""),
    (25, "cold", 3, "B2", ""),
    (12, "meal", 2, "B3", ""),
    (5, "parcel", 1, "A4", ""),
)


def build(community: Any, gates: list[Gate], random: Random, at: datetime, by: Any) -> int:
    """Put down, and partly hand out, what couriers brought this morning; returns how many things wait."""
    lived_in = Household.objects.filter(residents__left_at=None, residents__here=True).order_by("pk").distinct()
    homes = random.sample(list(lived_in), len(MORNING))
    for (minutes, kind, count, place, end), home in zip(MORNING, homes, strict=True):
        item, when = uuid.UUID(int=random.getrandbits(128), version=4), at - timedelta(minutes=minutes)
        said = {"household": str(home.pk), "kind": kind, "count": count, "place": place}
        gate = random.choice(gates)
        shelf_desk.note(community, "put", item, gate=gate.pk, by=by, at=when, **said)
        if end:
            shelf_desk.note(community, "collected", item, gate=gate.pk, by=by, at=at, who=end)
    return int(ShelfItem.waiting().count())
