"""How long certificates keep pictures and reasons."""

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
]
