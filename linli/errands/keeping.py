"""How long is kept what was brought to whom; money is kept longer, and then without saying for what."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep
from linli.errands import receipts
from linli.errands.models import Errand


def with_receipt(cutoff: datetime) -> Any:
    return Errand._base_manager.filter(receipt=True, over_at__lte=cutoff)


KEEPING = [
    Keep(
        "errands.Errand",
        ("receipt",),
        days=14,
        most=90,
        due=with_receipt,
        how="erase",
        before=receipts.destroy_all,
        what=_("pictures of receipts"),
        since=_("after the errand was done"),
        reason=_("so that a question about the money can be answered"),
    ),
    Keep(
        "errands.Step",
        ("note",),
        days=30,
        most=90,
        after="errand__over_at",
        how="delete",
        what=_("the steps of an errand: who did what, when"),
        since=_("after the errand was done"),
        reason=_("so that a question about it can be answered"),
    ),
    Keep(
        "errands.Errand",
        ("what", "text", "shop"),
        days=30,
        most=90,
        after="over_at",
        how="delete",
        before=receipts.destroy_all,
        what=_("what was brought or fetched, and for whom"),
        since=_("after the errand was done"),
        reason=_("so that a question about it can be answered"),
    ),
    Keep(
        "errands.Bag",
        ("number",),
        days=30,
        most=90,
        after="returned_at",
        how="delete",
        what=_("numbers of sealed bags with cards"),
        since=_("after the bag was returned"),
        reason=_("so that a question about the card can be answered"),
    ),
    Keep(
        "errands.Cash",
        ("amount",),
        days=180,
        most=365,
        after="at",
        how="delete",
        what=_("amounts that runners took and gave back"),
        since=_("after the day"),
        reason=_("so that the cash of every runner can be reconciled"),
    ),
    Keep(
        "errands.Count",
        ("note",),
        days=180,
        most=365,
        after="at",
        how="delete",
        what=_("what was counted in a runner's purse"),
        since=_("after the day"),
        reason=_("so that the cash of every runner can be reconciled"),
    ),
]
