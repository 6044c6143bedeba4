"""What changes for whom, as sentences."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext

from linli.situation import words
from linli.situation.rules import Change


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
    who = gettext("everybody") if len(one.who) == len(words.WHO) else words.listed(words.WHO[kind] for kind in one.who)
    before, after = (_value(one, value) for value in (one.old, one.new))
    return ChangeWords(who, str(words.WHERE[one.where]), one.way, str(words.WAY[one.way]), before, after)


def _value(change: Change, value: Any) -> str:
    if value is None:
        return ""
    if change.where == "outings":
        return words.outing(change.what, value)
    if change.what == "kinds":
        return words.names(value)
    if change.what == "longest_days":
        return words.order_days(value)
    if change.what == "alarm_over":
        return gettext("An alarm when more than %(n)s people a day are restricted") % {"n": value}
    if change.what == "activity":
        return str(words.ACTIVITY[value])
    if change.what == "exit_minutes":
        return gettext("Back within %(time)s") % {"time": words.length(value)} if value else gettext("No limit of time")
    if change.what == "lapses_at":
        return gettext("until %(day)s") % {"day": words.moment(datetime.fromtimestamp(value, UTC))} if value else ""
    sentences = map(words.step, value)
    return "; ".join(f"{one.text} ({one.spared})" if one.spared else one.text for one in sentences)
