"""Everything that people do with a round, in any order: nothing is oversold, and money and shares add up throughout."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from linli.core.refusals import Refused
from linli.supplies.delivering import parcels
from linli.supplies.models import Arrival, Basket, Handout, Item, Payment, Refund, Round
from linli.supplies.reckoning import balances, lines_of, sums
from linli.supplies.rules import ZERO, by_goods, by_household, total
from linli.supplies.tests.conftest import begin

NAMES = ("王梅", "李强", "陈浩", "赵敏")
RULES = ("equal", "need", "lottery")
STOCK = 7
STAGES = ("open", "closed", "ordered", "arrived", "handing_out")


class Play:
    """One round, and the acts that may come at any moment; what is refused changes nothing."""

    def __init__(self, world: Any, seed: int) -> None:
        self.world, self.random, self.at = world, Random(seed), world.at
        self.of = begin(world, world.at, stock=STOCK, rule=RULES[seed % 3])
        self.of.open(by=None, at=self.at)
        self.eggs, self.greens = self.of.goods.order_by("number")

    def some(self, rows: Any) -> Any:
        kept = list(rows.order_by("pk"))
        return self.random.choice(kept) if kept else None

    def order(self) -> None:
        home = self.world.residents[self.random.choice(NAMES)].household
        wanted = {one.pk: self.random.randrange(5) for one in (self.eggs, self.greens)}
        swap = self.random.random() < 0.5
        Basket.order(self.of, home, wanted, way="desk", by=None, at=self.at, swap=swap)

    def withdraw(self) -> None:
        if row := self.some(Basket.objects.filter(status="ordered")):
            row.withdraw(by=None, at=self.at)

    def pay(self) -> None:
        if row := self.some(Basket.objects.all()):
            amount = self.random.choice((None, Decimal("0.01"), Decimal("30.00")))
            Payment.mark(row, amount, "cash", by=None, at=self.at)

    def unpay(self) -> None:
        if row := self.some(Payment.objects.filter(taken_back_at=None)):
            row.take_back(by=None, at=self.at)

    def give_back(self) -> None:
        if row := self.some(Basket.objects.all()):
            Refund.give(row, "cash", by=None, at=self.at)

    def count(self) -> None:
        goods = self.random.choice((self.eggs, self.greens))
        came = self.random.randrange(14)
        more: dict[str, Any] = {"instead": "鸭蛋", "instead_units": 2, "instead_price": Decimal("28.00")}
        Arrival.count(goods, came, self.random.randint(0, came), by=None, at=self.at, **(more if came < 4 else {}))

    def spoil(self) -> None:
        if row := self.some(Item.objects.exclude(got=None)):
            row.spoil(1, by=None, at=self.at)

    def tick(self) -> None:
        if row := self.some(Basket.objects.select_related("of")):
            Handout.tick(row, "list", by=None, at=self.at)

    def on(self) -> None:
        """The round's next step, whatever it is."""
        of = Round.objects.get()
        steps: dict[str, Callable[[], Any]] = {
            "open": lambda: of.close(by=None, at=self.at),
            "closed": lambda: of.send(by=None, at=self.at),
            "ordered": lambda: of.arrive(by=None, at=self.at),
            "arrived": lambda: of.hand_out(self.at, by=None, at=self.at),
            "handing_out": lambda: of.account(None, by=None, at=self.at),
        }
        steps[of.status]()

    def act(self) -> None:
        self.at += timedelta(minutes=1)
        acts = [self.order] * 4 + [self.withdraw, self.pay, self.pay, self.unpay, self.give_back]
        acts += [self.count, self.spoil, self.tick]
        with suppress(Refused):
            self.random.choice(acts)()


def check(play: Play) -> None:
    of = Round.objects.get()
    eggs = list(Item.objects.filter(goods=play.eggs))
    promised, waiting = sum(one.quantity for one in eggs), sum(one.waiting for one in eggs)
    assert promised <= STOCK, "oversold"
    assert of.status != "open" or promised == STOCK or not waiting, "somebody waits beside what is free"
    lines = lines_of(of)
    assert sum(by_goods(lines).values(), ZERO) == sum(by_household(lines).values(), ZERO) == total(lines)
    money = sums(balances(of).values())
    assert money["owed"] - money["paid"] + money["returned"] == money["open"] - money["back"]
    if of.arrived_at:
        for goods in of.goods.filter(dropped_at=None).select_related("arrival"):
            items = list(Item.objects.filter(goods=goods, basket__status="ordered"))
            assert sum(one.got or 0 for one in items) + goods.arrival.left == goods.arrival.usable
            assert sum(one.instead for one in items) + goods.arrival.instead_left == goods.arrival.instead_units
            assert all((one.got or 0) + one.instead <= one.quantity for one in items)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_comes_between_nothing_is_oversold_and_everything_adds_up(world: Any, seed: int) -> None:
    play = Play(world, seed)
    for stage in STAGES:
        for _ in range(8):
            play.act()
            check(play)
        if stage == "open":
            Basket.order(
                play.of, world.residents["王梅"].household, {play.greens.pk: 2}, way="desk", by=None, at=play.at
            )
        if stage == "ordered":
            Arrival.count(play.eggs, 3, 1, by=None, at=play.at)
            Arrival.count(play.greens, 9, 0, by=None, at=play.at)
        if stage == "handing_out":
            for row in parcels(Round.objects.get()).filter(handout=None):
                Handout.tick(row, "list", by=None, at=play.at)
        play.on()
        check(play)
    of = Round.objects.get()
    assert of.status == "accounted" and of.result["by_goods"] == of.result["by_household"]
