"""Where each household and the whole round stand in money: lines out of rows, summed by the pure rules."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from linli.supplies.models import Basket, Item, Payment, Refund, Round
from linli.supplies.rules import ZERO, Balance, Line, by_household


def lines_of(of: Round, baskets: Iterable[Any] | None = None) -> list[Line]:
    """The lines of a round, or of some of its baskets (ids). ``household`` of a line is the basket's id.

    A cancelled round owes and is owed nothing.
    """
    if of.status == Round.Status.CANCELLED:
        return []
    rows = Item.objects.filter(basket__of=of).select_related("goods__arrival")
    if baskets is not None:
        rows = rows.filter(basket__in=list(baskets))
    return [line_of(item) for item in rows]


def line_of(item: Item) -> Line:
    arrival = getattr(item.goods, "arrival", None)
    return Line(
        household=item.basket_id,
        goods=item.goods_id,
        ordered=item.quantity,
        price=item.goods.price,
        got=item.got,
        instead=item.instead,
        instead_price=arrival.instead_price if arrival else ZERO,
        spoiled=item.spoiled,
    )


def balances(of: Round, baskets: Iterable[Any] | None = None) -> dict[Any, Balance]:
    """Basket id -> where it stands; baskets without lines and payments are left out."""
    only = list(baskets) if baskets is not None else None
    owed = by_household(lines_of(of, only))
    where: dict[str, Any] = {"basket__in": only} if only is not None else {"basket__of": of}
    paid: dict[Any, Decimal] = defaultdict(lambda: ZERO)
    back: dict[Any, Decimal] = defaultdict(lambda: ZERO)
    for key, amount in Payment.objects.filter(taken_back_at=None, **where).values_list("basket", "amount"):
        paid[key] += amount
    for key, amount in Refund.objects.filter(**where).values_list("basket", "amount"):
        back[key] += amount
    keys = {*owed, *paid, *back}
    return {key: Balance(owed.get(key, ZERO), paid[key], back[key]) for key in keys}


def balance_of(basket: Basket) -> Balance:
    return balances(basket.of, [basket.pk]).get(basket.pk, Balance(ZERO))


def sums(rows: Iterable[Balance]) -> dict[str, Decimal]:
    kept = list(rows)
    return {
        "owed": sum((one.owed for one in kept), ZERO),
        "paid": sum((one.paid for one in kept), ZERO),
        "returned": sum((one.returned for one in kept), ZERO),
        "open": sum((one.open for one in kept), ZERO),
        "back": sum((one.back for one in kept), ZERO),
    }
