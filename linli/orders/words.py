"""A restriction as sentences for the person under it and for the office, in the language of the moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.accounts.models import Role
from linli.orders.models import Evidence, Order
from linli.orders.policy import OrderRules
from linli.situation.policy import policy_at
from linli.situation.words import names, told

HOUR, DAY = 60, 1440


@dataclass(frozen=True)
class Gate:
    """What a kind of order means at the gate: ``refused`` going out, but for ``spared`` ("" : for nothing)."""

    refused: bool
    spared: str


def kind(code: str) -> str:
    return names([code])


def evidence(order: Order) -> str:
    return str(Evidence(order.evidence).label) if order.evidence in Evidence.values else ""


def at_gate(code: str, rules: OrderRules | None) -> Gate:
    """From the steps of the rules in force that ask about orders of this kind."""
    steps = [one for one in rules.gate["exit"] if _asks(one, code)] if rules else []
    spared = [reason for one in steps for reason in (*one.get("except", ()), *one.get("except_permits", ()))]
    return Gate(bool(steps), names(dict.fromkeys(spared)))


def _asks(step: Mapping[str, Any], code: str) -> bool:
    return step["check"] == "no_order" and code in step["kinds"]


def gate_sentences(code: str, rules: OrderRules | None) -> list[str]:
    """What happens at the gate; life first."""
    found = at_gate(code, rules)
    said = [_("Going out is not possible until the end.") if found.refused else _("The gate does not check this.")]
    if found.spared:
        said.append(_("You are let out all the same for: %(reasons)s. Tell the guard.") % {"reasons": found.spared})
    said.append(_("Coming home is always possible. In an emergency everybody goes through at once."))
    return said


def meanwhile() -> list[str]:
    """What one can do while it lasts."""
    return [
        _("Food, medicine, rubbish: tell your grid worker what you need, it is brought to and fetched from your door."),
        _("If you feel ill or have to see a doctor, call: medical trips stay possible at any hour."),
    ]


def left(order: Order, at: datetime) -> str:
    """How long it can still last, in the one unit that says enough."""
    minutes = max(0, int((order.ends_at - at).total_seconds()) // 60)
    if minutes >= 2 * DAY:
        return ngettext("%(n)s more day", "%(n)s more days", minutes // DAY) % {"n": minutes // DAY}
    if minutes >= HOUR:
        return ngettext("%(n)s more hour", "%(n)s more hours", minutes // HOUR) % {"n": minutes // HOUR}
    return ngettext("%(n)s more minute", "%(n)s more minutes", minutes) % {"n": minutes}


def post(user: Any, community: Any) -> str:
    """Who decided, by their post: a resident is owed that, not a name."""
    roles = Role._base_manager.filter(community_id=community, user=user).order_by("starts_at") if user else []
    return str(next((role.get_kind_display() for role in roles), _("the community office")))


@dataclass(frozen=True)
class Basis:
    """The rules that an order rests on: the phase in words, its version, its legal basis."""

    title: str
    version: str
    law: list[str]


def basis(order: Order) -> Basis:
    rules = policy_at(order.community_id, order.policy)
    if rules is None:
        return Basis("", order.policy, [])
    law = [f"{told(one['title'])} · {date.fromisoformat(one['date'])}" for one in rules.basis]
    return Basis(told(rules.title), order.policy, law)
