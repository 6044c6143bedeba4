"""Telling the duty lead of an emergency that somebody wrote, again and again until somebody answers."""

from datetime import datetime, timedelta

from django_scopes import scope, scopes_disabled

from linli.core.models import Message
from linli.followups.kinds import Kind
from linli.followups.models import FollowUp
from linli.followups.owners import duty_lead

ROUND = timedelta(minutes=2)


def tell_lead(matter: FollowUp, at: datetime, round_: int) -> None:
    """One message for the duty lead, and one for the owner if that is somebody else."""
    people = {duty_lead(matter.community_id, at).pk, matter.owner_id}
    Message.objects.bulk_create(
        [
            Message(
                community_id=matter.community_id,
                channel="in_app",
                to=f"user:{person}",
                template="sentences.emergency",
                params={"matter": str(matter.pk)},
                key=f"emergency:{matter.pk}:{round_}:{person}",
                due_at=at,
            )
            for person in people
        ],
        ignore_conflicts=True,
    )


def remind_due(as_of: datetime) -> int:
    """Tell again of every written emergency that nobody has answered; returns how many there are."""
    with scopes_disabled():
        waiting = list(
            FollowUp._base_manager.filter(
                kind=Kind.EMERGENCY, status=FollowUp.Status.OPEN, subject__startswith="intake:"
            )
        )
    for matter in waiting:
        with scope(community=matter.community_id):
            tell_lead(matter, as_of, int((as_of - matter.created_at) / ROUND))
    return len(waiting)
