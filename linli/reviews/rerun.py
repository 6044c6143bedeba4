"""A decision of a gate made again: by the rules of then, and by those of today, from the facts that were kept."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from linli.gates.models import Crossing
from linli.gates.rules import decide
from linli.gates.words import verdict_words
from linli.reviews.decisions import pill_of
from linli.reviews.ground import Ground
from linli.situation.policy import rules_of


@dataclass(frozen=True)
class Again:
    """One verdict: by which rules, what came out, whether the gate said so too; ``open``: what the
    guard saw there was never kept, so this step can no longer be judged."""

    by: str
    outcome: str
    pill: str
    reason: str
    same: bool
    open: bool


def again(ground: Ground, row: Crossing) -> list[Again]:
    """Empty where nothing can be made again: an emergency, or rules that nobody has."""
    if row.emergency:
        return []
    found = []
    held = ground.version(row.policy or row.server_policy)
    if held is not None:
        found.append(_verdict(_("By the rules of then"), rules_of(held).gate, row))
    now = ground.rules_now
    if now.version and now.version != str(held):
        found.append(_verdict(_("By today's rules"), now.gate, row))
    return found


def _verdict(by: str, gate: Any, row: Crossing) -> Again:
    verdict = decide(gate, row.facts)
    outcome, pill = pill_of(verdict["outcome"])
    same = (verdict["outcome"], verdict["code"]) == (row.gate_outcome, row.gate_code)
    asks = verdict["outcome"] == "ask"
    return Again(by, outcome, pill, verdict_words(verdict["code"])["reason"], same, asks)
