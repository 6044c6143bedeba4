"""Pure decisions of this app: which permit would open the gate, and who comes next when nobody answered."""

from collections.abc import Mapping
from typing import Any

from linli.gates.rules import decide

OUTING = "outing"
STOPPED = ("refuse", "hand_over")
OFFICE, SECRETARY, DISTRICT = 0, 1, 2  # levels: whose a review is


def permit_that_opens(gate: Mapping[str, Any], facts: Mapping[str, Any], now: int, refused_at: str = "") -> str | None:
    """The kind of permit with which ``gate`` (a policy's gate section) lets somebody of ``facts`` out at ``now``.

    None: no permit would, so none is promised; something else stands in the way. An outing is tried first, then the
    kinds that the steps themselves name. What a guard saw is not kept: a step that refused then and asks now (a
    health code) is not cleared by a permit.
    """
    for kind in _kinds(gate):
        verdict = decide(gate, _with(facts, kind, now))
        if verdict["outcome"] not in STOPPED and not (verdict["outcome"] == "ask" and verdict["step"] == refused_at):
            return kind
    return None


def _kinds(gate: Mapping[str, Any]) -> list[str]:
    named = [
        kind for step in gate["exit"] for kind in (*step.get("except_permits", ()), *step.get("kinds", ()))
        if step["check"] != "no_order" or kind in step.get("except_permits", ())
    ]  # fmt: skip
    return list(dict.fromkeys([OUTING, *named]))


def _with(facts: Mapping[str, Any], kind: str, now: int) -> dict[str, Any]:
    return {
        **facts,
        "now": now,
        "permit_kinds": [*facts.get("permit_kinds", []), kind],
        "permit_froms": [*facts.get("permit_froms", []), now],
        "permit_untils": [*facts.get("permit_untils", []), now + 3600],
        "permit_minutes": [*facts.get("permit_minutes", []), 0],
    }


def first_level(source: str) -> int:
    """Where a review of such a decision begins: a restriction's where it can be lifted, all others near the door."""
    return SECRETARY if source == "order" else OFFICE


def next_level(level: int) -> int | None:
    """Who hears of a review that nobody answered in time: the secretary, then the district, then nobody new."""
    return level + 1 if level < DISTRICT else None
