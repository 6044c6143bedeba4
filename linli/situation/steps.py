"""When passing one step of a check means passing another: the settings side by side. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

DAY = 1440  # minutes
Step = Mapping[str, Any]


def implies(one: Step, other: Step) -> bool:
    """Whoever passes ``one`` or is spared it passes ``other`` (the same check) or is spared that."""
    return (
        _within(one.get("except", ()), other.get("except", ()))
        and _within(one.get("except_permits", ()), other.get("except_permits", ()))
        and _within(one.get("except_passes", ()), other.get("except_passes", ()))
        and IMPLIES[one["check"]](one, other)
    )


def _within(small: Sequence[str], large: Sequence[str]) -> bool:
    return set(small) <= set(large)


def _always(one: Step, other: Step) -> bool:
    return True


def _pass_valid(one: Step, other: Step) -> bool:
    return bool(other.get("roster")) or not one.get("roster")


def _reason_open(one: Step, other: Step) -> bool:
    return _within(one["kinds"], other["kinds"]) and _within(one.get("purposes", ()), other.get("purposes", ()))


def _health_code(one: Step, other: Step) -> bool:
    return _within(one["accept"], other["accept"]) and (bool(other.get("certificate")) or not one.get("certificate"))


def _temperature(one: Step, other: Step) -> bool:
    highest = [min(step["most"], step["below"] - 1) for step in (one, other)]
    return bool(other["least"] <= one["least"] and highest[0] <= highest[1])


def _household_exits(one: Step, other: Step) -> bool:
    return bool(one["per_day"] <= other["per_day"])


def _household_out(one: Step, other: Step) -> bool:
    return bool(one["at_once"] <= other["at_once"])


def _time_slot(one: Step, other: Step) -> bool:
    return minutes_of(one["slots"]) <= minutes_of(other["slots"])


def _building_batch(one: Step, other: Step) -> bool:
    wide = turns_of(other)
    return all(times <= wide.get(building, set()) for building, times in turns_of(one).items())


def _no_order(one: Step, other: Step) -> bool:
    return _within(other["kinds"], one["kinds"])


IMPLIES: dict[str, Callable[[Step, Step], bool]] = {
    "pass_valid": _pass_valid,
    "resident_here": _always,
    "reason_open": _reason_open,
    "health_code": _health_code,
    "temperature": _temperature,
    "mask_seen": _always,
    "identity_compared": _always,
    "credential_seen": _always,
    "host_agreed": _always,
    "stays_outside": _always,
    "household_exits": _household_exits,
    "household_out": _household_out,
    "time_slot": _time_slot,
    "building_batch": _building_batch,
    "no_order": _no_order,
}


def minutes_of(slots: Sequence[Sequence[int]]) -> set[int]:
    """The minutes of a day that lie in ``slots`` ([from, to), across midnight where to < from)."""
    found: set[int] = set()
    for start, end in slots:
        found |= set(range(start, end)) if start <= end else {*range(start, DAY), *range(end)}
    return found & set(range(DAY))


def turns_of(step: Step) -> dict[str, set[int]]:
    """building -> the minutes of a week (Monday 0:00 is 0) that are its turn."""
    turns: dict[str, set[int]] = {}
    for batch in step["batches"]:
        minutes = minutes_of(batch["slots"])
        week = {(day - 1) * DAY + minute for day in batch["days"] for minute in minutes}
        for building in batch["buildings"]:
            turns.setdefault(building, set()).update(week)
    return turns
