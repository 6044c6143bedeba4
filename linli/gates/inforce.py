"""The rules that hold in a community at a moment, as the gate needs them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from linli.gates.rules import decide
from linli.situation.policy import in_force

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
