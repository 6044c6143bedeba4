"""What this app reads out of the policy in force: the gate's settings, each with its value where a policy is silent."""

from dataclasses import dataclass, fields
from typing import Any, Self


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
