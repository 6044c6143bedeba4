"""What a household orders in a round. One row a household and round, whoever asked for it and however."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.errands.models import Errand
from linli.journal.verbs import record, verb
from linli.registry.models import Household, Resident
from linli.supplies.models.goods import Goods
from linli.supplies.models.rounds import Round
from linli.supplies.rules_stock import Held, Waiter, grant, promote
from linli.supplies.telling import tell

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE = 6


class Basket(TenantRecord):
    """What one household ordered in a round (订单); its parcel carries the number and the code."""

    class Way(models.TextChoices):
        PHONE_PAGE = "phone_page", _("on the own phone")
        PROXY = "proxy", _("by somebody who acts for them")
        DESK = "desk", _("at the desk")
        TELEPHONE = "telephone", _("by telephone")
        LIST = "list", _("from a chat's list")
        SENTENCE = "sentence", _("by a sentence")
        DONATION = "donation", _("as a donation")

    class Status(models.TextChoices):
        ORDERED = "ordered", _("ordered")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = {"withdraw": ("ordered", "withdrawn"), "order_again": ("withdrawn", "ordered")}

    of = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="baskets")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="in this round, as people say it")
    code = models.CharField(max_length=CODE, help_text="on the label of the parcel")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ORDERED)
    way = models.CharField(max_length=10, choices=Way.choices)
    person = models.ForeignKey(Resident, on_delete=models.SET_NULL, null=True, related_name="+")
    swap = models.BooleanField(default=False, help_text="something else in its place is welcome")
    door = models.BooleanField(default=False, help_text="nobody can come down")
    need = models.BooleanField(default=False, help_text="somebody there was in need when the goods were shared")
    remark = EncryptedText(help_text="what the household wants the organiser to know")
    slot_at = models.DateTimeField(null=True, help_text="when to come down")
    errand = models.ForeignKey(Errand, on_delete=models.SET_NULL, null=True, related_name="+", help_text="to the door")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "of", "household"], name="basket_once"),
            models.UniqueConstraint(fields=["community", "of", "number"], name="basket_number"),
            models.UniqueConstraint(fields=["community", "code"], name="basket_code"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @classmethod
    @verb
    def order(
        cls,
        of: Round,
        household: Household,
        wanted: Mapping[Any, int],
        *,
        way: str,
        by: Any,
        at: datetime,
        person: Resident | None = None,
        **choices: Any,
    ) -> Self:
        """Order, or change the order: units in all by goods (their ids); goods left out stay as they are.

        What is not there any more waits. ``choices``: swap, door, remark. Whoever orders twice has it once: the
        numbers are of the whole order. Refused: not_open, cut_off, nothing_wanted, other_goods, over_limit.
        """
        of.hold("open")
        if at >= of.closes_at:
            raise Refused("supplies.cut_off")
        goods = {one.pk: one for one in of.goods.all()}
        _check(goods, wanted)
        held = cls.objects.filter(of=of, household=household).first()
        if held is None and not any(wanted.values()):
            raise Refused("supplies.nothing_wanted")
        made = held or cls._begin(of, household, way, at)
        for name, value in choices.items():
            setattr(made, name, value)
        made.way, made.person = way, person
        waiting = made._want({goods[key]: units for key, units in wanted.items()}, at)
        made.save()
        record("basket.ordered", made, by=by, at=at, round=str(of.pk), way=way, waiting=waiting)
        return made

    @verb
    def withdraw(self, *, by: Any, at: datetime) -> None:
        """They want nothing after all, before the cut-off; whoever waits moves up. Refused: not_open, cut_off."""
        self.of.hold("open")
        if at >= self.of.closes_at:
            raise Refused("supplies.cut_off")
        self._want({item.goods: 0 for item in self.items.select_related("goods")}, at)
        record("basket.withdrawn", self, by=by, at=at, round=str(self.of_id))

    @verb
    def move_slot(self, slot_at: datetime, *, by: Any, at: datetime) -> None:
        """Another time to come down. Refused: supplies.not_handing_out, supplies.slot_full."""
        self.of.hold("handing_out")
        if Basket.objects.filter(of=self.of_id, slot_at=slot_at).exclude(pk=self.pk).count() >= self.of.slot_places:
            raise Refused("supplies.slot_full")
        if self.errand is not None and self.errand.status != "cancelled":
            self.errand.cancel(by=by, at=at)
        self.slot_at, self.door = slot_at, False
        self.save(update_fields=["slot_at", "door"])
        tell([self], "supplies.slot", at, again=at.isoformat())
        record("basket.slot_moved", self, by=by, at=at)

    @classmethod
    def _begin(cls, of: Round, household: Household, way: str, at: datetime) -> Self:
        last = cls.objects.filter(of=of).aggregate(last=models.Max("number"))["last"] or 0
        code = free_code(of.community_id)
        return cls.objects.create(
            community_id=of.community_id, of=of, household=household, number=last + 1, code=code, way=way, created_at=at
        )

    def _want(self, wanted: Mapping[Goods, int], at: datetime) -> int:
        """Write the wishes, let others move up where something became free; how many units wait now."""
        held = {item.goods_id: item for item in self.items.all()}
        for goods in sorted(wanted, key=lambda one: one.number):
            item = held.get(goods.pk)
            if item is None and not wanted[goods]:
                continue
            item = held[goods.pk] = item or Item(community_id=self.community_id, basket=self, goods=goods)
            item.want(wanted[goods], at)
            move_up(goods, at)
        rows = list(held.values())
        some = any(item.quantity or item.waiting for item in rows)
        if some != (self.status == self.Status.ORDERED):
            self.move("order_again" if some else "withdraw")
        return sum(item.waiting for item in rows)


class Item(TenantRecord):
    """One kind of goods in a household's order (订单明细): what is promised, what waits, and what it got."""

    basket = models.ForeignKey(Basket, on_delete=models.CASCADE, related_name="items")
    goods = models.ForeignKey(Goods, on_delete=models.PROTECT, related_name="items")
    quantity = models.PositiveIntegerField(default=0, help_text="promised, as far as the goods come")
    waiting = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(null=True)
    got = models.PositiveIntegerField(null=True, help_text="its share of what came")
    instead = models.PositiveIntegerField(default=0, help_text="units of what came in its place")
    spoiled = models.PositiveIntegerField(default=0, help_text="units found spoiled after they were handed out")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "basket", "goods"], name="item_once")]
        indexes = [models.Index(fields=["goods", "waiting_since"], name="item_waiting")]

    def want(self, units: int, at: datetime) -> None:
        """Set the wish; the caller holds the round."""
        after = grant(units, Held(self.quantity, self.waiting), _free(self.goods))
        if after.waiting > self.waiting:
            self.waiting_since = at
        self.quantity, self.waiting = after.promised, after.waiting
        self.waiting_since = self.waiting_since if after.waiting else None
        self.save()

    @verb
    def spoil(self, units: int, *, by: Any, at: datetime) -> None:
        """So many of what was handed out turned out spoiled: nobody pays for them. Refused: more_than_got."""
        self.basket.of.hold("handing_out")
        self.refresh_from_db()
        if not 0 < units <= (self.got or 0) - self.spoiled:
            raise Refused("supplies.more_than_got")
        self.spoiled += units
        self.save(update_fields=["spoiled"])
        record("item.spoiled", self, by=by, at=at, units=units)


def _check(goods: Mapping[Any, Goods], wanted: Mapping[Any, int]) -> None:
    for key, units in wanted.items():
        one = goods.get(key)
        if one is None or units < 0:
            raise Refused("supplies.other_goods")
        if one.limit is not None and units > one.limit:
            raise Refused("supplies.over_limit", goods=one.label, limit=one.limit, unit=one.unit)


def _free(goods: Goods) -> int | None:
    """Units that are nobody's. The round is held, so the sum does not change meanwhile."""
    if goods.stock is None:
        return None
    taken = Item.objects.filter(goods=goods).aggregate(sum=models.Sum("quantity"))["sum"] or 0
    return int(max(goods.stock - taken, 0))


def move_up(goods: Goods, at: datetime) -> None:
    """Whoever waits gets what has become free, in the order in which they came; they are told."""
    if goods.stock is None:
        return
    rows = Item.objects.filter(goods=goods, waiting__gt=0).select_related("basket").order_by("waiting_since", "pk")
    queue = {item.pk: item for item in rows}
    if not queue:
        return
    for key, units in promote(_free(goods), [Waiter(item.pk, item.waiting) for item in queue.values()]).items():
        item = queue[key]  # type: ignore[index]
        item.quantity, item.waiting = item.quantity + units, item.waiting - units
        item.waiting_since = item.waiting_since if item.waiting else None
        item.save(update_fields=["quantity", "waiting", "waiting_since"])
        tell([item.basket], "supplies.moved_up", at, again=f"{goods.number}:{item.quantity}")


def free_code(community: Any) -> str:
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(CODE))
        if not Basket.objects.filter(community_id=community, code=code).exists():
            return code
