"""The words of verdicts and outcomes, in the reader's language."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from linli.situation.packs import code_words

OUTCOMES = {
    "allow": (_("let through"), "done"),
    "refuse": (_("not now"), "now"),
    "refer": (_("ask a person"), "soon"),
    "hand_over": (_("handed over"), "now"),
    "ask": (_("a step is open"), "soon"),
}
PERSONS = {
    "visitor": _("Visitor"),
    "carer": _("Carer"),
    "courier": _("Courier"),
    "shop_staff": _("Shop staff"),
    "property_staff": _("Property staff"),
    "doctor": _("Doctor, ambulance"),
    "repair": _("Repair"),
    "mover": _("Mover"),
    "official": _("Official"),
    "unknown": _("Somebody not on the list"),
}
DIRECTIONS = {"exit": _("out"), "entry": _("in")}


# What no rule decides: how paper says that somebody did not pass.
OWN: dict[str, dict[str, Any]] = {
    "gate.refused_on_paper": {
        "title": _("Not let through"),
        "reason": _("The paper says not let through, and not why"),
        "remedy": _("Ask whoever stood at the gate"),
        "say": "",
        "help": "",
    },
}


def verdict_words(code: str) -> dict[str, str]:
    """title, reason, remedy, say, help of ``code``; an unknown code (a newer gate's) is its own title."""
    both = code_words().get(code)
    if both is None and code in OWN:
        return {name: str(words) for name, words in OWN[code].items()}
    if both is None:
        return {"title": code, "reason": code, "remedy": "", "say": "", "help": ""}
    return dict(both["en" if get_language() == "en" else "zh"])


def outcome_words(outcome: str) -> dict[str, Any]:
    """``words`` and the ``pill`` class of an outcome."""
    words, pill = OUTCOMES.get(outcome, (outcome, ""))
    return {"words": words, "pill": pill}
