"""What this app reads out of the policy in force: the gate's settings, each with its value where a policy is silent."""

from dataclasses import dataclass, fields
from typing import Any, Self

# Hours after which a thing on the gate shelf has waited too long, by its kind.
SHELF_HOURS = {"parcel": 24, "meal": 1, "medicine": 3, "cold": 3}


@dataclass(frozen=True)
class GateSettings:
    """Durations in the unit that the name says."""

    pass_days: int = 30
    trip_hours: int = 24
    visitor_hours: int = 12
    two_gates_seconds: int = 120
    stale_hours: int = 12
    roster_hours: int = 24
    sync_seconds: int = 60

    @classmethod
    def read(cls, gate: dict[str, Any]) -> Self:
        """Of the policy's gate section; what is not a positive whole number keeps its value here."""
        given = gate.get("settings") or {}
        names = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in given.items() if key in names and type(value) is int and value > 0})


def shelf_hours(gate: dict[str, Any]) -> dict[str, int]:
    """Kind of thing -> hours, of the policy's gate section where it says so (``settings.shelf``)."""
    given = (gate.get("settings") or {}).get("shelf") or {}
    return SHELF_HOURS | {kind: n for kind, n in given.items() if kind in SHELF_HOURS and type(n) is int and n > 0}
