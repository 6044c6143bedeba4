"""How long accounts keep what they know about staff, phones and proxies."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import ResidentSession, Role, User
from linli.accounts.models.phones import LASTS
from linli.core.kept import Keep


def former_staff(cutoff: datetime) -> Any:
    """Users whose last role had ended before ``cutoff``; those who never had one stay (somebody is adding them)."""
    held = Role._base_manager.filter(Q(ends_at=None) | Q(ends_at__gt=cutoff)).values("user_id")
    had = Role._base_manager.values("user_id")
    return User._base_manager.filter(pk__in=had).exclude(pk__in=held)


def silent_phones(cutoff: datetime) -> Any:
    """Phones that were taken off, or not seen for so long that they must use the card again."""
    return ResidentSession._base_manager.filter(Q(revoked_at__lte=cutoff) | Q(seen_at__lte=cutoff - LASTS))


KEEPING = [
    Keep(
        "accounts.User",
        ("name", "phone", "first_name", "last_name", "email"),
        days=180,
        most=365,
        due=former_staff,
        how="erase",
        tenant=False,
        what=_("names and phones of staff"),
        since=_("after their last role ended"),
        reason=_("so that decisions can be asked about"),
    ),
    Keep(
        "accounts.ResidentSession",
        ("token_hash", "device"),
        days=30,
        most=90,
        due=silent_phones,
        how="delete",
        what=_("which phone acts for whom"),
        since=_("after a phone was taken off, or half a year unused"),
        reason=_("so that a household can see who was joined"),
    ),
    Keep(
        "accounts.Proxy",
        ("subject", "holder"),
        days=180,
        most=365,
        after="ends_at",
        how="delete",
        what=_("who acted for whom"),
        since=_("after it ended"),
        reason=_("so that what was done for somebody can be explained"),
    ),
    Keep(
        "accounts.Absence",
        ("user",),
        days=30,
        most=180,
        after="ends_at",
        how="delete",
        what=_("who of the staff was off, and when"),
        since=_("after it ended"),
        reason=_("so that a roster can be explained"),
    ),
    Keep(
        "accounts.Guess",
        ("source",),
        days=1,
        after="at",
        how="delete",
        tenant=False,
        what=_("networks from which wrong codes came"),
        since=_("after the wrong code"),
        reason=_("so that nobody can guess household cards"),
    ),
]
