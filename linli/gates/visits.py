"""A household announces who comes to see them: a visitor pass for a day, which spares the guard the phone call."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet

from linli.core.refusals import Refused
from linli.gates.inforce import rules_at
from linli.gates.issuing import lifetime
from linli.gates.known import epoch
from linli.gates.models import Crossing, Holder, Pass, counted
from linli.gates.models.holders import EARLY
from linli.journal.verbs import verb
from linli.registry.models import Household, Resident

AHEAD = timedelta(days=7)
MOST_OPEN = 5
SHOWN = 30  # on a gate's list
SALT = "gates.visit"
OPEN, CLOSED, FREE = "open", "closed", "free"


def visits(gate: Mapping[str, Any]) -> str:
    """Whether a household may announce a visit: open; closed; or free, because nobody asks visitors for anything."""
    steps = gate.get("others", {}).get("visitor", gate)["entry"]
    if any(step["check"] == "host_agreed" for step in steps):
        return OPEN
    return CLOSED if any(step["check"] in ("pass_valid", "reason_open", "stays_outside") for step in steps) else FREE


@verb
def announce(host: Resident, *, name: str, people: int, begins: datetime, by: Any, at: datetime) -> Pass:
    """A visitor pass for ``host``'s household; saying the same twice is saying it once.

    Refused: gates.visits_closed, gates.visits_not_needed, gates.visit_too_far, gates.too_many_visits, and as
    Pass.issue says.
    """
    community = host.community
    way = visits(rules_at(community, at).gate)
    if way != OPEN:
        raise Refused("gates.visits_closed" if way == CLOSED else "gates.visits_not_needed")
    if not at - EARLY <= begins <= at + AHEAD:
        raise Refused("gates.visit_too_far")
    # Two phones of a household, or two taps, follow one another.
    Household.objects.select_for_update(no_key=True).get(pk=host.household_id)
    held = list(announced(host, at))
    for one in held:
        if (one.holder.name, one.holder.people, one.holder.starts_at) == (name, people, begins - EARLY):
            return one
    if len(held) >= MOST_OPEN:
        raise Refused("gates.too_many_visits", most=MOST_OPEN)
    return Pass.issue(
        kind=Pass.Kind.VISITOR,
        household=host.household,
        holder=Holder(name=name, people=people, starts_at=begins - EARLY, announced=True),
        expires_at=lifetime(community, Pass.Kind.VISITOR, begins),
        by=by,
        at=at,
    )


def announced(host: Resident, at: datetime) -> QuerySet[Pass]:
    """The open passes that this household has announced, the next first."""
    rows = Pass.objects.filter(Pass.open_at(at), household=host.household_id, holder__announced=True)
    return rows.select_related("holder", "community").order_by("holder__starts_at", "pk")


def expected(at: datetime) -> list[dict[str, Any]]:
    """Announced visits that have begun or will within half an hour and have not come in yet, the latest first, as
    gates list them: whoever never comes stays open for hours and must not hide the next. In the community's scope."""
    rows = Pass.objects.filter(Pass.open_at(at), Q(holder__starts_at__lte=at + EARLY), holder__announced=True)
    came_in = counted(Crossing.objects.filter(pass_id=OuterRef("pk"), direction="entry"))
    rows = rows.filter(~Exists(came_in)).select_related("holder", "household__flat")
    rows = rows.order_by("-holder__starts_at", "-pk")[:SHOWN]
    return [
        {
            "pass": row.public_id,
            "name": row.holder.masked,
            "room": row.household.flat.key if row.household else "",
            "at": epoch(row.holder.visits_at),
            "note": "",
        }
        for row in rows
    ]


def token(one: Pass) -> str:
    """What stands in the visitor's link: the pass's id, signed; who guesses ids opens nothing."""
    return signing.dumps(one.public_id, salt=SALT)


def by_token(text: str) -> str | None:
    """The public id in a visitor's link; None if it is not ours."""
    try:
        found: str = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return found
