"""The board of the demo: most is there again, one shop after another opens."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from linli.core.refusals import Refused
from linli.shops.models import Shop, Stock

HOUR = timedelta(hours=1)
# kind, what, unit, "short" below, counted yesterday, counted today, fresh for hours
STOCKS = [
    ("vegetables", "叶菜（白菜、菠菜）", "公斤", 100, 260, 420, 36),
    ("vegetables", "苹果", "公斤", 60, 180, 175, 240),
    ("meat", "猪肉", "公斤", 50, 90, 120, 48),
    ("meat", "鸡蛋", "盒", 80, 140, 62, 360),
    ("fish", "活鱼（鳊鱼）", "条", 30, 0, 85, 12),
    ("grain", "大米 10 公斤装", "袋", 40, 160, 150, None),
    ("medicine", "降压药（常用三种）", "盒", 20, 35, 34, None),
    ("protection", "医用口罩", "包", 50, 30, 0, None),
]
# kind, name, where, when, what it asks, what was looked at
SHOPS = [
    ("market", "邻家小超市", "南门内侧", "9:00-18:00", "戴口罩，店内同时不超过五人", ("inspection", "assessment")),
    ("fruit", "果鲜水果店", "南门内侧", "10:00-17:00", "戴口罩，隔一米排队", ("inspection", "assessment")),
    ("parcels", "菜鸟驿站", "东门外", "9:00-12:00、15:00-18:00", "按取件码尾号分时段", ("inspection", "assessment")),
    ("pharmacy", "便民药房", "北门口", "8:30-20:00", "退烧药、止咳药登记", ("inspection",)),
    ("other", "小区理发店", "3 栋底商", "", "", ()),
]


def build(community: Any, by: Any, at: datetime) -> int:
    """Stocks with two counts each, shops as far as their inspections go. In the community's scope."""
    for kind, title, unit, short, before, today, hours in STOCKS:
        made = Stock.add(
            community, kind=kind, title=title, unit=unit, short_below=Decimal(short), quantity=Decimal(before),
            by=by, at=at - 26 * HOUR,
        )  # fmt: skip
        made.confirm(Decimal(today), by=by, at=at - 2 * HOUR, fresh_hours=hours)
    for kind, title, place, hours_open, asks, looks in SHOPS:
        shop = Shop.enter(
            community, kind=kind, title=title, place=place, hours=hours_open, asks=asks, by=by, at=at - 30 * HOUR
        )
        for what in looks:
            shop.look_at(what, passed=True, by=by, at=at - 3 * HOUR)
        if len(looks) == 2:
            try:
                shop.open(by=by, at=at - 2 * HOUR)
            except Refused:  # an earlier phase: it stays closed, as it was then
                continue
    return len(STOCKS) + len(SHOPS)
