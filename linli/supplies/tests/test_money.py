"""Marks of money, made by people."""

from decimal import Decimal
from typing import Any

from linli.supplies.models import Payment
from linli.supplies.reckoning import balance_of
from linli.supplies.tests.test_round import refused


def test_marks_of_money_are_taken_back_openly_and_never_doubled(world: Any, buy: Any) -> None:
    by, at = world.users["secretary"], world.at
    basket = buy("李强", 1)
    for amount in ("0", "-1", "0.001"):
        refused("supplies.amount_unclear", Payment.mark, basket, Decimal(amount), "cash", by=by, at=at)
    refused("supplies.amount_unclear", Payment.mark, basket, None, "gold", by=by, at=at)
    paid = Payment.mark(basket, None, "cash", by=by, at=at)
    refused("supplies.nothing_open", Payment.mark, basket, None, "cash", by=by, at=at)
    paid.take_back(by=by, at=at)
    refused("core.moved_meanwhile", paid.take_back, by=by, at=at)
    assert balance_of(basket).open == Decimal("25.50") and Payment.objects.count() == 1
