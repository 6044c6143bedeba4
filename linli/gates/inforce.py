"""The rules that hold in a community at a moment, as the gate needs them."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from linli.gates.rules import decide
from linli.situation.policy import in_force

# What only the guard who stood there could see -> the fact that says so.
LOOKED_AT = {
    "identity_compared": "identity",
    "mask_seen": "mask",
    "health_code": "health_colour",
    "temperature": "temperature",
    "credential_seen": "credential",
    "host_agreed": "host",
}
NO_RULES: dict[str, Any] = {"entry": [], "exit": []}


@dataclass(frozen=True)
class InForce:
    """A published policy: ``version`` is ``pack/phase@n``, ``lapses_at`` epoch seconds (0: no end)."""

    version: str = ""
    title: dict[str, str] = field(default_factory=lambda: {"zh": "没有规则", "en": "No rules"})
    phase: str = ""
    lapses_at: int = 0
    gate: dict[str, Any] = field(default_factory=lambda: NO_RULES)
    hash: str = ""


def rules_at(community: Any, at: datetime) -> InForce:
    """What holds in ``community`` (a row) at ``at``; with no policy in force nothing is restricted."""
    held = in_force(community, at)
    if held is None:
        return InForce()
    return InForce(held.version, dict(held.title), held.phase, held.lapses_at, dict(held.gate), held.hash)


def judge(rules: InForce, facts: dict[str, Any]) -> dict[str, Any]:
    """The verdict of ``rules`` on ``facts``, as the phone finds it; a policy that has ended lets everybody pass."""
    return decide(rules.gate, facts)


def as_written(rules: InForce, facts: dict[str, Any]) -> InForce:
    """``rules`` for a row of paper, which has no column for all that a guard looks at.

    The guard's initials in the row stand for these steps; one of which the row does tell something is judged.
    """
    gate = {**rules.gate, **{way: _told(rules.gate.get(way, []), facts) for way in ("entry", "exit")}}
    others = rules.gate.get("others", {})
    gate["others"] = {kind: {way: _told(steps, facts) for way, steps in ways.items()} for kind, ways in others.items()}
    return replace(rules, gate=gate)


def _told(steps: list[dict[str, Any]], facts: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for step in steps if step["check"] not in LOOKED_AT or facts.get(LOOKED_AT[step["check"]]) is not None]
