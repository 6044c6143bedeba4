"""Telling households what happened to their order: everybody who lives there, once for each happening."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from linli.core.models import Message
from linli.registry.models import Resident

MANY = 500


def tell(baskets: Iterable[Any], template: str, at: datetime, again: str = "") -> int:
    """``again``: what makes another message of the same kind a new one. How many people were told."""
    rows = list(baskets)
    homes = {row.household_id: row for row in rows}
    people = Resident.objects.living().filter(household__in=list(homes)).values_list("pk", "household_id")
    messages = [
        Message(
            community_id=homes[home].community_id,
            channel="in_app",
            to=f"resident:{one}",
            template=template,
            params={"round": str(homes[home].of_id), "basket": str(homes[home].pk)},
            key=f"{template}:{homes[home].pk}:{one}{again and ':' + again}"[:120],
            due_at=at,
        )
        for one, home in people
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=MANY)
    return len(messages)
