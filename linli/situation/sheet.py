"""The rules of one phase on one page, for whoever reads it: an official, or a resident of one building."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from linli.situation import tables, words
from linli.situation.rules import LONGEST_DAYS, OUTSIDERS, PEOPLE

OUTINGS = (
    "per_household_per_day",
    "longest_minutes",
    "notice_minutes",
    "ahead_days",
    "slots",
    "let_through",
    "approved_by_itself",
    "purposes",
)
ARRIVALS = ("contact_hours", "quiet", "observe_days", "order", "call_everyone", "under14_guardian")


@dataclass(frozen=True)
class Way:
    """The steps of one kind of people in one direction."""

    title: str
    steps: list[words.StepWords]
    clock: str


@dataclass(frozen=True)
class Sheet:
    title: str
    summary: str
    basis: list[dict[str, Any]]
    ways: list[Way]
    others: list[tuple[str, list[Way]]]
    outings: list[str]
    orders: str
    activity: str
    arrivals: list[str]
    shops: list[str]


def sheet(body: Mapping[str, Any], building: str | None = None) -> Sheet:
    """``building``: the reader's own, if the reader is a resident."""
    gate = body["gate"]
    others = [kind for kind in PEOPLE if kind in gate.get("others", {})]
    return Sheet(
        title=words.told(body["title"]),
        summary=words.told(body["summary"]),
        basis=[_basis(one) for one in body["basis"]],
        ways=_ways(gate, _clock_of(PEOPLE[0], gate), building),
        others=[(str(tables.WHO[kind]), _ways(gate["others"][kind], _clock_of(kind, gate), None)) for kind in others],
        outings=_outings(body),
        orders=_orders(body["orders"]),
        activity=str(tables.ACTIVITY[body["activity"]]) if "activity" in body else "",
        arrivals=_arrivals(body.get("arrivals", {})),
        shops=_shops(body["shops"]) if "shops" in body else [],
    )


def _basis(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"day": date.fromisoformat(one["date"]), "title": words.told(one["title"]), "source": one["source"]}


def _clock_of(kind: str, gate: Mapping[str, Any]) -> int:
    """Minutes; nobody waits for somebody from outside to come back."""
    minutes: int = gate["settings"].get("exit_minutes", 0)
    return 0 if kind in OUTSIDERS else minutes


def _ways(section: Mapping[str, Any], minutes: int, building: str | None) -> list[Way]:
    clock = _("Back within %(time)s, unless the permit says otherwise.") % {"time": words.length(minutes)}
    return [
        Way(_("Going out"), [words.step(one, building) for one in section["exit"]], clock if minutes else ""),
        Way(_("Coming in"), [words.step(one, building) for one in section["entry"]], ""),
    ]


def _orders(orders: Mapping[str, Any]) -> str:
    return words.order_days({kind: orders.get("longest_days", {}).get(kind, LONGEST_DAYS) for kind in orders["kinds"]})


def _arrivals(section: Mapping[str, Any]) -> list[str]:
    """How people who return are met; how they are observed only where they are."""
    shown = ARRIVALS if section.get("observe_days") else ARRIVALS[:3]
    lines = [words.arrival(name, section[name]) for name in shown if name in section]
    return [line for line in lines if line]


def _shops(section: Mapping[str, Any]) -> list[str]:
    """Which shops may open, and what is asked of them before."""
    kinds = section.get("kinds")
    lines = (
        [_("Of the shops only these may open: %(kinds)s") % {"kinds": words.listed(map(tables.SHOPS.get, kinds))}]
        if kinds
        else []
    )
    if section["needs"]:
        needs = words.listed(map(tables.LOOKS.get, section["needs"]))
        lines.append(_("Before a shop opens: %(needs)s") % {"needs": needs})
    return lines


def _outings(body: Mapping[str, Any]) -> list[str]:
    """Nothing where the gate asks for no reason: then there is nothing to ask for either."""
    if not any(step["check"] == "reason_open" for step in body["gate"]["exit"]):
        return []
    return outings(body["outings"])


def outings(section: Mapping[str, Any]) -> list[str]:
    """The rules for approved outings, each as a sentence."""
    return [words.outing(name, section[name]) for name in OUTINGS if name in section]
