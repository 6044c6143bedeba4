"""A parcel in its household's hands: ticked by scan, in a list, at the door, or on paper and typed in later."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models.places import unique_or
from linli.supplies.models.baskets import Basket

EARLY = timedelta(minutes=5)  # a clock on paper is not ours


class Handout(TenantRecord):
    """That a parcel was handed out (发放), when, and when that was typed in (``created_at``)."""

    class Way(models.TextChoices):
        SCAN = "scan", _("label scanned")
        LIST = "list", _("ticked in the list")
        PAPER = "paper", _("typed from paper")
        DOOR = "door", _("brought to the door")

    basket = models.OneToOneField(Basket, on_delete=models.CASCADE, related_name="handout")
    way = models.CharField(max_length=6, choices=Way.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    @classmethod
    @verb
    def tick(cls, basket: Basket, way: str, *, by: Any, at: datetime, handed_at: datetime | None = None) -> Self:
        """Handed out at ``handed_at`` (now, if it is not said).

        Refused: not_handing_out, handed_already (two tick at once: one wins), not_now (a time that cannot be).
        """
        of, moment = basket.of, handed_at or at
        of.hold("handing_out")
        if of.handing_at is None:
            of.refresh_from_db(fields=["handing_at"])
        if moment > at + EARLY or (of.handing_at and moment < of.handing_at - timedelta(days=1)):
            raise Refused("supplies.not_now")
        made = cls(community_id=basket.community_id, basket=basket, way=way, at=moment, by=by, created_at=at)
        with unique_or("supplies.handed_already", number=basket.number):
            made.save()
        record("parcel.handed_out", basket, by=by, at=at, way=way)
        return made

    @verb
    def take_back(self, *, by: Any, at: datetime) -> None:
        """It was ticked by mistake: the parcel is still there. Refused: not_handing_out."""
        self.basket.of.hold("handing_out")
        record("parcel.not_handed_out", self.basket, by=by, at=at)
        self.delete()
