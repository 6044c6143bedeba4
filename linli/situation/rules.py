"""What a change of rules means for whom: freeing, restricting, both, or the same. Pure.

The promise, proved by probing with generated facts: a change that is called freeing never turns an "allow" into
anything else, for nobody and at no time. Where the two cannot be compared step by step, a change counts as
restricting too, so that a second person looks at it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linli.situation.steps import Step, implies, minutes_of

FREEING, RESTRICTING, MIXED, SAME = "freeing", "restricting", "mixed", "same"
OUTSIDERS = (
    "visitor",
    "carer",
    "courier",
    "shop_staff",
    "property_staff",
    "doctor",
    "repair",
    "mover",
    "official",
)
RESIDENTS = ("resident", "unknown")  # somebody unknown may live here
PEOPLE = ("resident", *OUTSIDERS, "unknown")
LONGEST_DAYS = 14  # of an order, where a policy is silent
ALARM_OVER = 20  # people under new orders within a day, where a policy is silent
ACTIVITY = ("free", "batches", "none")  # ever stricter
BY_APPROVAL = {"outing", "trip"}  # kinds of permit that residents ask for
# What a resident may ask to go out for: a word of this list, never a sentence (``outings.purposes``).
PURPOSES = (
    "shopping", "pharmacy", "medical", "bank", "family_care", "parcel", "dog_walk", "rubbish", "exercise",
    "work_handover", "funeral", "other",
)  # fmt: skip
AHEAD_DAYS = 2  # where a phase does not say


@dataclass(frozen=True)
class Terms:
    """What a phase asks of people: sections ``gate``, ``outings``, ``orders``; its end in epoch seconds (0: none);
    ``activity`` outdoors inside the compound (free, batches, none); ``arrivals``: who returns, and is observed.
    """

    gate: Mapping[str, Any]
    outings: Mapping[str, Any]
    orders: Mapping[str, Any]
    lapses_at: int
    activity: str = "free"
    arrivals: Mapping[str, Any] = field(default_factory=dict)


FREE = Terms({"entry": [], "exit": [], "settings": {}}, {}, {"kinds": []}, 0)


@dataclass(frozen=True)
class Change:
    """For ``who`` (kinds of people) at ``where`` (entry, exit, outings, orders, end), ``what`` (a check or setting)
    changes ``way`` (freeing, restricting, mixed) from ``old`` to ``new`` (lists of steps, or values; None: was not).
    """

    who: tuple[str, ...]
    where: str
    what: str
    way: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Comparison:
    direction: str
    changes: tuple[Change, ...]

    @property
    def needs_two(self) -> bool:
        """Freeing needs one person, restricting two."""
        return self.direction in (RESTRICTING, MIXED)


def compare(old: Terms | None, new: Terms | None) -> Comparison:
    """What changes when ``new`` takes the place of ``old``; None: no rules are in force."""
    before, after = old or FREE, new or FREE
    changes = [*_differences(before, after), *_end(before, after)]
    ways = {change.way for change in changes}
    direction = SAME if not ways else ways.pop() if len(ways) == 1 else MIXED
    return Comparison(direction, _together(changes))


def _differences(old: Terms, new: Terms) -> list[Change]:
    changes: list[Change] = []
    for person in PEOPLE:
        for direction in ("exit", "entry"):
            changes += _at_gate(person, direction, _steps(old, person, direction), _steps(new, person, direction))
    changes += _clock(old, new)
    changes += _outings(old, new)
    changes += _orders(old.orders, new.orders)
    changes += _arrivals(old.arrivals, new.arrivals)
    stricter = ACTIVITY.index(new.activity) - ACTIVITY.index(old.activity)
    way = _way(stricter < 0, stricter > 0)
    changes += _change(PEOPLE[:1], "activity", "activity", way, old.activity, new.activity)
    return changes


def _together(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The same change for several kinds of people is told once."""
    groups: dict[str, Change] = {}
    for one in changes:
        key = json.dumps([one.where, one.what, one.way, one.old, one.new], sort_keys=True)
        first = groups.get(key)
        groups[key] = Change((*first.who, *one.who), *_rest(one)) if first else one
    return tuple(groups.values())


def _rest(one: Change) -> tuple[str, str, str, Any, Any]:
    return one.where, one.what, one.way, one.old, one.new


def _way(freer: bool, stricter: bool) -> str:
    return MIXED if freer and stricter else FREEING if freer else RESTRICTING if stricter else SAME


def _change(who: tuple[str, ...], where: str, what: str, way: str, old: Any, new: Any) -> Iterator[Change]:
    if way != SAME:
        yield Change(who, where, what, way, old, new)


# At the gate


def _steps(terms: Terms, person: str, direction: str) -> list[Step]:
    section = terms.gate.get("others", {}).get(person, terms.gate)
    found: list[Step] = section[direction]
    return found


def _at_gate(person: str, direction: str, old: list[Step], new: list[Step]) -> Iterator[Change]:
    for name in dict.fromkeys(step["check"] for step in [*old, *new]):
        olds = [step for step in old if step["check"] == name]
        news = [step for step in new if step["check"] == name]
        stricter = any(not any(implies(one, step) for one in olds) for step in news)
        freer = any(not any(implies(one, step) for one in news) for step in olds)
        yield from _change((person,), direction, name, _way(freer, stricter), olds or None, news or None)


# The clock from exit, outings by approval, orders, the end


def _fewer_is_stricter(old: int, new: int) -> str:
    """0 is no limit."""
    return SAME if old == new else _way(freer=new == 0 or 0 < old < new, stricter=old == 0 or 0 < new < old)


def _clock(old: Terms, new: Terms) -> Iterator[Change]:
    minutes = [terms.gate["settings"].get("exit_minutes", 0) for terms in (old, new)]
    yield from _change(RESIDENTS, "exit", "exit_minutes", _fewer_is_stricter(*minutes), *minutes)


def _reasons(terms: Terms) -> list[Step]:
    return [step for step in terms.gate["exit"] if step["check"] == "reason_open"]


def _outings(old: Terms, new: Terms) -> Iterator[Change]:
    """Only where both ask for a reason; where one does not, the step at the gate says it all."""
    reasons = _reasons(old), _reasons(new)
    if not all(reasons):
        return
    who, before, after = PEOPLE[:1], old.outings, new.outings
    for name in ("let_through", "approved_by_itself"):
        yield from _sets(who, "outings", name, before[name], after[name], more=FREEING)
    if not all(any(BY_APPROVAL & set(step["kinds"]) for step in steps) for steps in reasons):
        return
    for name in ("per_household_per_day", "longest_minutes"):
        yield from _change(
            who, "outings", name, _fewer_is_stricter(before[name], after[name]), before[name], after[name]
        )
    notice = before["notice_minutes"], after["notice_minutes"]
    yield from _change(who, "outings", "notice_minutes", _way(notice[1] < notice[0], notice[1] > notice[0]), *notice)
    hours = minutes_of(before["slots"]), minutes_of(after["slots"])
    way = _way(freer=bool(hours[1] - hours[0]), stricter=bool(hours[0] - hours[1]))
    yield from _change(who, "outings", "slots", way, before["slots"], after["slots"])
    asked = [terms.get("purposes", PURPOSES) for terms in (before, after)]
    yield from _sets(who, "outings", "purposes", *asked, more=FREEING)
    ahead = [terms.get("ahead_days", AHEAD_DAYS) for terms in (before, after)]
    yield from _change(who, "outings", "ahead_days", _way(ahead[1] > ahead[0], ahead[1] < ahead[0]), *ahead)


def _orders(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """More kinds, longer ones, and a later alarm restrict."""
    who = PEOPLE[:1]
    yield from _sets(who, "orders", "kinds", old["kinds"], new["kinds"], more=RESTRICTING)
    both = sorted(set(old["kinds"]) & set(new["kinds"]))
    longest = [{kind: one.get("longest_days", {}).get(kind, LONGEST_DAYS) for kind in both} for one in (old, new)]
    longer = [longest[1][kind] - longest[0][kind] for kind in both]
    way = _way(freer=any(days < 0 for days in longer), stricter=any(days > 0 for days in longer))
    yield from _change(who, "orders", "longest_days", way, *longest)
    alarm = [one.get("alarm_over", ALARM_OVER) for one in (old, new)]
    if both:
        yield from _change(who, "orders", "alarm_over", _way(alarm[1] < alarm[0], alarm[1] > alarm[0]), *alarm)


def _arrivals(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """More days of observation restrict, and so does one that binds where it was only asked for."""
    who = PEOPLE[:1]
    days = [one.get("observe_days", 0) for one in (old, new)]
    yield from _change(who, "arrivals", "observe_days", _way(days[1] < days[0], days[1] > days[0]), *days)
    kinds = [one.get("order", "") if one.get("observe_days", 0) else None for one in (old, new)]
    if (kinds[0] or kinds[1]) and kinds[0] != kinds[1]:
        yield from _change(
            who, "arrivals", "order", _way(not kinds[1], not kinds[0]) if not all(kinds) else MIXED, *kinds
        )
    calls = [one.get("call_everyone", False) and bool(one.get("observe_days", 0)) for one in (old, new)]
    yield from _change(who, "arrivals", "call_everyone", _way(calls[1] < calls[0], calls[1] > calls[0]), *calls)


def _sets(
    who: tuple[str, ...], where: str, what: str, old: Sequence[str], new: Sequence[str], *, more: str
) -> Iterator[Change]:
    added, gone = bool(set(new) - set(old)), bool(set(old) - set(new))
    way = _way(added, gone) if more == FREEING else _way(gone, added)
    yield from _change(who, where, what, way, sorted(old), sorted(new))


def _end(old: Terms, new: Terms) -> Iterator[Change]:
    """Restrictions that last longer restrict; where nothing is asked, the end does not matter."""
    if all(_differences(FREE, terms) for terms in (old, new)):
        way = _fewer_is_stricter(old.lapses_at, new.lapses_at)  # a later end is like a larger number: turned round
        way = {FREEING: RESTRICTING, RESTRICTING: FREEING}.get(way, way)
        yield from _change(PEOPLE, "end", "lapses_at", way, old.lapses_at, new.lapses_at)
