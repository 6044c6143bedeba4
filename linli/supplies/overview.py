"""A round in numbers, for lists and for its own page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, Sum

from linli.supplies.delivering import parcels
from linli.supplies.models import Basket, Goods, Handout, Item, Round
from linli.supplies.reckoning import balances, sums
from linli.supplies.rules import packs


def counted(rows: Iterable[Round]) -> list[dict[str, Any]]:
    """Rounds with how many households ordered."""
    kept = list(rows)
    ordered = Basket.objects.filter(of__in=kept, status="ordered").values_list("of").annotate(n=Count("pk"))
    homes = dict(ordered.order_by())
    return [{"row": row, "households": homes.get(row.pk) or row.result.get("households", 0)} for row in kept]


def goods_rows(of: Round) -> list[dict[str, Any]]:
    """Each kind of goods with what is promised, what waits, packs and loose units."""
    promised = Q(items__basket__status="ordered")
    rows = of.goods.annotate(
        ordered=Sum("items__quantity", filter=promised), waits=Sum("items__waiting", filter=promised)
    ).order_by("number")
    return [_row(goods) for goods in rows]


def _row(goods: Any) -> dict[str, Any]:
    units = goods.ordered or 0
    whole, loose = packs(units, goods.pack)
    return {
        "row": goods,
        "ordered": units,
        "waits": goods.waits or 0,
        "left": None if goods.stock is None else goods.stock - units,
        "packs": whole,
        "loose": loose,
        "sum": units * goods.price,
        "below": 0 < units < goods.minimum,
    }


def numbers_of(of: Round) -> dict[str, Any]:
    """Households, goods, money, parcels: what stands at the top of the round's page."""
    goods = goods_rows(of)
    money = sums(balances(of).values())
    there = parcels(of).count() if of.status in ("arrived", "handing_out", "accounted") else 0
    return {
        "households": Basket.objects.filter(of=of, status="ordered").count() or of.result.get("households", 0),
        "waiting": Item.objects.filter(basket__of=of, waiting__gt=0).values("basket").distinct().count(),
        "goods": goods,
        "sum": sum(row["sum"] for row in goods),
        "money": money,
        "parcels": there,
        "handed": Handout.objects.filter(basket__of=of).count(),
        "doors": Basket.objects.filter(of=of, door=True, status="ordered").count(),
    }


def ways(of: Round) -> dict[str, int]:
    rows = Basket.objects.filter(of=of, status="ordered").values_list("way").annotate(n=Count("pk"))
    return dict(rows.order_by())


def goods_of(of: Round) -> list[Goods]:
    return list(of.goods.filter(dropped_at=None))
