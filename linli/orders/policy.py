"""What this app reads out of the policy in force: section ``orders``, with values where a policy is silent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from linli.orders.rules import Terms
from linli.situation.policy import Rules, in_force
from linli.situation.rules import ALARM_OVER, LONGEST_DAYS


@dataclass(frozen=True)
class OrderRules:
    """``version`` is ``pack/phase@n``; ``longest`` days by kind, counted after the day it is proposed."""

    version: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    lapses: int = 0
    longest: Mapping[str, int] = field(default_factory=dict)
    alarm_over: int = ALARM_OVER
    confirm_hours: int = 24
    gate: Mapping[str, Any] = field(default_factory=dict)
    basis: Sequence[Mapping[str, Any]] = ()

    def days(self, kind: str) -> int:
        return self.longest.get(kind, LONGEST_DAYS)

    @property
    def terms(self) -> Terms:
        return Terms(self.kinds, self.lapses)


def order_rules(community: Any, at: datetime) -> OrderRules | None:
    """Of what holds in ``community`` (a row or its id) at ``at``; None: no rules are in force."""
    held = in_force(community, at)
    return _read(held) if held else None


def _read(rules: Rules) -> OrderRules:
    said = rules.orders
    return OrderRules(
        version=rules.version,
        title=rules.title,
        kinds=tuple(said["kinds"]),
        lapses=rules.lapses_at,
        longest=said.get("longest_days", {}),
        alarm_over=said.get("alarm_over", OrderRules.alarm_over),
        confirm_hours=said.get("confirm_hours", OrderRules.confirm_hours),
        gate=rules.gate,
        basis=rules.basis,
    )
