"""The gate's check: a pure function of a policy's steps and flat facts. ``gate/src/rules.ts`` is its twin.

Facts are integers (epoch seconds, tenths of a degree), strings, lists, booleans; an absent fact is unknown, and
nothing has a default. A fact of the wrong type counts as absent, so every input has a verdict. The words of the
codes stand in ``protocol/gate/words.json``, the settings of the checks in ``protocol/gate/policy.schema.json``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from linli.gates.rules_checks import (
    CHECKS,
    FEVER,
    Facts,
    Finding,
    Step,
    holds,
    holds_pass,
    integer,
    open_permits,
    outsider,
)


def decide(policy: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    """``{outcome, code, step, until, passed}`` for one person in one direction.

    ``policy`` is the gate section of a phase: ``entry``, ``exit``, ``others``, ``settings``. Outcomes: ``allow``,
    ``refuse``, ``refer`` (a person must decide), ``hand_over`` (fever), ``ask`` (``step`` still needs an answer).
    ``until`` (epoch seconds) is when somebody who leaves should be back; 0 is no limit.
    """
    if facts.get("emergency") is True:
        return _verdict("allow", "gate.emergency")
    now = integer(facts, "now")
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
    if outcome == "refuse" and facts.get("direction") != "exit" and not outsider(facts):
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
    """The step is left out for the purposes in ``except``, for holders of an open permit in ``except_permits`` and
    of a good pass in ``except_passes``.
    """
    return (
        facts.get("purpose") in step.get("except", ())
        or holds(step.get("except_permits", ()), facts, now)
        or holds_pass(step.get("except_passes", ()), facts)
    )


def _back_by(policy: Mapping[str, Any], facts: Facts) -> int:
    """The clock starts at exit: the phase's limit, or the shortest of the open permits' own where they have one.

    Nobody waits for somebody from outside to come back.
    """
    now = integer(facts, "now")
    if now is None or facts.get("direction") != "exit" or outsider(facts):
        return 0
    own = [minutes for _, minutes in open_permits(facts, now)]
    # A standing permit has 0 minutes: the shortest of all, and no clock.
    minutes = min(own) if own else policy.get("settings", {}).get("exit_minutes")
    return now + minutes * 60 if minutes else 0
