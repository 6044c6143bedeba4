"""What changes for whom, as sentences."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext

from linli.situation import tables, words
from linli.situation.rules import OUTSIDERS, Change


@dataclass(frozen=True)
class ChangeWords:
    """ "residents, visitors · going out": ``before`` -> ``after`` ("" : was not, is not any more)."""

    who: str
    where: str
    way: str
    way_words: str
    before: str
    after: str


def change(one: Change) -> ChangeWords:
    who = _who(one.who)
    before, after = (_value(one, value) for value in (one.old, one.new))
    return ChangeWords(who, str(tables.WHERE[one.where]), one.way, str(tables.WAY[one.way]), before, after)


def _who(kinds: tuple[str, ...]) -> str:
    if len(kinds) == len(tables.WHO):
        return gettext("everybody")
    residents = [kind for kind in kinds if kind not in OUTSIDERS]
    if len(kinds) - len(residents) == len(OUTSIDERS):
        return words.listed([*(tables.WHO[kind] for kind in residents), gettext("everybody from outside")])
    return words.listed(tables.WHO[kind] for kind in kinds)


def _value(change: Change, value: Any) -> str:
    if value is None:
        return ""
    if change.where == "outings":
        return words.outing(change.what, value)
    if change.where == "arrivals":
        return words.arrival(change.what, value)
    if change.what == "kinds":
        return words.names(value)
    if change.what == "longest_days":
        return words.order_days(value)
    if change.what == "alarm_over":
        return gettext("An alarm when more than %(n)s people a day are restricted") % {"n": value}
    if change.what == "activity":
        return str(tables.ACTIVITY[value])
    if change.what == "exit_minutes":
        return gettext("Back within %(time)s") % {"time": words.length(value)} if value else gettext("No limit of time")
    if change.what == "lapses_at":
        return gettext("until %(day)s") % {"day": words.moment(datetime.fromtimestamp(value, UTC))} if value else ""
    sentences = map(words.step, value)
    return "; ".join(f"{one.text} ({one.spared})" if one.spared else one.text for one in sentences)
