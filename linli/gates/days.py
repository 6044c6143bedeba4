"""Crossings by day, hour and gate, in numbers: of crossings that are still kept, and of what remains of the others."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.db.models.expressions import Value
from django.db.models.functions import Coalesce, NullIf

from linli.gates.models import Crossing, Gate, HourCount

MANY = 31  # days in the list


@dataclass
class Total:
    """Of one day: through the gates and back, and how many were not let through."""

    day: date
    exit: int = 0
    entry: int = 0
    turned: int = 0

    def add(self, direction: str, outcome: str, n: int) -> None:
        name = direction if outcome == "allow" else "turned"
        setattr(self, name, getattr(self, name) + n)


@dataclass
class GateHours:
    """One gate on one day, by the hour of the community's clock."""

    name: str
    out: list[int] = field(default_factory=lambda: [0] * 24)
    back: list[int] = field(default_factory=lambda: [0] * 24)

    @property
    def sum(self) -> int:
        return sum(self.out) + sum(self.back)


def totals(until: date) -> list[Total]:
    """The last days up to ``until`` on which anybody came to a gate, the latest first. In a community's scope."""
    first = until - timedelta(days=MANY - 1)
    found: dict[date, Total] = {}
    within = {"day__gte": first, "day__lte": until}
    kept = Crossing.objects.filter(**within).annotate(outcome=OUTCOME).values_list("day", "direction", "outcome")
    past = HourCount.objects.filter(**within).values_list("day", "direction", "outcome")
    for rows in (kept.annotate(n=Count("id")), past.annotate(n=Sum("count"))):
        for day, direction, outcome, n in rows.order_by():
            found.setdefault(day, Total(day)).add(direction, outcome, n)
    return sorted(found.values(), key=lambda one: one.day, reverse=True)


# What came of a crossing in the end, as `keeping.count_hours` counts it.
OUTCOME = Coalesce(NullIf("overrule_outcome", Value("")), "gate_outcome")


def by_gate(community: Any, day: date) -> list[GateHours]:
    """Each gate's hours of ``day``: people who went through, the busiest gate first."""
    numbers: Counter[tuple[Any, int, str]] = Counter()
    kept = Crossing.objects.filter(day=day).annotate(outcome=OUTCOME).filter(outcome="allow")
    for gate, at, direction in kept.values_list("gate_id", "at", "direction"):
        numbers[(gate, hour_of(community, at), direction)] += 1
    past = HourCount.objects.filter(day=day, outcome="allow")
    for gate, hour, direction, n in past.values_list("gate_id", "hour", "direction", "count"):
        numbers[(gate, hour, direction)] += n
    names = dict(Gate.objects.values_list("pk", "name"))
    gates: dict[Any, GateHours] = {}
    for (gate, hour, direction), n in numbers.items():
        hours = gates.setdefault(gate, GateHours(names.get(gate, "—")))
        (hours.out if direction == "exit" else hours.back)[hour] += n
    return sorted(gates.values(), key=lambda one: (-one.sum, one.name))


def hour_of(community: Any, at: datetime) -> int:
    """The hour of the community's own clock."""
    return int((at.timestamp() + community.offset(at)) // 3600 % 24)


def bars(out: Iterable[int], back: Iterable[int], most: int) -> list[dict[str, Any]]:
    """A small picture's bars, 24 pairs; ``most`` people are as high as it gets."""
    made = []
    for hour, (went, came) in enumerate(zip(out, back, strict=True)):
        high, low = (round(100 * one / most) if most else 0 for one in (went, came))
        made.append(
            {
                "hour": hour,
                "out": went,
                "back": came,
                "x": hour * 24 + 4,
                "x2": hour * 24 + 13,
                "out_height": high,
                "out_y": 104 - high,
                "back_height": low,
                "back_y": 104 - low,
                "label": hour % 6 == 0,
            }
        )
    return made


def table(gates: list[GateHours]) -> list[tuple[int, list[tuple[str, int, int]]]]:
    """(hour, [(gate, out, back)]) of the hours in which anybody crossed anywhere."""
    rows: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for hour in range(24):
        if any(gate.out[hour] or gate.back[hour] for gate in gates):
            rows[hour] = [(gate.name, gate.out[hour], gate.back[hour]) for gate in gates]
    return sorted(rows.items())
