"""Who is on duty for the cottage: counsellors whose turn on the duty roster is at this post."""

from datetime import datetime
from typing import Any

from linli.accounts.models import Duty, Role
from linli.accounts.models.duty import on_duty
from linli.accounts.models.people import in_force

POSTS = ("阳光小屋", "Sunshine Cottage")  # how the roster calls it


def counsellors(community: Any, at: datetime) -> set[Any]:
    """The ids of everybody who is a counsellor in ``community`` (a row or its id) at ``at``."""
    key = getattr(community, "pk", community)
    roles = Role._base_manager.filter(in_force(at), community_id=key, kind=Role.Kind.COUNSELLOR)
    return set(roles.filter(user__is_active=True).values_list("user_id", flat=True))


def on_duty_now(community: Any, at: datetime) -> set[Any]:
    """The ids of those who are there for the cottage at ``at``; a counsellor who stands at a gate is not."""
    turns = {turn.user_id for turn in on_duty(community, at) if turn.post.strip() in POSTS}
    return turns & counsellors(community, at)


def is_on_duty(community: Any, user: Any, at: datetime) -> bool:
    return user in on_duty_now(community, at)


def next_duty(community: Any, at: datetime) -> datetime | None:
    """When somebody is there next, after ``at``; None: nobody is planned."""
    key = getattr(community, "pk", community)
    rows = Duty._base_manager.filter(community_id=key, withdrawn_at=None, starts_at__gt=at, post__in=POSTS)
    held = rows.filter(user__in=counsellors(community, at)).order_by("starts_at")
    return held.values_list("starts_at", flat=True).first()
