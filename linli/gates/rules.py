"""The gate's check: a pure function of a policy's steps and flat facts. ``gate/src/rules.ts`` is its twin.

Facts are integers (epoch seconds, tenths of a degree), strings, lists, booleans; an absent fact is unknown, and
nothing has a default. A fact of the wrong type counts as absent, so every input has a verdict. The words of the
codes stand in ``protocol/gate/words.json``, the settings of the checks in ``protocol/gate/policy.schema.json``.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Facts = Mapping[str, Any]
Step = Mapping[str, Any]
Finding = tuple[str, str]  # outcome, code; None where a check is passed

DAY = 86_400
FEVER = ("hand_over", "gate.fever")
COMES_TO_WORK = ("visitor", "carer", "worker")  # the only people who may be refused entry by a rule alone
PASS_STATES = ("expired", "not_yet", "forged", "unknown_key", "revoked", "used", "wrong_kind", "unreadable")


def decide(policy: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    """``{outcome, code, step, until, passed}`` for one person in one direction.

    ``policy`` is the gate section of a phase: ``entry``, ``exit``, ``others``, ``settings``. Outcomes: ``allow``,
    ``refuse``, ``refer`` (a person must decide), ``hand_over`` (fever), ``ask`` (``step`` still needs an answer).
    ``until`` (epoch seconds) is when somebody who leaves should be back; 0 is no limit.
    """
    if facts.get("emergency") is True:
        return _verdict("allow", "gate.emergency")
    now = _integer(facts, "now")
    lapses = policy.get("settings", {}).get("lapses_at")
    if now is not None and lapses and lapses <= now:
        return _verdict("allow", "gate.policy_lapsed")
    steps = _steps(policy, facts)
    if any(step["check"] == "temperature" and _judged(step, facts, now) == FEVER for step in steps):
        return _verdict(*FEVER, "temperature")  # a fever once measured is never hidden behind another reason
    asked: tuple[str, str] | None = None
    passed: list[str] = []
    for step in steps:
        name = step["check"]
        finding = _judged(step, facts, now)
        if finding is None:
            passed.append(name)
        elif finding[0] == "ask":
            asked = asked or (finding[1], name)
        else:  # a reason that is known already is told at once: nobody is measured for nothing
            return _verdict(_humane(finding[0], facts), finding[1], name, passed)
    if asked:
        return _verdict("ask", asked[0], asked[1], passed)
    return _verdict("allow", "gate.allowed", "", passed, _back_by(policy, facts))


def _verdict(outcome: str, code: str, step: str = "", passed: Sequence[str] = (), until: int = 0) -> dict[str, Any]:
    return {"outcome": outcome, "code": code, "step": step, "until": until, "passed": list(passed)}


def _humane(outcome: str, facts: Facts) -> str:
    """Entry is never refused to a resident, or to somebody who may be one, without a human decision."""
    if outcome == "refuse" and facts.get("direction") != "exit" and facts.get("person") not in COMES_TO_WORK:
        return "refer"
    return outcome


def _steps(policy: Mapping[str, Any], facts: Facts) -> list[Step]:
    """The steps for this kind of person, or else for everybody, in this direction."""
    person = facts.get("person")
    other = policy.get("others", {}).get(person) if isinstance(person, str) else None
    steps: list[Step] = (other or policy)["exit" if facts.get("direction") == "exit" else "entry"]
    return steps


def _judged(step: Step, facts: Facts, now: int | None) -> Finding | None:
    """What this step finds; a check that this program does not know yet is a person's to decide."""
    if _spared(step, facts, now):
        return None
    check = CHECKS.get(step["check"])
    return check(step, facts) if check else ("refer", "gate.unknown_check")


def _spared(step: Step, facts: Facts, now: int | None) -> bool:
    """The step is left out for the purposes in ``except`` and for holders of an open permit in ``except_permits``."""
    return facts.get("purpose") in step.get("except", ()) or _holds(step.get("except_permits", ()), facts, now)


def _back_by(policy: Mapping[str, Any], facts: Facts) -> int:
    """The clock starts at exit: the phase's limit, or the shortest of the open permits' own where they have one."""
    now = _integer(facts, "now")
    if now is None or facts.get("direction") != "exit":
        return 0
    own = [minutes for _, minutes in _open_permits(facts, now)]
    # A standing permit has 0 minutes: the shortest of all, and no clock.
    minutes = min(own) if own else policy.get("settings", {}).get("exit_minutes")
    return now + minutes * 60 if minutes else 0


def _integer(facts: Facts, name: str) -> int | None:
    value = facts.get(name)
    return value if type(value) is int else None


def _list(facts: Facts, name: str) -> list[Any]:
    value = facts.get(name)
    return value if isinstance(value, list) else []


def _at(values: list[Any], index: int) -> int:
    value = values[index] if index < len(values) else 0
    return value if type(value) is int else 0


def _open_permits(facts: Facts, now: int) -> list[tuple[str, int]]:
    """(kind, minutes) of the permits open now; both ends belong to the permit."""
    starts, ends = _list(facts, "permit_froms"), _list(facts, "permit_untils")
    minutes = _list(facts, "permit_minutes")
    return [
        (kind, _at(minutes, index))
        for index, kind in enumerate(_list(facts, "permit_kinds"))
        if isinstance(kind, str) and _at(starts, index) <= now <= _at(ends, index)
    ]


def _holds(kinds: Sequence[str], facts: Facts, now: int | None) -> bool:
    return now is not None and any(kind in kinds for kind, _ in _open_permits(facts, now))


def pass_valid(step: Step, facts: Facts) -> Finding | None:
    """A pass was read and holds; with ``roster`` a resident found by room needs none."""
    state = facts.get("pass_state")
    if state == "good":
        return None
    if state in PASS_STATES:
        return "refuse", f"pass.{state}"
    if step.get("roster") and facts.get("resident_here") is True:
        return None
    return "refuse", "gate.no_pass"


def resident_here(step: Step, facts: Facts) -> Finding | None:
    """The person lives here as far as the roster knows."""
    return None if facts.get("resident_here") is True else ("refuse", "gate.not_resident")


def reason_open(step: Step, facts: Facts) -> Finding | None:
    """A permit of one of ``kinds`` is open, or the purpose told is one of ``purposes``."""
    if _holds(step.get("kinds", ()), facts, _integer(facts, "now")):
        return None
    purposes, purpose = step.get("purposes", ()), facts.get("purpose")
    if purposes and not isinstance(purpose, str):
        return "ask", "gate.ask_purpose"
    return None if purpose in purposes else ("refuse", "gate.no_reason")


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
    value = _integer(facts, "temperature")
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


def household_exits(step: Step, facts: Facts) -> Finding | None:
    """Fewer than ``per_day`` exits of this household on the community's day."""
    return _fewer(facts, "household_exits_today", step["per_day"], "gate.exits_used_up")


def household_out(step: Step, facts: Facts) -> Finding | None:
    """Fewer than ``at_once`` people of this household are out."""
    return _fewer(facts, "household_out", step["at_once"], "gate.household_out")


def _fewer(facts: Facts, name: str, limit: int, code: str) -> Finding | None:
    count = _integer(facts, name)
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
    now, offset = _integer(facts, "now"), _integer(facts, "offset")
    return None if now is None or offset is None else now + offset


def _in_slots(slots: list[list[int]], at: int) -> bool:
    minute = at % DAY // 60
    return any(start <= minute < end if start <= end else (minute >= start or minute < end) for start, end in slots)


def no_order(step: Step, facts: Facts) -> Finding | None:
    """No restriction of one of ``kinds`` is in force on this person; its end still belongs to it."""
    now, ends = _integer(facts, "now"), _list(facts, "order_untils")
    for index, kind in enumerate(_list(facts, "order_kinds")):
        if kind in step["kinds"] and (now is None or now <= _at(ends, index)):
            return "refuse", "gate.under_order"
    return None


_FIRST = (pass_valid, resident_here, reason_open, health_code, temperature, mask_seen, identity_compared)
_THEN = (household_exits, household_out, time_slot, building_batch, no_order)
CHECKS: dict[str, Callable[[Step, Facts], Finding | None]] = {check.__name__: check for check in (*_FIRST, *_THEN)}
