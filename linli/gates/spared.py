"""What of a check is written down: never a colour, never what somebody said in their own words.

A health code's colour is looked at and forgotten. What stays is that the step was passed; where it was not, the
verdict's code says so (``gate.health_colour``). Words of the policy (a purpose) stay, words of a person go encrypted
into ``Crossing.visitor`` and nowhere else.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from linli.gates.inforce import InForce
from linli.gates.rules import decide

STORED = {
    "now": "when",
    "offset": "the community's clock",
    "direction": "in or out",
    "person": "the kind of person, of a closed list",
    "emergency": "life first",
    "pass_state": "of the pass, not of the person",
    "pass_kind": "of the pass, not of the person",
    "resident_here": "from the roster",
    "resident_confirmed": "from the roster",
    "building": "the number of a building",
    "household_exits_today": "a count",
    "household_out": "a count",
    "permit_kinds": "words of the policy",
    "permit_froms": "times",
    "permit_untils": "times",
    "permit_minutes": "durations",
    "work_until": "a time",
    "order_kinds": "words of the policy: a restriction with its own record, two people and an end",
    "order_untils": "times",
    "purpose": "a word of the policy, never a sentence",
    "temperature": "a measurement, that a wrong verdict can be corrected by",
    "mask": "worn or not",
    "identity": "compared or not",
    "host": "agreed or not, whoever was named",
    "credential": "seen or not",
    "health_passed": "that the health step was passed, and not by what",
}
HEALTH = ("health_colour", "health_certificate")
WORD = re.compile(r"[a-z_]{1,30}")
VERSION = re.compile(r"[a-z0-9-]{1,50}/[a-z0-9-]{1,50}@[0-9]{1,9}")
CODE = re.compile(r"[a-z_]{1,40}(\.[a-z_]{1,40})?")


def to_keep(facts: Mapping[str, Any], rules: InForce) -> dict[str, Any]:
    """``facts`` of one check under ``rules``, as they may be written down."""
    kept = {name: value for name, value in facts.items() if name in STORED}
    if not is_word(kept.get("purpose", "")):
        kept.pop("purpose", None)
    kept.pop("health_passed", None)
    if any(name in facts for name in HEALTH) and _passes(facts, rules):
        kept["health_passed"] = True
    return kept


def is_word(text: Any) -> bool:
    """A word of a policy; what somebody typed in their own words is none."""
    return isinstance(text, str) and WORD.fullmatch(text) is not None


def code(text: str) -> str:
    """A code that a device sends; "" for what is not one, such as a sentence about somebody."""
    return text if CODE.fullmatch(text) else ""


def version(text: str) -> str:
    """The rules that a device says it judged by; "" for what cannot be any."""
    return text if VERSION.fullmatch(text) else ""


def _passes(facts: Mapping[str, Any], rules: InForce) -> bool:
    only = _without(rules.gate, lambda step: step["check"] != "health_code")
    asked = {name: value for name, value in facts.items() if name not in ("emergency", "health_passed")}
    return bool(decide({**only, "settings": {}}, asked)["outcome"] == "allow")


def recalled(rules: InForce, facts: dict[str, Any], said: str) -> tuple[InForce, dict[str, Any]]:
    """To judge stored ``facts`` again: what was passed is not asked again, what was not (``said``) still is not."""
    name = {"gate.no_reason": "purpose"}.get(said, said.removeprefix("gate."))
    if name in (*HEALTH, "purpose") and name not in facts:
        facts = {**facts, name: ""}
    if facts.get("health_passed"):
        rules = replace(rules, gate=_without(rules.gate, lambda step: step["check"] == "health_code"))
    return rules, facts


def _without(gate: Mapping[str, Any], drops: Any) -> dict[str, Any]:
    """The gate section without the steps that ``drops``, for everybody."""

    def ways(section: Mapping[str, Any]) -> dict[str, Any]:
        return {way: [step for step in section.get(way, []) if not drops(step)] for way in ("entry", "exit")}

    others = {kind: {**section, **ways(section)} for kind, section in gate.get("others", {}).items()}
    return {**gate, **ways(gate), "others": others}


def content(text: str) -> str:
    """An item as it came (JSON), for the office to look at why it could not be taken, without the colour."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return text
    crossing = body.get("crossing", body) if isinstance(body, dict) else None
    facts = crossing.get("facts") if isinstance(crossing, dict) else None
    if not isinstance(facts, dict) or not any(name in facts for name in HEALTH):
        return text
    for name in HEALTH:
        facts.pop(name, None)
    return json.dumps(body, sort_keys=True, separators=(",", ":"))
