"""How long sealed records are kept: nobody here can read them, and yet their time ends."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep

YEARS_3 = 1096  # days; the national guide for psychological hotlines asks to keep records three years
YEARS_10 = 3653


def _emptied(cutoff: datetime) -> Any:
    """Rows without a key that were closed so long ago."""
    return apps.get_model("wellbeing.Record")._base_manager.filter(closed_at__lte=cutoff, sealed=None, breakings=None)


KEEPING = [
    Keep(
        "wellbeing.Entry",
        ("body",),
        days=YEARS_3,
        least=YEARS_3,
        most=YEARS_10,
        after="record__closed_at",
        how="delete",
        what=_("what counsellors wrote, sealed"),
        since=_("after they closed it"),
        reason=_("because the national guide for hotlines asks for three years"),
        apart=True,
    ),
    Keep(
        "wellbeing.Sealed",
        ("sealed_key", "body"),
        days=YEARS_3,
        least=YEARS_3,
        most=YEARS_10,
        after="record__closed_at",
        how="delete",
        what=_("what people said in the Sunshine Cottage, sealed, with its key"),
        since=_("after a counsellor closed it; at once if the person asks"),
        reason=_("because the national guide for hotlines asks for three years"),
        apart=True,
    ),
    Keep(
        "wellbeing.Breaking",
        ("reason",),
        days=YEARS_3,
        least=YEARS_3,
        most=YEARS_10,
        after="record__closed_at",
        how="delete",
        what=_("why two counsellors broke a glass, sealed"),
        since=_("after the record was closed"),
        reason=_("because the national guide for hotlines asks for three years"),
        apart=True,
    ),
    Keep(
        "wellbeing.Record",
        ("claimed_by",),
        days=YEARS_3,
        least=YEARS_3,
        most=YEARS_10,
        due=_emptied,
        how="delete",
        what=_("empty rows of records whose key was destroyed"),
        since=_("after a counsellor closed it"),
        reason=_("so that it can be shown that nothing was lost"),
        apart=True,
    ),
    Keep(
        "wellbeing.Reply",
        ("sealed",),
        days=0,
        after="expires_at",
        how="delete",
        what=_("sealed lines to people's phones"),
        since=_("after 90 days in the mailbox"),
        reason=_("so that a phone that was off for long still finds them"),
        apart=True,
    ),
    Keep(
        "wellbeing.HelpWaiting",
        ("words", "household", "resident"),
        days=1,
        after="leaves_at",
        how="delete",
        what=_("practical help before it becomes an ordinary matter"),
        since=_("after it should have left; otherwise at the moment it leaves"),
        reason=_("so that nothing tells where it came from"),
        apart=True,
    ),
    Keep(
        "wellbeing.Booking",
        ("cancel_hash",),
        days=30,
        after="starts_at",
        how="delete",
        what=_("taken places in the counselling room, without names"),
        since=_("after that hour"),
        reason=_("so that the last weeks' use can be seen"),
        apart=True,
    ),
]
