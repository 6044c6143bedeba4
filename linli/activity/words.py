"""Turns as a person reads them, in the language of the moment."""

from typing import Any

from django.utils.translation import gettext as _

from linli.activity.rules import Clash, Slot, Turn
from linli.situation.tables import WEEKDAYS
from linli.situation.words import days, listed


def hours(start: int, end: int) -> str:
    return f"{start // 60}:{start % 60:02}–{end // 60}:{end % 60:02}"


def row(slot: Slot) -> dict[str, Any]:
    return {
        "hours": hours(slot.start, slot.end),
        "buildings": listed(slot.buildings),
        "days": days(slot.days),
        "place": slot.place,
    }


def turn(one: Turn) -> dict[str, Any]:
    weekday = str(WEEKDAYS[one.day.isoweekday() - 1])
    return {"day": one.day, "weekday": weekday, "hours": hours(one.start, one.end), "place": one.place}


def clash(one: Clash) -> str:
    values = {
        "day": WEEKDAYS[one.day - 1],
        "first": hours(one.first.start, one.first.end),
        "second": hours(one.second.start, one.second.end),
        "a": listed(one.first.buildings),
        "b": listed(one.second.buildings),
    }
    if one.code == "twice":
        both = [number for number in one.first.buildings if number in one.second.buildings]
        text = _("Building %(both)s has two turns at once: %(day)s %(first)s and %(second)s.")
        return text % {**values, "both": listed(both)}
    return _("Buildings %(a)s (%(first)s) and %(b)s (%(second)s) meet on %(day)s.") % values
