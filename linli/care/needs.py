"""Which needs a household has, as codes: whoever shares things out or carries them orders by it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from linli.care.models import Watch
from linli.orders.standing import orders_of
from linli.registry.models import Resident


def needs_of(household_ids: Iterable[Any], at: datetime) -> dict[Any, set[str]]:
    """household id -> codes (alone_old: lives alone in old age; observed: must stay at home). In a community's scope.

    Households without any need are left out.
    """
    homes = set(household_ids)
    found: dict[Any, set[str]] = {}
    people = Resident.objects.living().filter(household__in=homes)
    for home in people.filter(pk__in=Watch.objects.values("resident")).values_list("household_id", flat=True):
        found.setdefault(home, set()).add("alone_old")
    living = list(people.values_list("pk", "household_id", "community_id"))
    if living:
        bound = orders_of(living[0][2], at, [one for one, _, _ in living])
        for one, home, _ in living:
            if bound.get(one):
                found.setdefault(home, set()).add("observed")
    return found
