"""How long is kept what stood on the gate shelf for whom: then only numbers by day and kind remain."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep
from linli.followups.models import FollowUp
from linli.gates.models import ShelfCount, ShelfItem
from linli.registry.models import Community

FORGOTTEN = timedelta(days=27)  # beyond the three days: what still stands there after a month, nobody looks for


def count_shelf(rows: list[ShelfItem]) -> None:
    """Add what came for households (of one community) to the numbers by day and kind."""
    community = Community._base_manager.get(pk=rows[0].community_id)
    numbers: Counter[Any] = Counter()
    for one in rows:
        if one.put_at is not None:
            numbers[(community.today(one.put_at), one.kind)] += one.count
    for (day, kind), number in numbers.items():
        held = ShelfCount._base_manager.filter(community_id=community.pk, day=day, kind=kind)
        if not held.update(count=F("count") + number):
            ShelfCount._base_manager.create(community_id=community.pk, day=day, kind=kind, count=number)


def over(cutoff: datetime) -> Any:
    """Fetched, or handed back, before ``cutoff``; and what nobody has asked after for a month."""
    forgotten = cutoff - FORGOTTEN
    return ShelfItem._base_manager.filter(
        Q(ended_at__lte=cutoff) | Q(ended_at=None, put_at__lte=forgotten) | Q(put_at=None, created_at__lte=forgotten)
    )


def matters_over(cutoff: datetime) -> Any:
    return FollowUp._base_manager.filter(kind=FollowUp.Kind.SHELF, closed_at__lte=cutoff)


SHELF = [
    Keep(
        "gates.ShelfItem",
        ("household_id", "room"),
        days=3,
        due=over,
        how="count",
        count=count_shelf,
        what=_("what stood on the gate shelf for which household"),
        since=_("after it was fetched or went back"),
        reason=_("so that a mix-up can still be cleared up"),
    ),
    Keep(
        "followups.FollowUp",
        ("subject",),
        days=3,
        due=matters_over,
        how="delete",
        what=_("for which household something waited too long at the gate"),
        since=_("after the matter was closed"),
        reason=_("so that a mix-up can still be cleared up"),
    ),
]
