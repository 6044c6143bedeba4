"""Who hears of a restriction: the resident and whoever acts for them at once, and who goes to the door.

What is said to a household stands in `overview/resident.py`, what is said to staff in `overview/notices.py`.
"""

from datetime import datetime, timedelta
from typing import Any

from linli.accounts.models import Proxy, Role
from linli.accounts.models.people import in_force
from linli.core.outbox import put
from linli.followups.models import FollowUp
from linli.followups.owners import grid_workers, owner_for

AT_THE_DOOR = timedelta(hours=12)


def tell(order: Any, template: str, at: datetime) -> None:
    """``template`` to the resident, ``<template>_other`` to everybody who acts for them."""
    holders = Proxy.open(at).filter(subject=order.resident_id).values_list("holder_id", flat=True)
    told = [(order.resident_id, template), *((holder, f"{template}_other") for holder in holders)]
    for resident, words in told:
        put(
            order.community_id,
            f"resident:{resident}",
            words,
            key=f"{template}:{order.pk}:{resident}",
            at=at,
            order=str(order.pk),
        )


def staff(community: Any, kinds: Any, at: datetime) -> Any:
    """Ids of those who hold one of ``kinds`` of roles now."""
    roles = Role._base_manager.filter(in_force(at), community_id=community, kind__in=kinds, user__is_active=True)
    return roles.order_by("user").values_list("user", flat=True).distinct()


def bring_notice(order: Any, at: datetime) -> None:
    """Somebody goes to the door with the printed notice, and asks what the household will need."""
    grid = order.resident.household.flat.unit.building.grid_id
    owner = grid_workers(order.community_id, at).get(grid) or owner_for(order.community_id, at)
    FollowUp.open(
        order.community_id,
        FollowUp.Kind.ORDER,
        f"order:{order.pk}",
        owner=owner,
        due_at=at + AT_THE_DOOR,
        by=order.confirmed_by,
        at=at,
        resident=str(order.resident_id),
    )


def spare_the_way(order: Any, at: datetime) -> None:
    """It is over before anybody went to the door."""
    subject = f"order:{order.pk}"
    for matter in FollowUp.objects.filter(kind=FollowUp.Kind.ORDER, subject=subject, status=FollowUp.Status.OPEN):
        matter.withdraw(at=at)
