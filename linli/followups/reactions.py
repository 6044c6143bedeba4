"""What follows here on what happens below: rules to sign, posts that end, people who are off (`config/wiring.py`)."""

from datetime import timedelta
from typing import Any

from linli.followups.kinds import Kind
from linli.followups.models import FollowUp
from linli.followups.owners import second_person
from linli.followups.passing import lost_with, open_of, pass_on, there
from linli.journal.verbs import Happening
from linli.situation.rules import MIXED, RESTRICTING

SIGN = timedelta(hours=4)


def ask_to_sign_rules(happening: Any) -> None:
    """Rules that restrict wait for somebody other than who put them forward."""
    row = happening.subject
    if row.direction not in (RESTRICTING, MIXED):
        return
    owner = second_person(row.community_id, happening.at, but=row.proposed_by)
    subject, due = f"publication:{row.pk}", happening.at + SIGN
    FollowUp.open(
        row.community_id,
        Kind.SIGN_RULES,
        subject,
        owner=owner,
        due_at=due,
        by=happening.by,
        at=happening.at,
        asked_by=str(row.proposed_by_id),
    )


def rules_signed(happening: Any) -> None:
    """Confirmed, published without a second person, or withdrawn."""
    row = happening.subject
    FollowUp.settle(row.community_id, Kind.SIGN_RULES, f"publication:{row.pk}", by=happening.by, at=happening.at)


def pass_on_of_post(happening: Happening) -> None:
    """A role was ended: what was owned because of it goes on at once."""
    role, at = happening.subject, happening.at
    matters = lost_with(role, at)
    if role.user_id not in there(role.community_id, at):
        matters = open_of(role.community_id).filter(owner_id=role.user_id)
    pass_on(matters, at)


def pass_on_of_absent(happening: Happening) -> None:
    """Somebody is off from now on; one who will be off later is found when that time comes."""
    absence, at = happening.subject, happening.at
    if absence.starts_at <= at:
        pass_on(open_of(absence.community_id).filter(owner_id=absence.user_id), at)


def newcomer_known(happening: Any) -> None:
    """Who was written down at a gate was confirmed, has left, or is somebody whom the list held already."""
    resident = happening.subject
    key = happening.codes.get("other", resident.pk)
    FollowUp.settle(resident.community_id, Kind.NEWCOMER, f"resident:{key}", by=happening.by, at=happening.at)
