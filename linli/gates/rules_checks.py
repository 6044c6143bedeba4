"""The checks that a policy's steps may name: each a pure function of a step's settings and the flat facts.

``gate/src/rules_checks.ts`` is the twin. A check finds nothing (passed), or an outcome and a code.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Facts = Mapping[str, Any]
Step = Mapping[str, Any]
Finding = tuple[str, str]  # outcome, code; None where a check is passed

DAY = 86_400
FEVER = ("hand_over", "gate.fever")
# Who comes from outside: the only people who may be refused entry by a rule alone. Their order is the number of the
# kind in a signed pass (`protocol/hcert/`): append, never sort.
OUTSIDERS = (
    "visitor",
    "carer",
    "courier",
    "shop_staff",
    "property_staff",
    "doctor",
    "repair",
    "mover",
    "official",
)
PASS_STATES = (
    "expired",
    "not_yet",
    "forged",
    "unknown_key",
    "revoked",
    "used",
    "wrong_kind",
    "unreadable",
    "outside_hours",
)


def integer(facts: Facts, name: str) -> int | None:
    value = facts.get(name)
    return value if type(value) is int else None


def _list(facts: Facts, name: str) -> list[Any]:
    value = facts.get(name)
    return value if isinstance(value, list) else []


def _at(values: list[Any], index: int) -> int:
    value = values[index] if index < len(values) else 0
    return value if type(value) is int else 0


def open_permits(facts: Facts, now: int) -> list[tuple[str, int]]:
    """(kind, minutes) of the permits open now; both ends belong to the permit."""
    starts, ends = _list(facts, "permit_froms"), _list(facts, "permit_untils")
    minutes = _list(facts, "permit_minutes")
    return [
        (kind, _at(minutes, index))
        for index, kind in enumerate(_list(facts, "permit_kinds"))
        if isinstance(kind, str) and _at(starts, index) <= now <= _at(ends, index)
    ]


def holds(kinds: Sequence[str], facts: Facts, now: int | None) -> bool:
    return now is not None and any(kind in kinds for kind, _ in open_permits(facts, now))


def holds_pass(kinds: Sequence[str], facts: Facts) -> bool:
    """A good pass of one of ``kinds`` was read."""
    return facts.get("pass_state") == "good" and facts.get("pass_kind") in kinds


def outsider(facts: Facts) -> bool:
    return facts.get("person") in OUTSIDERS


def pass_valid(step: Step, facts: Facts) -> Finding | None:
    """A pass was read and holds; with ``roster`` a resident found by room needs none."""
    state = facts.get("pass_state")
    if state == "good":
        return None
    if state in PASS_STATES:
        return "refuse", f"pass.{state}"
    if step.get("roster") and facts.get("resident_here") is True:
        return None
    return "refuse", "gate.not_expected" if outsider(facts) else "gate.no_pass"


def resident_here(step: Step, facts: Facts) -> Finding | None:
    """The person lives here as far as the roster knows."""
    return None if facts.get("resident_here") is True else ("refuse", "gate.not_resident")


def reason_open(step: Step, facts: Facts) -> Finding | None:
    """A permit of one of ``kinds`` is open, or the purpose told is one of ``purposes``."""
    if holds(step.get("kinds", ()), facts, integer(facts, "now")):
        return None
    purposes, purpose = step.get("purposes", ()), facts.get("purpose")
    if purposes and not isinstance(purpose, str):
        return "ask", "gate.ask_errand" if outsider(facts) else "gate.ask_purpose"
    if purpose in purposes:
        return None
    return "refuse", "gate.not_expected" if outsider(facts) else "gate.no_reason"


def health_code(step: Step, facts: Facts) -> Finding | None:
    """A signed certificate that verified, or a colour word that the guard saw and the policy accepts."""
    certificate = facts.get("health_certificate")
    if step.get("certificate") and certificate == "good":
        return None
    colour = facts.get("health_colour")
    if isinstance(colour, str):
        return None if colour in step["accept"] else ("refuse", "gate.health_colour")
    if step.get("certificate") and isinstance(certificate, str):
        return "refuse", "gate.health_certificate"
    return "ask", "gate.ask_health"


def temperature(step: Step, facts: Facts) -> Finding | None:
    """Below the limit in tenths of a degree. Fever is handed over to a person, it is not a refusal."""
    value = integer(facts, "temperature")
    if value is None:
        return "ask", "gate.ask_temperature"
    if not step["least"] <= value <= step["most"]:
        return "ask", "gate.temperature_implausible"
    return None if value < step["below"] else FEVER


def mask_seen(step: Step, facts: Facts) -> Finding | None:
    """The guard saw a mask worn."""
    return _seen(facts.get("mask"), "gate.ask_mask", "gate.no_mask")


def identity_compared(step: Step, facts: Facts) -> Finding | None:
    """The guard compared the person with room and surname."""
    return _seen(facts.get("identity"), "gate.ask_identity", "gate.identity_differs")


def _seen(answer: Any, ask: str, refuse: str) -> Finding | None:
    if answer is True:
        return None
    return ("refuse", refuse) if answer is False else ("ask", ask)


def credential_seen(step: Step, facts: Facts) -> Finding | None:
    """The guard saw the work card of somebody on duty."""
    return _seen(facts.get("credential"), "gate.ask_credential", "gate.no_credential")


def host_agreed(step: Step, facts: Facts) -> Finding | None:
    """The guard rang the household, or the office, and they expect this person."""
    return _seen(facts.get("host"), "gate.ask_host", "gate.host_declined")


def stays_outside(step: Step, facts: Facts) -> Finding | None:
    """Goods come in, the person who brings them does not: they go to the shelf at the gate."""
    return "refuse", "gate.leave_at_shelf"


def household_exits(step: Step, facts: Facts) -> Finding | None:
    """Fewer than ``per_day`` exits of this household on the community's day."""
    return _fewer(facts, "household_exits_today", step["per_day"], "gate.exits_used_up")


def household_out(step: Step, facts: Facts) -> Finding | None:
    """Fewer than ``at_once`` people of this household are out."""
    return _fewer(facts, "household_out", step["at_once"], "gate.household_out")


def _fewer(facts: Facts, name: str, limit: int, code: str) -> Finding | None:
    count = integer(facts, name)
    if count is None:
        return "refer", "gate.household_unknown"
    return None if count < limit else ("refuse", code)


def time_slot(step: Step, facts: Facts) -> Finding | None:
    """Now lies in one of ``slots``: [from, to) in minutes of the community's day; to < from crosses midnight."""
    at = _local(facts)
    if at is None:
        return "refer", "gate.time_unknown"
    return None if _in_slots(step["slots"], at) else ("refuse", "gate.outside_hours")


def building_batch(step: Step, facts: Facts) -> Finding | None:
    """The building's turn: ``batches`` of ``buildings``, ``days`` (1 is Monday) and ``slots``."""
    at = _local(facts)
    if at is None:
        return "refer", "gate.time_unknown"
    building, weekday = facts.get("building"), (at // DAY + 3) % 7 + 1
    mine = [batch for batch in step["batches"] if building in batch["buildings"] and weekday in batch["days"]]
    return None if any(_in_slots(batch["slots"], at) for batch in mine) else ("refuse", "gate.not_your_batch")


def _local(facts: Facts) -> int | None:
    """Seconds since the epoch as the community's clock on the wall counts them."""
    now, offset = integer(facts, "now"), integer(facts, "offset")
    return None if now is None or offset is None else now + offset


def _in_slots(slots: list[list[int]], at: int) -> bool:
    minute = at % DAY // 60
    return any(start <= minute < end if start <= end else (minute >= start or minute < end) for start, end in slots)


def no_order(step: Step, facts: Facts) -> Finding | None:
    """No restriction of one of ``kinds`` is in force on this person; its end still belongs to it."""
    now, ends = integer(facts, "now"), _list(facts, "order_untils")
    for index, kind in enumerate(_list(facts, "order_kinds")):
        if kind in step["kinds"] and (now is None or now <= _at(ends, index)):
            return "refuse", "gate.under_order"
    return None


_ABOUT_ALL = (pass_valid, resident_here, reason_open, health_code, temperature, mask_seen, identity_compared)
_ABOUT_OUTSIDERS = (credential_seen, host_agreed, stays_outside)
_ABOUT_HOMES = (household_exits, household_out, time_slot, building_batch, no_order)
CHECKS: dict[str, Callable[[Step, Facts], Finding | None]] = {
    check.__name__: check for check in (*_ABOUT_ALL, *_ABOUT_OUTSIDERS, *_ABOUT_HOMES)
}
