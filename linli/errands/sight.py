"""Who sees what of an errand: asker, runner and coordinator everything, a volunteer who looks for one only where."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404

from linli.accounts.models import Role
from linli.accounts.models.people import in_force
from linli.accounts.permissions import OFFICE, PERMISSIONS
from linli.accounts.reach import sees_all, visible_grids
from linli.care.needs import needs_of
from linli.core.clock import now
from linli.errands.choices import FREE, NEAR
from linli.errands.models import Errand

MOST = 100
WITH = ("resident", "household__flat__unit__building", "runner", "offered_to", "community", "asked_by", "grid")


def errands() -> Any:
    return Errand.objects.select_related(*WITH)


def coordinated(request: Any) -> Any:
    """Those that the person coordinates: the office all, a grid worker those of the own grids."""
    if sees_all(request.roles):
        return errands()
    return errands().filter(grid__in=visible_grids(request.roles) or set())


def own(request: Any) -> Any:
    """Those that the person runs, or is asked to run."""
    return errands().filter(Q(runner=request.user) | Q(offered_to=request.user))


def visible(request: Any) -> Any:
    """In full: what one runs, is asked to run, has asked for, or coordinates; 404 for everything else."""
    mine = Q(runner=request.user) | Q(offered_to=request.user) | Q(asked_by=request.user)
    if sees_all(request.roles):
        return errands()
    return errands().filter(mine | Q(grid__in=visible_grids(request.roles) or set()))


def one(request: Any, key: Any) -> Errand:
    return get_object_or_404(visible(request), pk=key)  # type: ignore[no-any-return]


def pool(request: Any, at: datetime) -> list[Errand]:
    """What looks for somebody, the earliest first; of what is due at about the same time homes in need stand above.

    Its page shows kind, stairs and time, and nobody; nor does it say who is in need.
    """
    rows = list(errands().filter(status__in=FREE).order_by("due_at", "pk")[:MOST])
    needs = needs_of({row.household_id for row in rows}, at)
    return sorted(rows, key=lambda row: (_part(row.due_at), row.household_id not in needs))


def _part(due_at: datetime) -> int:
    return int(due_at.timestamp() // NEAR.total_seconds())


def coordinates(errand: Errand, user: Any, at: datetime | None = None) -> bool:
    """The same question about somebody who is not the one who asks."""
    roles = Role._base_manager.filter(
        in_force(at or now()), community_id=errand.community_id, user=user, kind__in=PERMISSIONS["errands.coordinate"]
    )
    return roles.filter(Q(kind__in=OFFICE) | Q(grids=errand.grid_id)).exists()


def may_coordinate(request: Any, errand: Errand) -> bool:
    return sees_all(request.roles) or errand.grid_id in (visible_grids(request.roles) or set())
