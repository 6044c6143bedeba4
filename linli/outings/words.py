"""Words about outings: purposes, states, and for every "no" what would clear it, in the language of the moment."""

import json
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from linli.core.clock import moment_of
from linli.core.refusals import Refused, catalogue
from linli.outings.rules import Verdict
from linli.situation import words as situation
from linli.situation.tables import NAMES

# What would clear each reason that the rules can give.
REMEDIES: dict[str, Any] = {
    "outings.window_wrong": _("Choose an end after the beginning, at most a day later."),
    "outings.in_the_past": _("Choose a later time."),
    "outings.not_open": _("Without asking you may still go for: %(purposes)s. Your grid worker can bring the rest."),
    "outings.other_purpose": _("One can ask for: %(purposes)s."),
    "outings.under_order": _("You may go for: %(purposes)s. If the restriction is wrong, ask for a review of it."),
    "outings.too_far_ahead": _("Ask again %(days)s days before, or choose an earlier day."),
    "outings.too_short_notice": _("From %(at)s on it can be asked for; choose that or later."),
    "outings.too_long": _("Choose %(minutes)s or less."),
    "outings.outside_hours": _("Choose a time within: %(slots)s."),
    "outings.overlaps": _("Look at what you asked for below; withdraw it if you want another time."),
    "outings.household_used": _("Choose the next day, or let somebody of your household withdraw."),
}
# What a verdict says that nobody is ever refused with.
FINDINGS: dict[str, Any] = {
    "outings.by_itself": _("This is approved by the rules at once, without a person."),
    "outings.a_person_decides": _("This can be asked for. Your grid worker decides."),
}
STATES: dict[str, tuple[Any, str]] = {
    "requested": (_("waiting for an answer"), "soon"),
    "undecided": (_("nobody answered in time"), "now"),
    "approved": (_("approved"), "done"),
    "refused": (_("not approved"), "now"),
    "withdrawn": (_("withdrawn"), ""),
    "out": (_("out now"), "soon"),
    "overdue": (_("not back yet"), "now"),
    "back": (_("back home"), "done"),
    "unused": (_("not used"), ""),
}


def purpose(word: str) -> Any:
    return NAMES.get(word, word.replace("_", " "))


def reason(verdict: Verdict) -> str:
    """Why, or why not, as a sentence."""
    text = FINDINGS.get(verdict.code) or catalogue()[verdict.code]
    return str(text) % told(verdict.known)


def remedy(verdict: Verdict) -> str:
    """What would clear it, as a sentence; empty where nothing is in the way."""
    return str(REMEDIES[verdict.code]) % told(verdict.known) if verdict.code in REMEDIES else ""


def explained(code: str, known: str) -> tuple[str, str]:
    """Reason and remedy of a verdict of which the code and, as JSON, the values were kept."""
    verdict = Verdict("no", code, json.loads(known or "{}"))
    return reason(verdict), remedy(verdict)


def refused(verdict: Verdict) -> Refused:
    return Refused(verdict.code, **told(verdict.known))


def told(known: dict[str, Any]) -> dict[str, str]:
    """The values of a verdict as people read them."""
    return {name: _TOLD[name](value) if name in _TOLD else str(value) for name, value in known.items()}


def _moment(epoch: int) -> str:
    return date_format(timezone.localtime(moment_of(epoch)), "n-j H:i") if epoch else "—"


_TOLD: dict[str, Any] = {
    "purposes": lambda words: situation.names(words) or "—",
    "minutes": situation.length,
    "slots": situation.hours,
    "at": _moment,
}
