"""Who paid, and what was given back: marked by people. Rows are never changed; a mistake is taken back openly."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.supplies.models.baskets import Basket


class Way(models.TextChoices):
    CASH = "cash", _("cash")
    TRANSFER = "transfer", _("transfer")
    PROVIDER = "provider", _("payment provider")


class Payment(TenantRecord):
    """Money of a household for its order, as somebody marked it (付款记录)."""

    basket = models.ForeignKey(Basket, on_delete=models.CASCADE, related_name="payments")
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    way = models.CharField(max_length=8, choices=Way.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    @classmethod
    @verb
    def mark(cls, basket: Basket, amount: Decimal | None, way: str, *, by: Any, at: datetime) -> Self:
        """Mark that ``amount`` was paid (None: all that is open). Refused: nothing_open, amount_unclear.

        The round is held: of two people who mark "all paid" at once, one finds nothing open any more.
        """
        from linli.supplies.reckoning import balance_of

        basket.of.hold()
        still = balance_of(basket).open
        if amount is None and not still:
            raise Refused("supplies.nothing_open")
        paid = still if amount is None else amount
        if paid <= 0 or paid != paid.quantize(Decimal("0.01")) or way not in Way.values:
            raise Refused("supplies.amount_unclear")
        made = cls.objects.create(
            community_id=basket.community_id, basket=basket, amount=paid, way=way, at=at, by=by, created_at=at
        )
        record("payment.marked", made, by=by, at=at, basket=str(basket.pk), way=way)
        return made

    @verb
    def take_back(self, *, by: Any, at: datetime) -> None:
        """It was marked by mistake; the row stays, and counts no more. Refused: core.moved_meanwhile."""
        mine = type(self)._base_manager.filter(pk=self.pk, community_id=self.community_id, taken_back_at=None)
        if not mine.update(taken_back_at=at, taken_back_by=by):
            raise Refused("core.moved_meanwhile")
        self.taken_back_at, self.taken_back_by = at, by
        record("payment.taken_back", self, by=by, at=at, basket=str(self.basket_id))


class Refund(TenantRecord):
    """Money given back to a household (退款), because less came, something was spoiled, or they withdrew."""

    basket = models.ForeignKey(Basket, on_delete=models.CASCADE, related_name="refunds")
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    way = models.CharField(max_length=8, choices=Way.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    @classmethod
    @verb
    def give(cls, basket: Basket, way: str, *, by: Any, at: datetime) -> Self:
        """All that is due back was given back. Refused: supplies.nothing_due (any more), amount_unclear."""
        from linli.supplies.reckoning import balance_of

        basket.of.hold()
        due = balance_of(basket).back
        if not due:
            raise Refused("supplies.nothing_due")
        if way not in Way.values:
            raise Refused("supplies.amount_unclear")
        made = cls.objects.create(
            community_id=basket.community_id, basket=basket, amount=due, way=way, at=at, by=by, created_at=at
        )
        record("refund.given", made, by=by, at=at, basket=str(basket.pk), way=way)
        return made
