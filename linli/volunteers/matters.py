"""What the office must do about volunteers, as matters of today's list; each ends with what was asked for."""

from datetime import datetime, timedelta
from typing import Any

from linli.accounts.models import User
from linli.followups.models import FollowUp
from linli.followups.owners import owner_for

KIND = FollowUp.Kind.VOLUNTEER
A = FollowUp.Act
ANSWER = timedelta(days=2)


def ask_to_approve(volunteer: Any, *, by: Any, at: datetime) -> None:
    """Somebody offered to help: the office decides, within two days."""
    _open(volunteer.community_id, f"volunteer:{volunteer.pk}", A.DECIDE, at + ANSWER, by, at)


def decided(volunteer: Any, *, by: Any, at: datetime) -> None:
    _settle(volunteer.community_id, f"volunteer:{volunteer.pk}", by, at)


def ask_to_extend(volunteer: Any, *, by: Any, at: datetime) -> None:
    due = max(at, min(volunteer.ends_at, at + ANSWER))
    _open(volunteer.community_id, f"volunteer:{volunteer.pk}:extension", A.DECIDE, due, by, at)


def extended(volunteer: Any, *, by: Any, at: datetime) -> None:
    _settle(volunteer.community_id, f"volunteer:{volunteer.pk}:extension", by, at)


def ask_to_ring(volunteer: Any, shift: Any, *, by: Any, at: datetime) -> None:
    """They have no page of their own: somebody rings and asks whether they will come."""
    due = max(at, min(shift.starts_at, at + timedelta(hours=12)))
    _open(shift.community_id, f"shift:{shift.pk}:{volunteer.pk}", A.CALL, due, by, at, owner=shift.lead)


def rung(volunteer: Any, shift: Any, *, by: Any, at: datetime) -> None:
    _settle(shift.community_id, f"shift:{shift.pk}:{volunteer.pk}", by, at)


def ring_off(volunteer: Any, shift: Any, *, by: Any, at: datetime) -> None:
    """A turn of theirs does not take place, and they have no page that could say so."""
    FollowUp.open(
        shift.community_id,
        FollowUp.Kind.CALL,
        f"volunteer:{volunteer.pk}:{shift.pk}",
        owner=shift.lead,
        due_at=max(at, min(shift.starts_at, at + timedelta(hours=2))),
        by=by,
        at=at,
        shift=str(shift.pk),
    )


def ask_to_fill(shift: Any, *, by: Any, at: datetime) -> None:
    """A shift lacks somebody, and it is soon."""
    _open(shift.community_id, f"shift:{shift.pk}", A.CALL, max(at, shift.starts_at), by, at, owner=shift.lead)


def filled(shift: Any, *, by: Any, at: datetime) -> None:
    """Complete, cancelled, or over."""
    _settle(shift.community_id, f"shift:{shift.pk}", by, at)


def ask_to_confirm(shift: Any, *, by: Any, at: datetime) -> None:
    """Its hours wait for somebody who was not among them."""
    subject = f"shift:{shift.pk}:hours"
    _open(shift.community_id, subject, A.VERIFY, at + ANSWER, by, at, owner=shift.lead)


def confirmed(shift: Any, *, by: Any, at: datetime) -> None:
    _settle(shift.community_id, f"shift:{shift.pk}:hours", by, at)


def tell_household(dependent: Any, shift: Any, *, by: Any, at: datetime) -> None:
    """Somebody without a phone page counted on it: they are rung."""
    FollowUp.open(
        shift.community_id,
        FollowUp.Kind.CALL,
        f"shift:{shift.pk}:{dependent.resident_id}:{int(at.timestamp())}",
        resident=dependent.resident,
        due_at=max(at, min(shift.starts_at, at + timedelta(hours=2))),
        by=by,
        at=at,
        shift=str(shift.pk),
    )


def idle(community: Any, count: int, *, at: datetime) -> None:
    """So many who would help were not asked for a week, and no open turn fits them; none: the matter is over."""
    if count:
        due = at + timedelta(days=1)
        row = _open(community.pk, "unasked:all", A.SEE, due, None, at)
        if row.codes.get("count") != count:
            FollowUp._base_manager.filter(pk=row.pk, community_id=community.pk).update(
                codes={**row.codes, "count": count}
            )
    else:
        _settle(community.pk, "unasked:all", None, at)


def _open(
    community: Any, subject: str, act: str, due: datetime, by: Any, at: datetime, owner: User | None = None
) -> FollowUp:
    row = FollowUp.open(
        community, KIND, subject, owner=owner or owner_for(community, at), act=act, due_at=due, by=by, at=at
    )
    if row.status == FollowUp.Status.DONE:  # it was so before, and is so again
        row.reopen(at=at)
        FollowUp._base_manager.filter(pk=row.pk, community_id=row.community_id).update(due_at=due)
    return row


def _settle(community: Any, subject: str, by: Any, at: datetime) -> None:
    FollowUp.settle(community, KIND, subject, by=by if isinstance(by, User) else None, at=at)
