"""Something given to the community: received, shared by the same rules, the remainder shown."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.supplies.models.goods import Arrival, Goods
from linli.supplies.models.rounds import Round

FREE = Decimal("0.00")


class Donation(TenantRecord):
    """What somebody gave to the community (捐赠). It is shared and handed out as a round without prices."""

    class Whom(models.TextChoices):
        EVERYBODY = "everybody", _("every household")
        NEED = "need", _("households in need")

    of = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="donation")
    giver = EncryptedText()
    whom = models.CharField(max_length=10, choices=Whom.choices)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    @classmethod
    @verb
    def receive(
        cls,
        community: Any,
        title: str,
        things: Sequence[tuple[str, str, int, int]],
        *,
        giver: str,
        whom: str,
        rule: str,
        by: Any,
        at: datetime,
        **terms: Any,
    ) -> Self:
        """Enter it with what came: (what, unit, units, units for one household) each. Refused: no_goods.

        It is counted at once and waits to be shared; nobody orders.
        """
        if not things:
            raise Refused("supplies.no_goods")
        closes = {"closes_at": at, "arrives_at": at, "pickup_from": at, "pickup_until": at + timedelta(hours=8)}
        of = Round.draft(community, by=by, at=at, kind="donation", **closes | {"title": title, "rule": rule} | terms)
        made = cls.objects.create(
            community=community, of=of, giver=giver, whom=whom, received_at=at, received_by=by, created_at=at
        )
        rows = [
            (Goods.offer(of, what, unit, FREE, limit=each, by=by, at=at), units) for what, unit, units, each in things
        ]
        of.move("receive")
        for goods, units in rows:
            Arrival.count(goods, units, by=by, at=at)
        record("donation.received", made, by=by, at=at, round=str(of.pk))
        return made

    @verb
    def share(self, *, by: Any, at: datetime) -> int:
        """A parcel for each household it is meant for, by the rule; how many got one. Refused: nobody_meant."""
        from linli.supplies.sharing import parcels_for

        self.of.hold("ordered")
        number = parcels_for(self, at)
        if not number:
            raise Refused("supplies.nobody_meant")
        self.of.arrive(by=by, at=at)
        record("donation.shared", self, by=by, at=at, households=number)
        return number
