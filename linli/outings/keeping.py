"""How long certificates keep pictures and reasons; outings and calls go when the crossings go."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep
from linli.outings import pictures
from linli.outings.models import Certificate


def settled(cutoff: datetime) -> Any:
    """Certificates decided before ``cutoff``, or that ended before it without anybody deciding."""
    return Certificate._base_manager.filter(Q(decided_at__lte=cutoff) | Q(valid_until__lt=cutoff.date()))


def destroy_pictures(rows: list[Any]) -> None:
    for row in rows:
        pictures.destroy(row.community_id, row.pk)


KEEPING = [
    Keep(
        "outings.Certificate",
        ("photo",),
        days=30,
        most=90,
        due=settled,
        how="erase",
        before=destroy_pictures,
        what=_("pictures of return-to-work certificates"),
        since=_("after they were decided"),
        reason=_("so that a decision can be looked at again"),
    ),
    Keep(
        "outings.Certificate",
        ("reason",),
        days=180,
        most=365,
        due=settled,
        how="erase",
        what=_("reasons why certificates were refused"),
        since=_("after they were decided"),
        reason=_("so that a decision can be explained"),
    ),
    Keep(
        "outings.Outing",
        ("place", "reason", "remedy", "purpose"),
        days=14,
        most=30,
        after="ends_at",
        how="delete",
        what=_("who asked to go out, where and why"),
        since=_("after the time for leaving"),
        reason=_("so that a decision can be looked at again"),
    ),
    Keep(
        "outings.Call",
        ("minutes",),
        days=14,
        most=30,
        after="at",
        how="delete",
        what=_("who was rung because somebody was late"),
        since=_("after the call"),
        reason=_("so that the next shift knows what was tried"),
    ),
]
