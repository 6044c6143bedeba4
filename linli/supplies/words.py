"""Shares, doubts and steps of a round as a person reads them, in the language of the moment."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.supplies.rules_shares import Sharing, Step

DOUBTS: dict[str, Any] = {
    "who_missing": gettext_lazy("No room and no name that we know."),
    "who_unclear": gettext_lazy("It may be several households. Choose one."),
    "room_unknown": gettext_lazy("There is no such room here."),
    "name_unknown": gettext_lazy("The room is clear, the name is not known there:"),
    "name_elsewhere": gettext_lazy("This name lives elsewhere. Which of the two is right?"),
    "goods_missing": gettext_lazy("No goods of this round are named."),
    "amount_missing": gettext_lazy("No number is written. One?"),
    "amount_unclear": gettext_lazy("The number is not clear."),
    "goods_twice": gettext_lazy("The same goods stand there twice. Are both meant?"),
    "unit_differs": gettext_lazy("It is written in another unit than it is sold in."),
    "over_limit": gettext_lazy("More than the limit for one household."),
    "words_left": gettext_lazy("Not understood:"),
    "taken_back": gettext_lazy("It sounds like a change or a withdrawal."),
    "twice": gettext_lazy("This household stands in the list twice."),
    "has_order": gettext_lazy("This household has an order already; taking the line replaces these goods in it."),
}
WITH_WORDS = {"name_unknown", "words_left"}
PILLS = {
    "draft": "soon", "open": "done", "closed": "soon", "ordered": "soon", "arrived": "soon", "handing_out": "done",
    "accounted": "", "cancelled": "",
}  # fmt: skip
RULES: dict[str, Any] = {
    "equal": gettext_lazy(
        "If too little comes, everybody gets up to the same number; what is left then goes one each by lot."
    ),
    "need": gettext_lazy(
        "If too little comes, households in need get their whole order first; the others share equally."
    ),
    "lottery": gettext_lazy("If too little comes, lots decide the order in which whole orders are filled."),
}


def doubts(codes: Any, left: str) -> list[str]:
    return [f"{DOUBTS[code]} {left}" if code in WITH_WORDS else str(DOUBTS[code]) for code in codes]


def step(one: Step, unit: str) -> str:
    values = {"people": one.people, "units": one.units, "level": one.level, "unit": unit, "n": len(one.drawn)}
    texts = {
        "enough": _("Enough came: all %(people)s orders get everything, %(units)s %(unit)s in all."),
        "level": _("%(units)s %(unit)s for %(people)s orders: everybody gets up to %(level)s."),
        "rest": _("%(units)s %(unit)s are left: by lot, one each to %(n)s of the %(people)s who ordered more."),
        "need": _("%(people)s orders of households in need come first and get everything: %(units)s %(unit)s."),
        "need_short": _(
            "Even for the %(people)s orders of households in need there is too little (%(units)s %(unit)s ordered): "
            "they share equally, the others get nothing."
        ),
        "lots": _("%(units)s %(unit)s for %(people)s orders: by lot %(n)s get theirs."),
    }
    return texts[one.code] % values


def steps(sharing: Sharing, unit: str) -> list[dict[str, Any]]:
    """What moves nobody is left out: need where nobody is in need, a level of none before the lots."""
    told = [one for one in sharing.steps if one.people]
    told = [one for one in told if one.code != "level" or one.level or one is told[-1]]
    return [{"words": step(one, unit), "drawn": one.drawn} for one in told]
