"""What there is: counted, typed in late, counted twice at once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from linli.core.refusals import Refused
from linli.shops.models import Count, Stock

HOUR = timedelta(hours=1)


@pytest.fixture
def eggs(world: Any) -> Stock:
    return Stock.add(
        world.community, kind="meat", title="鸡蛋", unit="盒", short_below=Decimal(80), quantity=Decimal(140),
        by=world.users["grid_worker"], at=world.at,
    )  # fmt: skip


def test_a_count_changes_the_word_and_the_trend(world: Any, eggs: Stock) -> None:
    assert (eggs.level, eggs.trend()) == ("plentiful", "new")
    eggs.confirm(Decimal(62), by=world.users["grid_worker"], at=world.at + HOUR, fresh_hours=360)
    assert (eggs.level, eggs.trend()) == ("short", "down")
    assert eggs.fresh_until == world.at + 361 * HOUR
    eggs.confirm(by=world.users["secretary"], at=world.at + 2 * HOUR)
    held = Stock.objects.get()
    assert (held.quantity, held.trend(), held.fresh_until) == (62, "steady", world.at + 361 * HOUR)
    assert held.confirmed_by == world.users["secretary"]


def test_a_count_from_paper_typed_in_late_does_not_undo_a_newer_one(world: Any, eggs: Stock) -> None:
    eggs.confirm(Decimal(50), by=None, at=world.at + 2 * HOUR)
    eggs.confirm(Decimal(100), by=None, at=world.at + HOUR)
    held = Stock.objects.get()
    assert (held.quantity, Count.objects.count(), held.trend()) == (50, 3, "down")


@pytest.mark.parametrize("said", ["-1", "NaN", "Infinity", "10000000"])
def test_nonsense_is_no_quantity(world: Any, eggs: Stock, said: str) -> None:
    with pytest.raises(Refused, match=r"shops\.quantity_unclear"):
        eggs.confirm(Decimal(said), by=None, at=world.at + HOUR)
    assert Stock.objects.get().quantity == 140 and Count.objects.count() == 1


def test_what_is_off_the_board_is_counted_no_more_and_may_come_back(world: Any, eggs: Stock) -> None:
    eggs.remove(by=None, at=world.at)
    with pytest.raises(Refused, match=r"shops\.ended"):
        eggs.remove(by=None, at=world.at)
    with pytest.raises(Refused, match=r"shops\.ended"):
        eggs.confirm(Decimal(1), by=None, at=world.at)
    again = {"kind": "meat", "title": "鸡蛋", "unit": "盒", "short_below": Decimal(1), "quantity": Decimal(1)}
    Stock.add(world.community, **again, by=None, at=world.at)
    with pytest.raises(Refused, match=r"shops\.known_already"):
        Stock.add(world.community, **again, by=None, at=world.at)
