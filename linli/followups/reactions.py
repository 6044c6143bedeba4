"""Matters about what lies below this app: rules that wait for a second person (`config/wiring.py`)."""

from datetime import timedelta
from typing import Any

from linli.followups.kinds import Kind
from linli.followups.models import FollowUp
from linli.followups.owners import second_person
from linli.situation.rules import MIXED, RESTRICTING

SIGN = timedelta(hours=4)


def ask_to_sign_rules(happening: Any) -> None:
    """Rules that restrict wait for somebody other than who put them forward."""
    row = happening.subject
    if row.direction not in (RESTRICTING, MIXED):
        return
    owner = second_person(row.community_id, happening.at, but=row.proposed_by)
    subject, due = f"publication:{row.pk}", happening.at + SIGN
    FollowUp.open(row.community_id, Kind.SIGN_RULES, subject, owner=owner, due_at=due, by=happening.by, at=happening.at)


def rules_signed(happening: Any) -> None:
    """Confirmed, published without a second person, or withdrawn."""
    row = happening.subject
    FollowUp.settle(row.community_id, Kind.SIGN_RULES, f"publication:{row.pk}", by=happening.by, at=happening.at)
