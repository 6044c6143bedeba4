"""How far a role sees: the office the whole community, a grid worker own grids, a building lead own stairs."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from linli.accounts.models import Role

EVERYWHERE = {Role.Kind.SECRETARY, Role.Kind.COMMUNITY_WORKER}


def sees_all(roles: Iterable[Role]) -> bool:
    """True if one of ``roles`` reaches every household of the community."""
    return any(role.kind in EVERYWHERE for role in roles)


def visible_grids(roles: Iterable[Role]) -> set[Any] | None:
    """Ids of the grids that ``roles`` reach as a whole; None means all of the community."""
    roles = list(roles)
    if sees_all(roles):
        return None
    held = [role for role in roles if role.kind == Role.Kind.GRID_WORKER]
    return {grid.pk for role in held for grid in role.grids.all()}


def visible_units(roles: Iterable[Role]) -> set[Any] | None:
    """Ids of the stairs that ``roles`` reach one by one (a building lead's); None means all."""
    roles = list(roles)
    if sees_all(roles):
        return None
    held = [role for role in roles if role.kind == Role.Kind.BUILDING_LEAD]
    return {unit.pk for role in held for unit in role.units.all()}


def within(roles: Iterable[Role], flat: str = "") -> Q:
    """A filter to what ``roles`` reach. ``flat`` is the path to the flat: "" for flats themselves,
    ``"flat__"`` for households, ``"household__flat__"`` for residents. Roles without reach see nothing.
    """
    roles = list(roles)
    if sees_all(roles):
        return Q()
    grids, units = visible_grids(roles) or set(), visible_units(roles) or set()
    return Q(**{f"{flat}unit__building__grid__in": grids}) | Q(**{f"{flat}unit__in": units})
