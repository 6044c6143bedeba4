"""Who answers a review: never somebody who took part in the decision, and always somebody."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from linli.accounts.models import Role, User
from linli.accounts.models.people import in_force
from linli.accounts.permissions import may
from linli.followups.owners import grid_workers, owner_for
from linli.reviews.rules import DISTRICT, OFFICE, SECRETARY

K = Role.Kind
KINDS = {SECRETARY: (K.SECRETARY, K.COMMUNITY_WORKER), DISTRICT: (K.DISTRICT,)}


def owner_at(level: int, resident: Any, without: frozenset[Any], at: datetime) -> tuple[User, int]:
    """Who answers from ``level`` on, and at which level that is; ``without``: ids of those who decided.

    Grid worker of the building, then the secretary or another of the office, then the district. Where nobody of these
    is free, the office keeps it: it may not answer either, and the page says that somebody needs a role first.
    """
    for step in range(level, DISTRICT + 1):
        for user in _candidates(step, resident, at):
            if user.pk not in without:
                return user, step
    return owner_for(resident.community_id, at), DISTRICT


def may_do(user: User, permission: str, community: Any, at: datetime) -> bool:
    """True if a role of ``user`` in force has ``permission``; none is needed where it is empty."""
    mine = Role._base_manager.filter(in_force(at), community_id=community, user=user)
    return not permission or may(mine, permission)


def _candidates(level: int, resident: Any, at: datetime) -> Iterator[User]:
    if level == OFFICE:
        grid = resident.household.flat.unit.building.grid_id
        mine = grid_workers(resident.community_id, at).get(grid) if grid else None
        if mine is not None:
            yield mine
        return
    for kind in KINDS[level]:
        rows = Role._base_manager.filter(
            in_force(at), community_id=resident.community_id, kind=kind, user__is_active=True
        )  # fmt: skip
        yield from (role.user for role in rows.select_related("user").order_by("starts_at", "pk"))
