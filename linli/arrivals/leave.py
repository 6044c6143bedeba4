"""What lets people through the gate who come home: granted when a meeting is agreed, ended when they are here.

Gates ask only whether a permit is open, or a pass good. Whoever is in the register gets a permit; for anybody else a
pass is made out in the name of the home, as for a visitor. All passes of a thread bear its id as their batch.
"""

from datetime import datetime, timedelta
from typing import Any

from linli.arrivals.known import resident_named
from linli.arrivals.models import Arrival, Traveller
from linli.core.refusals import Refused
from linli.gates.models import Holder, Pass, Permit
from linli.journal.verbs import verb
from linli.registry.models import Resident

KIND = "arrival"
LATE = timedelta(days=2)  # a missed train, a night on the way


@verb
def let_in(arrival: Arrival, *, by: Any, at: datetime) -> None:
    """Whoever is on the thread may come in, from now on: people come earlier than they said."""
    end(arrival, by=by, at=at)
    ends = max(one for one in (arrival.meet_at, arrival.expected_at, at) if one) + LATE
    for one in arrival.present:
        resident = _known(one)
        if resident is not None:
            Permit.grant(resident, kind=KIND, starts_at=at, ends_at=ends, by=by, at=at)
        else:
            Pass.issue(
                kind=Pass.Kind.VISITOR,
                household=arrival.household,
                community=arrival.community,
                holder=Holder(name=one.name),
                expires_at=ends,
                batch=arrival.pk,
                by=by,
                at=at,
            )


@verb
def end(arrival: Arrival, *, by: Any, at: datetime) -> None:
    """They are here, or do not come: what was granted for the way ends."""
    for one in passes(arrival, at):
        _taken_back(one.void, by, at)
    people = arrival.travellers.exclude(resident=None).values("resident")
    held = Permit._base_manager.filter(community_id=arrival.community_id, resident__in=people, kind=KIND)
    for permit in held.filter(revocation=None, ends_at__gt=at):
        _taken_back(permit.revoke, by, at)


def _taken_back(verb_: Any, by: Any, at: datetime) -> None:
    try:
        verb_(by=by, reason="arrived", at=at)
    except Refused:  # somebody took it back at this very moment
        return


def passes(arrival: Arrival, at: datetime) -> Any:
    """The open passes that were made out for the thread."""
    rows = Pass._base_manager.filter(Pass.open_at(at), community_id=arrival.community_id, batch=arrival.pk)
    return rows.select_related("holder").order_by("pk")


def _known(traveller: Traveller) -> Resident | None:
    """Who of the register they are: as said, or of that name in the home to which they come."""
    home = traveller.arrival.household_id
    if traveller.resident_id is None and home is not None:
        traveller.resident = resident_named(traveller.community_id, home, traveller.name)
        if traveller.resident is not None:
            traveller.save(update_fields=["resident"])
    return traveller.resident
