"""Parcels that are brought to the door: an errand each, and one hand-out whichever way it ends."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from linli.errands.models import Errand
from linli.supplies.models import Arrival, Basket, Handout, Payment, Round
from linli.supplies.paying import PROVIDERS, addresses, take_in


@pytest.fixture
def out(world: Any, opened: Round, buy: Any) -> Basket:
    """A parcel for 3-2-502, where nobody can come down, on the morning of handing out."""
    at = world.at + timedelta(days=1)
    basket = buy("王秀英", 1, 1, door=True)
    buy("李强", 1, 1)
    opened.close(by=None, at=at)
    opened.send(by=None, at=at)
    for goods in opened.goods.all():
        Arrival.count(goods, 2, by=None, at=at)
    opened.arrive(by=None, at=at)
    opened.hand_out(at, by=world.users["secretary"], at=at)
    basket.refresh_from_db()
    return basket


def test_who_cannot_come_down_has_an_errand_and_nobody_else(world: Any, out: Basket) -> None:
    errand = Errand.objects.get()
    assert out.errand == errand and (errand.kind, errand.source) == ("delivery", "round")
    assert errand.household == out.household and out.code in errand.what
    assert "鸡蛋和蔬菜" in errand.what and "王秀英" not in errand.what


def test_an_errand_that_reaches_the_door_hands_the_parcel_out(world: Any, out: Basket) -> None:
    at, runner = world.at + timedelta(days=1), world.users["volunteer"]
    errand = Errand.objects.get()
    errand.accept(by=runner, at=at)
    errand.deliver(by=runner, at=at)
    row = Handout.objects.get()
    assert (row.basket, row.way, row.by) == (out, "door", runner)


def test_fetched_after_all_nobody_need_carry_it(world: Any, out: Basket) -> None:
    at = world.at + timedelta(days=1)
    Handout.tick(out, "list", by=world.users["volunteer"], at=at)
    assert Errand.objects.get().status == "cancelled"


def test_ticked_on_leaving_and_then_delivered_it_is_handed_out_once(world: Any, out: Basket) -> None:
    at, runner = world.at + timedelta(days=1), world.users["volunteer"]
    errand = Errand.objects.get()
    errand.accept(by=runner, at=at)
    Handout.tick(out, "door", by=runner, at=at)
    errand.deliver(by=runner, at=at)
    assert Handout.objects.count() == 1 and Errand.objects.get().status == "delivered"


def test_somebody_who_comes_down_after_all_gets_a_time_and_no_errand(world: Any, out: Basket) -> None:
    at = world.at + timedelta(days=1)
    out.move_slot(at, by=world.users["secretary"], at=at)
    assert Errand.objects.get().status == "cancelled"


class Bank:
    """A provider as somebody might add one."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Decimal]] = []

    def address_for(self, code: str, amount: Decimal) -> str:
        return f"https://pay.example/{code}/{amount}"

    def received(self) -> list[tuple[str, Decimal]]:
        return self.rows


def test_a_provider_can_be_added_and_tells_the_same_sum_twice(
    world: Any, buy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    basket, bank = buy("李强", 1), Bank()
    assert addresses(basket) == {}, "none is built in"
    monkeypatch.setitem(PROVIDERS, "bank", bank)
    assert addresses(basket) == {"bank": f"https://pay.example/{basket.code}/25.50"}
    bank.rows = [(basket.code, Decimal("10.00")), ("NOBODY", Decimal(5))]
    assert take_in(bank, world.at) == 1 and take_in(bank, world.at) == 0
    bank.rows = [(basket.code, Decimal("25.50"))]
    assert take_in(bank, world.at) == 1
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [Decimal("10.00"), Decimal("15.50")]
    assert addresses(basket) == {}
