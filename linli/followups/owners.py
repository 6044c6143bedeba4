"""Who takes a matter on: nothing is ever left without an owner."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q

from linli.accounts.models import Role, User
from linli.accounts.models.absences import absent
from linli.accounts.models.duty import duty_lead as rostered_lead
from linli.core.refusals import Refused
from linli.followups.kinds import SIGNED_BY_OFFICE
from linli.registry.models import Resident

K = Role.Kind
OFFICE = (K.SECRETARY, K.COMMUNITY_WORKER, K.ADMINISTRATOR)


def owner_for(community: Any, at: datetime, grid: Any = None) -> User:
    """Who takes on what happens in ``grid`` (an id) at ``at``: ``next_owner``, and if everybody is away the office.

    Raises Refused("followups.nobody") only where a community never had any staff.
    """
    found = next_owner(community, at, grid)
    if found is not None:
        return found
    for role in _last_resort(community, at):
        return role.user
    raise Refused("followups.nobody")


def next_owner(
    community: Any, at: datetime, grid: Any = None, without: Collection[Any] = (), kind: str = ""
) -> User | None:
    """The lead of ``grid`` (else another of its workers), else secretary, worker, administrator.

    Nobody who is off at ``at``, and none of ``without`` (ids of users); None if nobody is left.
    Of a ``kind`` that only the office may sign: ``signer``.
    """
    if kind in SIGNED_BY_OFFICE:
        return signer(community, at, without=without)
    roles = _in_force(community, at).exclude(user__in=absent(community, at)).exclude(user__in=without)
    for role in _candidates(roles, grid):
        return role.user
    return None


def grid_of(community: Any, resident: Any) -> Any:
    """The id of the grid where ``resident`` (an id) lives; None if either is unknown."""
    if not resident:
        return None
    rows = Resident._base_manager.filter(community_id=community, pk=resident)
    return rows.values_list("household__flat__unit__building__grid", flat=True).first()


def grid_workers(community: Any, at: datetime) -> dict[Any, User]:
    """grid id -> who of its grid workers is there at ``at``, the lead first."""
    found: dict[Any, User] = {}
    roles = _in_force(community, at).exclude(user__in=absent(community, at)).filter(kind=K.GRID_WORKER)
    for role in roles.prefetch_related("grids").order_by("-lead", "-starts_at", "pk"):
        for grid in role.grids.all():
            found.setdefault(grid.pk, role.user)
    return found


def _in_force(community: Any, at: datetime) -> Any:
    return Role._base_manager.filter(
        Q(ends_at=None) | Q(ends_at__gt=at), community_id=community, starts_at__lte=at, user__is_active=True
    ).select_related("user")


def _candidates(roles: Any, grid: Any) -> Iterator[Role]:
    if grid is not None:
        yield from roles.filter(kind=K.GRID_WORKER, grids=grid).order_by("-lead", "-starts_at", "pk")[:1]
    for kind in OFFICE:
        yield from roles.filter(kind=kind).order_by("starts_at", "pk")[:1]


def _last_resort(community: Any, at: datetime) -> Iterator[Role]:
    """Everybody is off, or every post has run out in the middle of the night: somebody still hears of it."""
    yield from _candidates(_in_force(community, at), None)
    ended = Role._base_manager.filter(community_id=community, kind__in=OFFICE).select_related("user")
    yield from ended.order_by("-ends_at", "pk")[:1]
    yield from Role._base_manager.filter(community_id=community).select_related("user").order_by("-starts_at")[:1]


def second_person(community: Any, at: datetime, *, but: User) -> User:
    """Who signs what ``but`` put forward: another one of the office; ``owner_for`` where there is no other."""
    return signer(community, at, without=[but.pk]) or owner_for(community, at)


def signer(community: Any, at: datetime, *, without: Collection[Any]) -> User | None:
    """Who may sign and is there, none of ``without`` (ids of users): the secretary before the workers."""
    rows = _in_force(community, at).filter(kind__in=(K.SECRETARY, K.COMMUNITY_WORKER)).exclude(user__in=without)
    found = rows.exclude(user__in=absent(community, at)).order_by("-kind", "starts_at").first()
    return found.user if found else None


def duty_lead(community: Any, at: datetime) -> User:
    """Who leads tonight: from the duty roster where one is kept, else the office."""
    return rostered_lead(community, at) or owner_for(community, at)
