"""From a crossing and what the server knows to the flat facts that the rules judge.

What the guard measured or saw comes from the gate; all else is the server's own knowledge. What nobody knows is
absent: nothing has a default (`protocol/gate/facts.schema.json`).
"""

import re
import uuid
from dataclasses import dataclass
from typing import Any

from linli.gates import ledger
from linli.gates.known import Home, Known, Person, epoch
from linli.gates.models import Pass, Permit
from linli.gates.models.holders import holder_of
from linli.gates.models.passes import from_public_id
from linli.gates.reading import CrossingIn
from linli.gates.rules_checks import DAY, OUTSIDERS, PASS_STATES

WORK = "work"
FOREVER = 4_102_444_800  # 2100-01-01
LAST = ("~", 0)  # after every lane: whoever is checked now comes after all that has happened
# What only the gate can know, and of what type; a value of another type says nothing.
SEEN: dict[str, type] = {
    "health_colour": str,
    "health_certificate": str,
    "temperature": int,
    "mask": bool,
    "identity": bool,
    "host": bool,
    "credential": bool,
    "purpose": str,
}
# A purpose is a word of the policy; what a visitor told in their own words is personal and never a fact.
WORD = re.compile(r"[a-z_]{1,30}")
OTHER = "other"

Facts = dict[str, Any]


@dataclass(frozen=True)
class Subject:
    """Whom a crossing is about, as far as this community knows."""

    resident: Person | None
    household: Home | None
    ticket: Pass | None
    ticket_id: uuid.UUID | None


def subject_of(crossing: CrossingIn, known: Known) -> Subject:
    """Ids that belong to another community, or to nobody, are as if they were not there."""
    ticket_id = from_public_id(crossing.pass_) if crossing.pass_ else None
    ticket = known.passes.get(ticket_id) if ticket_id else None
    resident = known.residents.get(uuid.UUID(crossing.resident)) if crossing.resident else None
    if resident is None and ticket is not None and ticket.resident_id:
        resident = known.residents.get(ticket.resident_id)
    home: Any = uuid.UUID(crossing.household) if crossing.household else None
    if resident is not None:
        home = resident.household_id
    elif ticket is not None:
        # a carer's way home is not an outing of the household that is cared for
        home = None if ticket.kind in OUTSIDERS else ticket.household_id
    return Subject(resident, known.households.get(home), ticket, ticket_id)


def facts_of(
    crossing: CrossingIn, now: int, day: str, offset: int, known: Known, place: tuple[str, int] = LAST
) -> Facts:
    """``now``: the crossing's bounded time (epoch seconds); ``day``: the community's; ``offset``: seconds from UTC.

    ``place``: its lane and sequence, which say what of the same second lay before it. Only what lay before counts, so
    that the verdict is the same whenever the crossing, or another, is told.
    """
    subject, than = subject_of(crossing, known), (now, *place)
    facts: Facts = {"now": now, "offset": offset, "direction": crossing.direction}
    if crossing.emergency:
        facts["emergency"] = True
    facts["person"] = _person(crossing, subject)
    facts |= seen(crossing.facts)
    if crossing.pass_ or crossing.facts.get("pass_state") in PASS_STATES:
        facts |= _pass_facts(crossing, subject, than, known, offset)
    if subject.resident is not None:
        facts |= resident_facts(subject.resident, than, known)
    if subject.household is not None:
        home = subject.household.pk
        steps = ledger.earlier(known.by_household.get(home, []), than)
        facts["building"] = subject.household.building
        facts["household_exits_today"] = ledger.exits_on(steps, home, day)
        facts["household_out"] = ledger.household_out(steps, home, now + 1)
    return facts


def seen(given: dict[str, Any]) -> Facts:
    """What the guard measured or saw, where it has the right type."""
    found = {name: given[name] for name, kind in SEEN.items() if type(given.get(name)) is kind}
    if "purpose" in found and not WORD.fullmatch(found["purpose"]):
        found["purpose"] = OTHER
    return found


def resident_facts(resident: Person, than: tuple[int, str, int], known: Known) -> Facts:
    """Here, confirmed, building, and the permits that stand at that moment."""
    steps = ledger.earlier(known.by_who.get(resident.pk, []), than)
    permits = standing(known.permits.get(resident.pk, []), than[0], steps)
    orders = known.orders.at(resident.pk, than[0]) if known.orders else []
    facts: Facts = {
        "resident_here": resident.here,
        "resident_confirmed": resident.confirmed,
        "permit_kinds": [permit.kind for permit in permits],
        "permit_froms": [epoch(permit.starts_at) for permit in permits],
        "permit_untils": [until(permit) for permit in permits],
        "permit_minutes": [permit.minutes for permit in permits],
        "order_kinds": [kind for kind, _ in orders],
        "order_untils": [end for _, end in orders],
    }
    work = [until(permit) for permit in permits if permit.kind == WORK]
    if work:
        facts["work_until"] = max(work)
    return facts


def standing(permits: list[Permit], now: int, steps: list[ledger.Step]) -> list[Permit]:
    """Not revoked by ``now``, and, if for one exit, not used by any exit since they began."""
    exits = [step.at for step in steps if step.direction == "exit"]
    return [
        permit
        for permit in permits
        if not (hasattr(permit, "revocation") and epoch(permit.revocation.at) <= now)
        and not (permit.once and any(at >= epoch(permit.starts_at) for at in exits))
    ]


def until(permit: Permit) -> int:
    """The end in epoch seconds; a permit without one ends when the rules' own time does, they know no "open"."""
    return epoch(permit.ends_at) or FOREVER


def _person(crossing: CrossingIn, subject: Subject) -> str:
    given = crossing.facts.get("person")
    if subject.resident is not None:
        return "resident"
    if crossing.visitor is not None:
        # registered by hand: the guard says who it is; who claims to live here is unknown until somebody confirms it
        return str(given) if given in (*OUTSIDERS, "unknown") else "visitor"
    if subject.ticket is not None:
        return subject.ticket.kind if subject.ticket.kind in OUTSIDERS else "resident"
    return str(given) if given in OUTSIDERS else "unknown"


def _pass_facts(crossing: CrossingIn, subject: Subject, than: tuple[int, str, int], known: Known, offset: int) -> Facts:
    ticket, now = subject.ticket, than[0]
    claimed = crossing.facts.get("pass_state")
    if ticket is None:
        # the server has never issued it: whatever the gate made of its signature, it is not good
        state = claimed if claimed in PASS_STATES else "forged"
        return {"pass_state": state}
    facts = {"pass_kind": ticket.kind}
    if hasattr(ticket, "revocation") and epoch(ticket.revocation.at) <= now:
        return facts | {"pass_state": "revoked"}
    if now > epoch(ticket.expires_at):
        return facts | {"pass_state": "expired"}
    if now < epoch(ticket.issued_at):
        return facts | {"pass_state": "not_yet"}
    if ticket.once and ledger.used(_past(ticket, than, known), ticket.pk, crossing.direction):
        return facts | {"pass_state": "used"}
    return facts | {"pass_state": _agreed(ticket, crossing.direction, now, offset)}


def _agreed(ticket: Pass, direction: str, now: int, offset: int) -> str:
    """A pass of somebody from outside holds from its start and, on the way in, within its hours."""
    holder = holder_of(ticket)
    if holder is None:
        return "good"
    if now < epoch(holder.starts_at):
        return "not_yet"
    inside = direction == "exit" or holder.open_at((now + offset) % DAY // 60)
    return "good" if inside else "outside_hours"


def _past(ticket: Pass, than: tuple[int, str, int], known: Known) -> list[ledger.Step]:
    return ledger.earlier(known.by_pass.get(ticket.pk, []), than)
