"""The matters of an errand: for whoever must do something now, for a call, for money or a card that stayed."""

from datetime import datetime, timedelta
from typing import Any

from linli.accounts.models import User
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.followups.owners import owner_for

K, A = FollowUp.Kind, FollowUp.Act
RING = timedelta(minutes=20)
TIDY = timedelta(hours=4)


def matter_of(errand: Any) -> FollowUp | None:
    rows = FollowUp._base_manager.filter(community_id=errand.community_id, kind=K.ERRAND, subject=errand.subject)
    return rows.exclude(status=FollowUp.Status.DONE).first()


def open_for(errand: Any, *, owner: User | None, urgency: int | None, by: Any, at: datetime) -> FollowUp:
    """It stands in its coordinator's list at once; the words are said by ``to_say``, to whom may read them."""
    return FollowUp.open(
        errand.community_id,
        K.ERRAND,
        errand.subject,
        owner=owner,
        urgency=urgency,
        # what others ordered for somebody is no sign of life of them
        resident=errand.resident_id if errand.source not in ("round", "care") else None,
        grid=errand.grid_id,
        due_at=errand.due_at,
        by=by,
        at=at,
        household=str(errand.household_id),
    )


def hand_to(errand: Any, user: User, *, by: Any, at: datetime) -> None:
    """Whoever was asked, or runs, has it in their list."""
    matter = matter_of(errand)
    if matter is not None and matter.owner_id != user.pk:
        _hand(matter, user, by, at)


def back(errand: Any, *, by: Any, at: datetime) -> None:
    """In the pool again: it is the grid worker's (or whoever stands in) until somebody takes it."""
    matter = matter_of(errand)
    if matter is not None:
        owner = matter.next_owner(at) or owner_for(errand.community_id, at, errand.grid_id)
        if matter.owner_id != owner.pk:
            _hand(matter, owner, by, at)


def _hand(matter: FollowUp, to: User, by: Any, at: datetime) -> None:
    try:
        matter.hand_over(to=to, by=by if isinstance(by, User) else None, at=at)
    except Refused:  # closed or handed over at this very moment: that holds
        return


def settle(errand: Any, *, by: Any, at: datetime) -> None:
    """Delivered or cancelled: nobody has to do anything any more."""
    FollowUp.settle(errand.community_id, K.ERRAND, errand.subject, by=by, at=at)
    if errand.status == "cancelled":
        settle_call(errand, by=by, at=at)


def ask_to_ring(errand: Any, *, by: Any, at: datetime) -> None:
    """Somebody without a smartphone is rung; a call not made yet says the latest."""
    made = _call(errand, "call", errand.asker or errand.resident, at + RING, by, at)
    if made.status == FollowUp.Status.DONE:
        made.reopen(at=at)
        made.due_at = at + RING
        made.save(update_fields=["due_at"])


def settle_call(errand: Any, *, by: Any, at: datetime) -> None:
    FollowUp.settle(errand.community_id, K.CALL, f"{errand.subject}:call", by=by, at=at)


def ask_what_is_wrong(errand: Any, *, by: Any, at: datetime) -> None:
    made = _call(errand, "wrong", errand.resident, at + RING, by, at)
    made.ask_again(at=at)


def ask_for_what_stayed(errand: Any, runner: User, *, by: Any, at: datetime) -> None:
    """Money or a card of the household is still with ``runner``: the coordinator sees to it."""
    from linli.errands.models.cash import held

    purse = held(errand.cash.filter(runner=runner))
    if purse or errand.bags.filter(holder=runner, status="given").exists():
        made = _call(errand, f"stayed:{runner.pk}", None, at + TIDY, by, at, runner=str(runner.pk))
        made.ask_again(at=at)


def _call(errand: Any, what: str, resident: Any, due_at: datetime, by: Any, at: datetime, **codes: Any) -> FollowUp:
    return FollowUp.open(
        errand.community_id,
        K.CALL,
        f"{errand.subject}:{what}",
        owner=owner_for(errand.community_id, at, errand.grid_id),
        act=A.CALL,
        resident=getattr(resident, "pk", None),
        grid=errand.grid_id,
        due_at=due_at,
        by=by,
        at=at,
        **{"household": str(errand.household_id), **codes},
    )
