"""The one open matter of a thread: what its worker must do next stands in today's list, and follows every step."""

from datetime import datetime, timedelta
from typing import Any

from linli.accounts.models import User
from linli.arrivals import known, rules
from linli.core.clock import moment_of
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.followups.owners import duty_lead

KIND = FollowUp.Kind.ARRIVAL
A = FollowUp.Act
# step -> what a person does; steps that end in a number are one for each call
ACTS: dict[str, str] = {
    "call": A.CALL, "verify": A.VERIFY, "plan": A.CALL, "meet": A.MEET, "where": A.CALL, "bring_in": A.MEET,
    "tell": A.CALL, "observe": A.DECIDE, "check": A.CALL, "release": A.DELIVER,
}  # fmt: skip
CALLS = ("call", "verify", "plan", "where", "tell", "check")
HURRY = timedelta(hours=2)


def subject(arrival: Any, step: str) -> str:
    """``arrival:id:step``; each check-in call is a matter of its own."""
    number = str(arrival.checks + 1) if step == "check" else ""
    return f"arrival:{arrival.pk}:{step}{number}"


def open_matters(arrival: Any) -> Any:
    rows = FollowUp._base_manager.filter(community_id=arrival.community_id, kind=KIND)
    return rows.filter(subject__startswith=f"arrival:{arrival.pk}:").exclude(status=FollowUp.Status.DONE)


def follow(arrival: Any, *, by: Any, at: datetime, owner: User | None = None) -> None:
    """Close what was done, open what is next, note when time alone may change it. ``owner``: chosen by somebody."""
    held, now = arrival.policy_at(at), int(at.timestamp())
    terms, thread = held.terms, arrival.thread(at, held)
    due = rules.next_step(thread, terms, now)
    look = rules.look_again(thread, terms, now) if due is None or arrival.open else None
    arrival.look_at = moment_of(look) if look is not None else None
    arrival.save(update_fields=["look_at"])
    wanted = subject(arrival, due.step) if due else ""
    for row in open_matters(arrival).exclude(subject=wanted):
        row.close(by=by if isinstance(by, User) else None, at=at)
    if due is not None:
        _open(arrival, due, wanted, owner, by, at)


def owner_of(arrival: Any, due: rules.Next, at: datetime) -> User:
    """The named worker; the grid's lead after calls that nobody answered; whoever leads the duty at night."""
    if due.who == "lead":
        return known.lead_of(arrival.community_id, arrival.grid_id, at, arrival.worker)
    if due.who == "duty":
        return duty_lead(arrival.community_id, moment_of(due.due))
    worker: User = arrival.worker
    return worker


def _open(arrival: Any, due: rules.Next, wanted: str, chosen: User | None, by: Any, at: datetime) -> None:
    soon = FollowUp.Urgency.SOON if moment_of(due.due) - at <= HURRY else FollowUp.Urgency.LATER
    urgency = FollowUp.Urgency.NOW if due.urgent else soon
    known_row = open_matters(arrival).filter(subject=wanted).first()
    owner = chosen or owner_of(arrival, due, at)
    row = known_row or _opened(arrival, due, wanted, owner, urgency, by, at)
    FollowUp._base_manager.filter(pk=row.pk, community_id=arrival.community_id).update(
        due_at=moment_of(due.due), urgency=urgency
    )
    # whom somebody gave it to keeps it, unless the thread was given away or the lead's turn has come
    moves = known_row is None or chosen is not None or (due.who == "lead" and row.owner_id == arrival.worker_id)
    if moves and row.owner_id != owner.pk:
        _hand_over(row, owner, by, at)


def _opened(arrival: Any, due: rules.Next, wanted: str, owner: User, urgency: int, by: Any, at: datetime) -> FollowUp:
    row = FollowUp.open(
        arrival.community_id,
        KIND,
        wanted,
        owner=owner,
        due_at=moment_of(due.due),
        act=ACTS[due.step],
        urgency=urgency,
        grid=arrival.grid_id,
        resident=_first(arrival),
        by=by,
        at=at,
        arrival=str(arrival.pk),
        step=due.step,
        household=str(arrival.household_id or ""),
    )
    if row.status == FollowUp.Status.DONE:  # the step is open again: agreed anew, proposed anew
        row.reopen(at=at)
    return row


def _hand_over(row: FollowUp, owner: User, by: Any, at: datetime) -> None:
    try:
        row.hand_over(to=owner, by=by if isinstance(by, User) else None, at=at)
    except Refused:  # done or handed over at this very moment: that holds
        return


def _first(arrival: Any) -> Any:
    """The eldest of them who is in the register: whose page the matter can show."""
    return next((one.resident_id for one in arrival.present if one.resident_id), None)
