"""A round that waits for its organiser is a matter on their list, from the cut-off until the account."""

from datetime import timedelta
from typing import Any

from linli.followups.kinds import Kind
from linli.followups.models import FollowUp

SOON = timedelta(hours=2)


def ask_to_send(happening: Any) -> None:
    """Closed: the order must go to the supplier, then the goods be counted, shared and handed out."""
    of = happening.subject
    FollowUp.open(
        of.community_id,
        Kind.PURCHASE,
        f"round:{of.pk}",
        due_at=happening.at + SOON,
        by=happening.by,
        at=happening.at,
        owner=of.organiser,
        act="see",
    ).ask_again(at=happening.at)


def settle(happening: Any) -> None:
    """Accounted for, or cancelled."""
    of = happening.subject
    FollowUp.settle(of.community_id, Kind.PURCHASE, f"round:{of.pk}", by=happening.by, at=happening.at)
