"""What there is to be had, as it was last counted."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.clock import now
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models.places import tidy, unique_or
from linli.shops import rules

MOST = Decimal("9999999")


class Stock(TenantRecord):
    """One thing on the board (物资): how much there is, until when it is fresh, who counted it when."""

    class Kind(models.TextChoices):
        VEGETABLES = "vegetables", _("vegetables and fruit")
        MEAT = "meat", _("meat and eggs")
        FISH = "fish", _("live fish")
        GRAIN = "grain", _("grain and oil")
        MEDICINE = "medicine", _("medicine for every day")
        PROTECTION = "protection", _("masks and disinfectant")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=40)
    unit = models.CharField(max_length=10)
    short_below = models.DecimalField(max_digits=9, decimal_places=2)
    quantity = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    fresh_until = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "title"], condition=models.Q(removed_at=None), name="stock_title"
            )
        ]

    @classmethod
    @verb
    def add(
        cls, community: Any, *, kind: str, title: str, unit: str, short_below: Decimal, quantity: Decimal,
        by: Any, at: datetime | None = None, fresh_hours: int | None = None,
    ) -> Self:  # fmt: skip
        """Put it on the board with a first count. Refused: shops.known_already, shops.quantity_unclear."""
        at = at or now()
        with unique_or("shops.known_already"):
            made = cls.objects.create(
                community=community, kind=kind, title=tidy(title), unit=unit.strip(), short_below=_sound(short_below),
                confirmed_at=at, created_at=at,
            )  # fmt: skip
        record("stock.added", made, by=by, at=at)
        made.confirm(quantity, by=by, at=at, fresh_hours=fresh_hours)
        return made

    @verb
    def confirm(
        self, quantity: Decimal | None = None, *, by: Any, at: datetime | None = None, fresh_hours: int | None = None
    ) -> None:
        """Counted: ``quantity`` None means "as before", ``fresh_hours`` None "fresh as long as was said".

        A count that was taken earlier and typed in later is kept, and does not undo a newer one.
        Refused: shops.quantity_unclear, shops.ended.
        """
        at = at or now()
        held = type(self)._base_manager.select_for_update().get(pk=self.pk, community_id=self.community_id)
        if held.removed_at is not None:
            raise Refused("shops.ended")
        counted = held.quantity if quantity is None else _sound(quantity)
        until = held.fresh_until if fresh_hours is None else at + timedelta(hours=fresh_hours)
        Count.objects.create(community_id=self.community_id, stock=held, quantity=counted, at=at, by=by)
        if at >= held.confirmed_at:
            self.quantity, self.fresh_until, self.confirmed_at, self.confirmed_by = counted, until, at, by
            self.save(update_fields=["quantity", "fresh_until", "confirmed_at", "confirmed_by"])
        record("stock.confirmed", self, by=by, at=at)

    @verb
    def remove(self, *, by: Any, at: datetime | None = None) -> None:
        """It is not supplied any more. Refused("shops.ended")."""
        at = at or now()
        mine = type(self)._base_manager.filter(pk=self.pk, community_id=self.community_id, removed_at=None)
        if mine.update(removed_at=at) != 1:
            raise Refused("shops.ended")
        self.removed_at = at
        record("stock.removed", self, by=by, at=at)

    def __str__(self) -> str:
        return self.title

    @property
    def level(self) -> str:
        return rules.level(self.quantity, self.short_below)

    def trend(self) -> str:
        """By the newest two counts."""
        rows = sorted(self.counts.all(), key=lambda one: (one.at, one.pk), reverse=True)
        return rules.trend([one.quantity for one in rows[:2]])


class Count(TenantRecord):
    """One count of a stock (清点)."""

    stock = models.ForeignKey(Stock, on_delete=models.CASCADE, related_name="counts")
    quantity = models.DecimalField(max_digits=9, decimal_places=2)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "stock", "at"], name="count_stock")]
        ordering = ["-at", "-pk"]


def _sound(quantity: Decimal) -> Decimal:
    if not quantity.is_finite() or not 0 <= quantity <= MOST:
        raise Refused("shops.quantity_unclear")
    return quantity.quantize(Decimal("0.01"))
