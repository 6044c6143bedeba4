"""What this app does by the clock: tell the lead again, ask after those who are late. Idempotent."""

from datetime import datetime, timedelta
from typing import Any

from django_scopes import scope, scopes_disabled

from linli.followups.models import FollowUp
from linli.followups.owners import duty_lead, grid_workers, owner_for
from linli.gates.aftermath import tell_lead
from linli.gates.models import Crossing, Out
from linli.registry.models import Community, Household

ROUND = timedelta(minutes=2)


def remind_due(as_of: datetime) -> int:
    """Tell the duty lead again of every emergency that nobody has answered; returns how many were told."""
    told = 0
    with scopes_disabled():
        waiting = list(
            FollowUp._base_manager.filter(
                kind=FollowUp.Kind.EMERGENCY, status=FollowUp.Status.OPEN, subject__startswith="crossing:"
            )
        )
    for matter in waiting:
        with scope(community=matter.community_id):
            crossing = Crossing.objects.filter(id=matter.subject.partition(":")[2]).first()
            if crossing is not None:
                round_ = int((as_of - matter.created_at) / ROUND)
                tell_lead(crossing, duty_lead(matter.community_id, as_of), as_of, round_)
                told += 1
    return told


def overdue_due(as_of: datetime) -> int:
    """Give everybody who is out past their time to somebody who phones first; returns how many are late."""
    late = 0
    for community in Community.objects.all():
        with scope(community=community.pk):
            late += sum(_ask_after(row, as_of) for row in Out.objects.filter(back_by__lt=as_of))
    return late


def _ask_after(row: Any, as_of: datetime) -> int:
    home = Household.objects.filter(pk=row.household_id).select_related("flat__unit__building").first()
    grid = home.flat.unit.building.grid_id if home else None
    owner = grid_workers(row.community_id, as_of).get(grid) or owner_for(row.community_id, as_of)
    FollowUp.open(
        row.community_id,
        FollowUp.Kind.OVERDUE,
        f"crossing:{row.crossing_id}",
        owner=owner,
        due_at=as_of,
        by=None,
        at=as_of,
        resident=str(row.resident_id or ""),
    )
    return 1
