"""The one page at the end: what was ordered, came, was paid and given back; every sum told two ways."""

from collections import Counter
from decimal import Decimal
from typing import Any

from linli.supplies.delivering import parcels
from linli.supplies.models import Basket, Item, Payment, Refund, Round
from linli.supplies.reckoning import balances, lines_of, sums
from linli.supplies.rules import ZERO, by_goods, by_household


def account_of(of: Round) -> dict[str, Any]:
    """Numbers of the account, as JSON; nothing in it names anybody."""
    if of.result:
        return dict(of.result)
    lines = lines_of(of)
    rows = list(parcels(of))
    handed = Counter(row.handout.way for row in rows if hasattr(row, "handout"))
    goods, homes = by_goods(lines), by_household(lines)
    money = sums(balances(of).values())
    ordered = Basket.objects.filter(of=of, status="ordered")
    return {
        "households": ordered.count(),
        "ways": dict(Counter(ordered.values_list("way", flat=True))),
        "parcels": len(rows),
        "parcels_left": len(rows) - handed.total(),
        "handed": dict(handed),
        "goods": [_row(one, goods.get(one.pk, ZERO)) for one in of.goods.select_related("arrival")],
        "by_goods": str(sum(goods.values(), ZERO)),
        "by_household": str(sum(homes.values(), ZERO)),
        "paid": _by_way(Payment.objects.filter(basket__of=of, taken_back_at=None)),
        "returned": _by_way(Refund.objects.filter(basket__of=of)),
        **{f"sum_{name}": str(amount) for name, amount in money.items()},
    }


def _row(goods: Any, sum_: Decimal) -> dict[str, Any]:
    items = list(Item.objects.filter(goods=goods, basket__status="ordered"))
    arrival = getattr(goods, "arrival", None)
    return {
        "label": goods.label,
        "unit": goods.unit,
        "price": str(goods.price),
        "dropped": goods.dropped_at is not None,
        "ordered": sum(item.quantity for item in items),
        "came": arrival.came if arrival else 0,
        "spoiled": arrival.spoiled if arrival else 0,
        "spoiled_later": sum(item.spoiled for item in items),
        "shared": sum(item.got or 0 for item in items),
        "instead": arrival.instead if arrival else "",
        "instead_shared": sum(item.instead for item in items),
        "left": arrival.left if arrival else 0,
        "instead_left": arrival.instead_left if arrival else 0,
        "sum": str(sum_),
    }


def _by_way(rows: Any) -> dict[str, str]:
    sums_: dict[str, Decimal] = {}
    for way, amount in rows.values_list("way", "amount"):
        sums_[way] = sums_.get(way, ZERO) + amount
    return {way: str(amount) for way, amount in sorted(sums_.items())}
