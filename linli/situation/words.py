"""Rules as sentences for an official and for a resident, in the language of the moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, ngettext

from linli.situation.tables import NAMES, WEEKDAYS, WHO

WHOLE_DAY = 1440


def chinese() -> bool:
    return (get_language() or "").startswith("zh")


def told(texts: Mapping[str, str]) -> str:
    """The text of ``{"zh": …, "en": …}`` in the reader's language."""
    return texts["zh" if chinese() else "en"]


def listed(words: Iterable[Any]) -> str:
    return ("、" if chinese() else ", ").join(str(word) for word in words)


def names(kinds: Iterable[str]) -> str:
    return listed(NAMES.get(kind, kind.replace("_", " ")) for kind in kinds)


def hours(slots: Sequence[Sequence[int]]) -> str:
    """``[[480, 1080]]`` -> "8:00–18:00"."""
    return listed(f"{_clock(start)}–{_clock(end)}" for start, end in slots)


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def degrees(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10} °C"


def length(minutes: int) -> str:
    """120 -> "2 hours", 90 -> "90 minutes"."""
    if minutes % 60 == 0:
        return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


@dataclass(frozen=True)
class StepWords:
    """A step as a sentence, and for whom it is left out ("" : for nobody)."""

    text: str
    spared: str


def step(one: Mapping[str, Any], building: str | None = None) -> StepWords:
    """``building``: of a plan by buildings, tell only this one's turn."""
    return StepWords(_step_text(one, building), _spared(one))


def _spared(one: Mapping[str, Any]) -> str:
    parts = []
    if one.get("except"):
        parts.append(gettext("Left out for: %(purposes)s.") % {"purposes": names(one["except"])})
    if one.get("except_permits"):
        parts.append(
            gettext("Left out for holders of a permit for: %(kinds)s.") % {"kinds": names(one["except_permits"])}
        )
    if one.get("except_passes"):
        kinds = listed(WHO.get(kind, NAMES.get(kind, kind)) for kind in one["except_passes"])
        parts.append(gettext("Left out for those with a pass: %(kinds)s.") % {"kinds": kinds})
    return ("" if chinese() else " ").join(parts)


def _step_text(one: Mapping[str, Any], building: str | None) -> str:
    match one["check"]:
        case "pass_valid" if one.get("roster"):
            return gettext("A valid pass; without one the guard looks the room up")
        case "pass_valid":
            return gettext("A valid pass")
        case "resident_here":
            return gettext("Lives here, by the list of residents")
        case "reason_open":
            return _reason(one)
        case "health_code":
            return _health(one)
        case "temperature":
            return gettext("Temperature below %(limit)s") % {"limit": degrees(one["below"])}
        case "mask_seen":
            return gettext("A mask is worn")
        case "identity_compared":
            return gettext("The guard compares person, name and room")
        case "credential_seen":
            return gettext("The guard sees the work card")
        case "host_agreed":
            return gettext("The guard phones the household, and they expect the person")
        case "stays_outside":
            return gettext("Goods come in, the person stays outside: the shelf at the gate")
        case "household_exits":
            return ngettext(
                "%(n)s outing a day for each household", "%(n)s outings a day for each household", one["per_day"]
            ) % {"n": one["per_day"]}
        case "household_out":
            return ngettext(
                "%(n)s person of a household out at a time", "%(n)s people of a household out at a time", one["at_once"]
            ) % {"n": one["at_once"]}
        case "time_slot":
            return gettext("Only at these hours: %(hours)s") % {"hours": hours(one["slots"])}
        case "building_batch":
            return _turns(one, building)
        case _:
            return gettext("Not under an order: %(kinds)s") % {"kinds": names(one["kinds"])}


def _reason(one: Mapping[str, Any]) -> str:
    if not one["kinds"]:
        return gettext("Said on the spot: %(purposes)s") % {"purposes": names(one.get("purposes", ()))}
    text = gettext("An open permit for: %(kinds)s") % {"kinds": names(one["kinds"])}
    if one.get("purposes"):
        text += gettext("; or said on the spot: %(purposes)s") % {"purposes": names(one["purposes"])}
    return text


def _health(one: Mapping[str, Any]) -> str:
    shown = {colour["word"]: told(colour) for colour in one["colours"]}
    text = gettext("Health code: %(colours)s") % {"colours": listed(shown.get(word, word) for word in one["accept"])}
    return text + gettext(", or a signed health certificate") if one.get("certificate") else text


def _turns(one: Mapping[str, Any], building: str | None) -> str:
    parts = []
    for batch in one["batches"]:
        if building is not None and building not in batch["buildings"]:
            continue
        values = {"days": days(batch["days"]), "hours": hours(batch["slots"])}
        if building is None:
            values["buildings"] = listed(batch["buildings"])
            parts.append(gettext("building %(buildings)s: %(days)s %(hours)s") % values)
        else:
            parts.append(f"{values['days']} {values['hours']}")
    if not parts:
        return gettext("By building; yours has no turn yet, please ask the community")
    return (gettext("By building: ") if building is None else gettext("Your building's turn: ")) + "; ".join(parts)


def days(numbers: Sequence[int]) -> str:
    return (
        gettext("every day")
        if set(numbers) == set(range(1, 8))
        else listed(WEEKDAYS[day - 1] for day in sorted(numbers))
    )


def outing(name: str, value: Any) -> str:
    """One rule for approved outings as a sentence."""
    match name:
        case "per_household_per_day" if value == 0:
            return gettext("No limit on the number of outings")
        case "per_household_per_day":
            return ngettext(
                "%(n)s outing a day for each household", "%(n)s outings a day for each household", value
            ) % {"n": value}
        case "longest_minutes" if value == 0:
            return gettext("No limit of time")
        case "longest_minutes":
            return gettext("At most %(time)s; the clock starts at the gate") % {"time": length(value)}
        case "notice_minutes" if value == 0:
            return gettext("Ask at any time before")
        case "notice_minutes":
            return gettext("Ask at least %(time)s before") % {"time": length(value)}
        case "slots" if list(value) == [[0, WHOLE_DAY]]:
            return gettext("At any hour")
        case "slots":
            return gettext("Between: %(hours)s") % {"hours": hours(value)}
        case "purposes":
            return gettext("One can ask for: %(purposes)s") % {"purposes": names(value) or gettext("nothing")}
        case "ahead_days" if value == 0:
            return gettext("Ask for the same day only")
        case "ahead_days":
            return ngettext("Ask at most %(n)s day ahead", "Ask at most %(n)s days ahead", value) % {"n": value}
        case "let_through":
            return gettext("Without asking first: %(purposes)s") % {"purposes": names(value) or gettext("nothing")}
        case _:
            return gettext("Approved by itself: %(purposes)s") % {"purposes": names(value) or gettext("nothing")}


def order_days(longest: Mapping[str, int]) -> str:
    """{"home_observation": 14} -> "observation at home: at most 14 days"."""
    text = gettext("%(kind)s: at most %(days)s days")
    return listed(text % {"kind": names([kind]), "days": days_} for kind, days_ in longest.items())


def arrival(name: str, value: Any) -> str:
    """One rule for people who return as a sentence; "" where there is nothing to say."""
    match name:
        case "observe_days" if value == 0:
            return gettext("Nobody who returns is observed")
        case "observe_days":
            return ngettext(
                "Whoever returns is observed at home for %(n)s day; that is not being a case",
                "Whoever returns is observed at home for %(n)s days; that is not being a case",
                value,
            ) % {"n": value}
        case "order":
            text = gettext("As a restriction by two people: %(kind)s")
            return text % {"kind": names([value])} if value else gettext("Staying in is asked for, and binds nobody")
        case "contact_hours":
            return ngettext("Called within %(n)s hour", "Called within %(n)s hours", value) % {"n": value}
        case "quiet":
            return gettext("No calls between %(from)s:00 and %(to)s:00") % {"from": value[0], "to": value[1]}
        case "call_everyone" if value:
            return gettext("Everybody observed is called")
        case "call_everyone":
            return gettext("Only those are called who have no phone page, or ask for it")
        case "under14_guardian" if value:
            return gettext("A child under 14 has a guardian who agrees and stays")
        case _:
            return ""


def moment(at: datetime) -> str:
    """A time on the community's clock."""
    return formats.date_format(timezone.localtime(at), "Y-m-d H:i")
