"""How long orders are kept: what a household ate is nobody's business once the money is settled."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep
from linli.supplies.models import Basket, Donation, Round

WHY = _("so that a wrong parcel or an open amount can still be settled")


def of_ended(cutoff: datetime) -> Any:
    return Basket._base_manager.filter(of__in=ended(cutoff))


def ended(cutoff: datetime) -> Any:
    return Round._base_manager.filter(ended_at__lte=cutoff)


def given(cutoff: datetime) -> Any:
    return Donation._base_manager.filter(of__in=ended(cutoff))


KEEPING = [
    Keep(
        "supplies.Basket",
        ("remark", "household"),
        days=30,
        most=90,
        due=of_ended,
        how="delete",
        what=_("what a household ordered, paid and got"),
        since=_("after the round was accounted for or cancelled"),
        reason=WHY,
    ),
    Keep(
        "supplies.Round",
        ("supplier", "supplier_phone"),
        days=180,
        most=365,
        due=ended,
        how="erase",
        what=_("suppliers of purchase rounds"),
        since=_("after the round was accounted for or cancelled"),
        reason=_("so that a supplier can be asked again"),
    ),
    Keep(
        "supplies.Donation",
        ("giver",),
        days=180,
        most=365,
        due=given,
        how="erase",
        what=_("who gave something to the community"),
        since=_("after it was handed out"),
        reason=_("so that givers can be thanked"),
    ),
]
