"""How long typed rows are kept: the crossings that they became have their own rule."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep
from linli.paper.models import Entry

DAYS = 14


def due(cutoff: datetime) -> Any:
    """By the time on paper, as their crossing: a row typed late is kept no longer. Only what is being typed stays a
    day, or the hourly purge would empty an old sheet under the typist's hands.
    """
    done = Q(sheet__status="closed") | Q(typed_at__lte=cutoff + timedelta(days=DAYS - 1))
    return Entry._base_manager.filter(Q(at__lte=cutoff) & done | Q(at=None, typed_at__lte=cutoff))


KEEPING = [
    Keep(
        "paper.Entry",
        ("text", "crossing"),
        days=DAYS,
        most=30,
        due=due,
        how="delete",
        what=_("rows of paper registers as they were typed"),
        since=_("after the crossing; a row of an old sheet that is not entered yet, a day after it was typed"),
        reason=_("so that a typing mistake can be looked up as long as its crossing is kept"),
    ),
]
