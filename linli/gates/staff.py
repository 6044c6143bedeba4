"""The people a gate knows: guards with their PINs, helpers to call."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from linli.accounts.models import Role
from linli.accounts.permissions import PERMISSIONS
from linli.gates.models import Pin


def in_force(community: Any, at: datetime) -> Any:
    """Roles of ``community`` in force at ``at``."""
    return Role.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at, user__is_active=True)


def guards(community: Any, at: datetime) -> list[dict[str, Any]]:
    """Everybody who may stand at a gate and has chosen a PIN."""
    users = in_force(community, at).filter(kind__in=PERMISSIONS["gates.guard"]).values("user")
    return [
        {
            "id": str(pin.user_id),
            "name": str(pin.user),
            "salt": pin.salt,
            "iterations": pin.iterations,
            "verifier": pin.verifier,
        }
        for pin in Pin.objects.filter(user__in=users).select_related("user").order_by("user__name", "pk")
    ]


def helpers(community: Any, at: datetime) -> list[dict[str, str]]:
    """Who can help now: grid workers with their grids, then the office."""
    found = []
    roles = in_force(community, at).filter(kind__in=(Role.Kind.GRID_WORKER, Role.Kind.SECRETARY))
    for role in roles.select_related("user").prefetch_related("grids").order_by("kind", "pk"):
        phone = str(getattr(role.user, "phone", "") or "")
        grids = [grid.number for grid in role.grids.all()] if role.kind == Role.Kind.GRID_WORKER else [""]
        found += [{"grid": grid, "name": str(role.user), "phone": phone} for grid in grids]
    return found
