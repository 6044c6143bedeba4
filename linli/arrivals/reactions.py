"""What this app does when others announce something (`config/wiring.py`)."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from linli.arrivals import leave, matters, rules
from linli.arrivals.models import Arrival, Step, Traveller
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.gates.models import Crossing, Pass
from linli.orders.models import Order
from linli.registry.models import Resident

REACH = timedelta(days=3)  # how late an upload may still move a thread
EARLY = timedelta(days=1)  # how long before they are expected an entry may be their return


def move_on_for_crossings(happening: Any) -> None:
    """A gate has sent what happened: whoever of the expected came in is here, whichever gate it was and however late.

    The guard began with the traveller, or let in the resident whom we know them to be, or a pass of the thread.
    """
    community, at = happening.subject.community_id, happening.at
    entries = sorted((one for one in happening.subject.sent if one.direction == "entry"), key=lambda one: one.at)
    if not entries:
        return
    rows = Traveller._base_manager.filter(community_id=community, left_at=None, arrival__crossing=None)
    rows = rows.filter(arrival__status__in=(*rules.COMING, "met", "home"))
    waiting = list(rows.select_related("arrival__community", "resident"))
    if not waiting:  # as at most uploads
        return
    known = _by_what_they_show(waiting, community)
    for crossing in entries:
        shown, traveller = next(((key[0], known[key]) for key in _shown(crossing) if key in known), ("", None))
        if traveller is None or not at - REACH < crossing.at >= traveller.arrival.created_at:
            continue
        if shown != "resident" or _returns(traveller, crossing):
            _came(traveller.arrival, traveller, crossing, at)


def _by_what_they_show(waiting: list[Traveller], community: Any) -> dict[Any, Traveller]:
    """By the row that the guard tapped, by who they are in the register, by a pass made out for their thread."""
    known: dict[Any, Traveller] = {}
    for one in waiting:
        known |= {("expected", one.pk): one} | ({("resident", one.resident_id): one} if one.resident_id else {})
    threads = {one.arrival_id: one for one in waiting}
    rows = Pass._base_manager.filter(community_id=community, batch__in=threads).values_list("pk", "batch")
    return known | {("pass", key): threads[batch] for key, batch in rows if batch}


def _shown(crossing: Crossing) -> list[tuple[str, Any]]:
    return [("expected", crossing.expected_id), ("resident", crossing.resident_id), ("pass", crossing.pass_id)]


def _returns(traveller: Traveller, crossing: Crossing) -> bool:
    """Whether the entry of somebody whom the register knows is their return.

    Who is announced for next week may not have left yet, and comes home from the shop today.
    """
    arrival, resident = traveller.arrival, traveller.resident
    if arrival.status not in ("announced", "contacted", "verified") or resident is None or not resident.here:
        return True
    return arrival.expected_at is not None and crossing.at >= arrival.expected_at - EARLY


def _came(arrival: Any, traveller: Traveller, crossing: Crossing, at: Any) -> None:
    moment = min(crossing.at, at)
    arrival.refresh_from_db(fields=["status", "crossing"])
    if crossing.went and arrival.crossing is None:
        if arrival.coming:
            with suppress(Refused):  # a worker meets them at this very moment: that holds
                arrival.meet(by=None, at=moment, crossing=crossing.id)
        elif crossing.at <= arrival.since:  # met already; the gate has sent its record only now
            Arrival._base_manager.filter(pk=arrival.pk, community_id=arrival.community_id).update(crossing=crossing.id)
            arrival.crossing = crossing.id
    told = Step._base_manager.filter(community_id=arrival.community_id, traveller=traveller, what="fever", at=moment)
    if "hand_over" in (crossing.gate_outcome, crossing.server_outcome) and not told.exists():
        arrival.note_fever(by=None, at=moment, traveller=traveller)  # the gate's own matter is open already


def follow_order(happening: Any) -> None:
    """A restriction began, ended, or was taken back: the thread of whoever it is about knows."""
    order = happening.subject
    if not isinstance(order, Order):
        return
    about = [order.pk, *([order.continues_id] if order.continues_id else [])]
    rows = Traveller._base_manager.filter(community_id=order.community_id, order__in=about, left_at=None)
    for one in rows.select_related("arrival__community", "order"):
        if happening.event == "order.confirmed":
            _begin(one, order, happening)
        elif one.order_id == order.pk:
            _after(one, happening)


def _begin(traveller: Traveller, order: Order, happening: Any) -> None:
    if traveller.order_id != order.pk:  # the one that continues it
        traveller.order = order
        traveller.save(update_fields=["order"])
    with suppress(Refused):
        traveller.arrival.begin(by=happening.by, at=happening.at)


def _after(traveller: Traveller, happening: Any) -> None:
    """Ended, or never began: then somebody proposes it again, or the thread is released."""
    arrival = traveller.arrival
    if arrival.open and happening.codes.get("why") != "continued":
        matters.follow(arrival, by=happening.by, at=happening.at)


def hear_call(happening: Any) -> None:
    """A call was made out of today's list: where reaching them is all that was asked for, the thread goes on."""
    matter = happening.subject
    if not isinstance(matter, FollowUp) or matter.kind != FollowUp.Kind.ARRIVAL:
        return
    found = Arrival._base_manager.filter(community_id=matter.community_id, pk=matter.subject.split(":")[1]).first()
    if found is None or not found.open or matter.status == FollowUp.Status.DONE:
        return
    outcome, by, at = happening.codes.get("outcome"), happening.by, happening.at
    with suppress(Refused):  # somebody has moved it on at this very moment: the call is noted all the same
        if outcome == "not_reached":
            found.miss(by=by, at=at)
        elif outcome == "reached" and found.status == "announced":
            found.contact(by=by, at=at)
        elif outcome == "reached" and found.status == "observed":
            found.note_contact(by=by, at=at)


def move_worker(happening: Any) -> None:
    """A matter was handed over: the thread goes to the same worker, unless it is only the night's or the lead's."""
    matter = happening.subject
    if not isinstance(matter, FollowUp) or matter.kind != FollowUp.Kind.ARRIVAL:
        return
    key = matter.subject.split(":")[1]
    found = Arrival._base_manager.filter(community_id=matter.community_id, pk=key).first()
    if found is None or not found.open or found.worker_id == matter.owner_id:
        return
    due = found.next(happening.at)
    if due is not None and due.who != "worker" and matters.owner_of(found, due, happening.at).pk == matter.owner_id:
        return
    found.give(matter.owner, happening.by, happening.at)


def take_off(happening: Any) -> None:
    """Somebody moved away or died: they are on no thread any more, and nobody calls for them."""
    resident = happening.subject
    if not isinstance(resident, Resident):
        return
    rows = Traveller._base_manager.filter(community_id=resident.community_id, resident=resident, left_at=None)
    for one in rows.select_related("arrival__community"):
        if one.arrival.open:
            one.leave(by=happening.by, at=happening.at)


def let_in(happening: Any) -> None:
    """A meeting was agreed, or who comes along changed: gates may let them in."""
    arrival = happening.subject
    if isinstance(arrival, Arrival) and arrival.status == Arrival.Status.PLANNED:
        leave.let_in(arrival, by=happening.by, at=happening.at)


def end_leave(happening: Any) -> None:
    """They are home, or do not come: what was granted for the way ends. Of two joined threads, the second's."""
    subject, key = happening.subject, happening.codes.get("other")
    arrival = Arrival._base_manager.filter(pk=key).first() if key else subject
    if isinstance(arrival, Arrival):
        leave.end(arrival, by=happening.by, at=happening.at)
