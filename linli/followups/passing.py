"""Nothing stays with somebody who is not there: a post that ended, an absence, an account that was closed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from linli.accounts.models import Role
from linli.accounts.models.absences import absent
from linli.accounts.models.people import in_force
from linli.accounts.permissions import OFFICE, STAFF
from linli.core.refusals import Refused
from linli.followups.models import FollowUp, Remark

LATELY = timedelta(hours=1)  # posts that ran out so long ago have been looked at, even after a pause of the clock
GRID_WORKER = Role.Kind.GRID_WORKER


def pass_on_due(as_of: datetime) -> int:
    """Every open matter whose owner is not there at ``as_of`` goes on, where somebody else is; returns how many."""
    communities = FollowUp._base_manager.exclude(status="done").order_by().values_list("community_id", flat=True)
    moved = 0
    for community in communities.distinct():
        moved += pass_on(open_of(community).exclude(owner__in=there(community, as_of)), as_of)
        moved += sum(pass_on(lost_with(role, as_of), as_of) for role in _ended(community, as_of))
    return moved


def pass_on(matters: Iterable[FollowUp], at: datetime) -> int:
    """Each of ``matters`` to whoever is next; those for which nobody is there stay. Returns how many went on."""
    moved = 0
    for matter in list(matters):
        to = matter.next_owner(at)
        if to is None:
            continue
        try:
            matter.hand_over(to=to, by=None, at=at)
        except Refused:  # closed or taken at this very moment
            continue
        moved += 1
    return moved


def open_of(community: Any) -> Any:
    """The open matters of ``community``, the most urgent first."""
    rows = FollowUp._base_manager.filter(community_id=community).exclude(status="done")
    return rows.order_by("urgency", "due_at", "pk")


def there(community: Any, at: datetime) -> set[Any]:
    """The ids of everybody who works in ``community`` at ``at`` and is not off."""
    roles = Role._base_manager.filter(in_force(at), community_id=community, kind__in=STAFF, user__is_active=True)
    return set(roles.values_list("user_id", flat=True)) - absent(community, at)


def lost_with(role: Role, at: datetime) -> list[FollowUp]:
    """What its holder owned by virtue of ``role``, which has ended, and holds no other post for.

    A matter that somebody handed to them after the end was meant for the person and stays.
    """
    others = Role._base_manager.filter(in_force(at), community_id=role.community_id, user_id=role.user_id)
    posts = list(others.exclude(pk=role.pk).prefetch_related("grids"))
    if role.kind not in {GRID_WORKER, *OFFICE} or any(post.kind in OFFICE for post in posts):
        return []
    rows = open_of(role.community_id).filter(owner_id=role.user_id)
    if role.kind == GRID_WORKER:
        rows = rows.filter(grid__in=role.grids.all())
    later = Remark._base_manager.filter(receiver_id=role.user_id, at__gte=role.ends_at).values("matter")
    grids = {grid.pk for post in posts if post.kind == GRID_WORKER for grid in post.grids.all()}
    return list(rows.exclude(pk__in=later).exclude(grid__in=grids))


def _ended(community: Any, at: datetime) -> Any:
    rows = Role._base_manager.filter(community_id=community, ends_at__gt=at - LATELY, ends_at__lte=at)
    return rows.prefetch_related("grids")
