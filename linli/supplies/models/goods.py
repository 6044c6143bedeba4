"""What a round offers, and what came of it."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models

from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.supplies.jielong_amounts import Ware
from linli.supplies.models.rounds import Round


class Goods(TenantRecord):
    """One kind of goods of a round (货品): unit, price, pack, limit per household, how many there are at all."""

    of = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="goods")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40)
    also = models.CharField(max_length=80, blank=True, help_text="what else people call it, with commas: A, 套餐A")
    unit = models.CharField(max_length=8)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    pack = models.PositiveSmallIntegerField(default=1, help_text="units in one pack of the supplier")
    limit = models.PositiveSmallIntegerField(null=True, help_text="units for one household")
    stock = models.PositiveIntegerField(null=True, help_text="units that there are at all")
    minimum = models.PositiveIntegerField(default=0, help_text="fewer units than this are not ordered")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "of", "number"], name="goods_number")]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.label

    @classmethod
    @verb
    def offer(cls, of: Round, label: str, unit: str, price: Decimal, *, by: Any, at: datetime, **more: Any) -> Self:
        """Add goods to a draft. Refused: supplies.not_draft, supplies.price_unclear."""
        of.hold("draft")
        if not 0 <= price < 100_000 or price != price.quantize(Decimal("0.01")):
            raise Refused("supplies.price_unclear")
        number = (of.goods.aggregate(last=models.Max("number"))["last"] or 0) + 1
        made = cls.objects.create(
            community_id=of.community_id,
            of=of,
            number=number,
            label=label.strip(),
            unit=unit.strip(),
            price=price,
            **more,
        )
        record("goods.offered", made, by=by, at=at, round=str(of.pk))
        return made

    @verb
    def take_off(self, *, by: Any, at: datetime) -> None:
        """Not offered after all, while the round is a draft. Refused: supplies.not_draft."""
        self.of.hold("draft")
        record("goods.taken_off", self, by=by, at=at, round=str(self.of_id))
        self.delete()

    @verb
    def drop(self, *, by: Any, at: datetime) -> None:
        """Too few want it, so it is not ordered; nobody owes anything for it. Refused: not_closed, dropped."""
        from linli.supplies.models.baskets import Item

        self.of.hold("closed")
        mine = type(self)._base_manager.filter(pk=self.pk, community_id=self.community_id, dropped_at=None)
        if not mine.update(dropped_at=at):
            raise Refused("supplies.dropped")
        self.dropped_at = at
        Item.objects.filter(goods=self, community_id=self.community_id).update(quantity=0, waiting=0)
        record("goods.dropped", self, by=by, at=at, round=str(self.of_id))

    @property
    def ware(self) -> Ware:
        """As a pasted list calls it."""
        also = [one.strip().upper() for one in self.also.replace("，", ",").split(",")]
        names = [one for one in (self.label.upper(), *also) if one]
        return Ware(self.number, tuple(names), self.unit, self.limit)


class Arrival(TenantRecord):
    """What came of some goods, as it was counted (到货清点), beside what was ordered."""

    goods = models.OneToOneField(Goods, on_delete=models.CASCADE, related_name="arrival")
    came = models.PositiveIntegerField(help_text="units that came, the spoiled ones too")
    spoiled = models.PositiveIntegerField(default=0, help_text="units of them that nobody can use")
    instead = models.CharField(max_length=40, blank=True, help_text="what came in its place")
    instead_units = models.PositiveIntegerField(default=0)
    instead_price = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal("0.00"))
    left = models.PositiveIntegerField(default=0, help_text="units that nobody ordered")
    instead_left = models.PositiveIntegerField(default=0)
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    counted_at = models.DateTimeField()

    @classmethod
    @verb
    def count(cls, goods: Goods, came: int, spoiled: int = 0, *, by: Any, at: datetime, **instead: Any) -> "Arrival":
        """Write what came, or count again, until it is shared out.

        Refused: supplies.not_ordered, spoiled_more (than came), no_substitution (the terms of the round rule it out).
        """
        goods.of.hold("ordered")
        if spoiled > came:
            raise Refused("supplies.spoiled_more")
        if instead.get("instead_units") and not goods.of.substitution:
            raise Refused("supplies.no_substitution")
        values = {"came": came, "spoiled": spoiled, **instead, "counted_by": by, "counted_at": at}
        made, _ = cls.objects.update_or_create(community_id=goods.community_id, goods=goods, defaults=values)
        record("arrival_count.made", made, by=by, at=at, goods=str(goods.pk), came=came, spoiled=spoiled)
        return made

    @property
    def usable(self) -> int:
        return self.came - self.spoiled
