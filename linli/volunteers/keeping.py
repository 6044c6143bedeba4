"""How long is kept who helped."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep
from linli.volunteers.models import Volunteer


def in_vain(cutoff: datetime) -> Any:
    """Offers that came to nothing."""
    return Volunteer._base_manager.filter(status__in=("declined", "withdrawn"), over_at__lte=cutoff)


def former(cutoff: datetime) -> Any:
    return Volunteer._base_manager.filter(status="ended", over_at__lte=cutoff)


KEEPING = [
    Keep(
        "volunteers.Volunteer",
        ("name",),
        days=14,
        most=30,
        due=in_vain,
        how="delete",
        what=_("offers to help that came to nothing"),
        since=_("after they were declined or taken back"),
        reason=_("so that they can ask why"),
    ),
    Keep(
        "volunteers.Volunteer",
        ("phone", "phone_index", "name", "note"),
        days=180,
        most=365,
        due=former,
        how="erase",
        what=_("names, phones and notes of former volunteers; their hours stay as numbers"),
        since=_("after their time ended"),
        reason=_("so that they can have a certificate of what they did"),
    ),
    Keep(
        "volunteers.Dependent",
        ("resident",),
        days=14,
        most=30,
        after="shift__ends_at",
        how="delete",
        what=_("who counted on a volunteer's shift"),
        since=_("after the shift"),
        reason=_("so that they can be told if it does not come"),
    ),
]
