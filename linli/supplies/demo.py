"""Rounds for the demo community: one of 278 parcels that is accounted for, one that is open, and a donation."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from linli.accounts.models import User
from linli.journal.verbs import verb
from linli.registry.models import Household, Resident
from linli.supplies.delivering import parcels
from linli.supplies.models import Arrival, Basket, Donation, Goods, Handout, Payment, Refund, Round
from linli.supplies.reckoning import balances

PARCELS, COMING = 278, 46
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
W = Basket.Way
WAYS = (W.PHONE_PAGE, W.PHONE_PAGE, W.PHONE_PAGE, W.LIST, W.LIST, W.PROXY, W.TELEPHONE, W.DESK)
# label, unit, price, pack, limit, stock, also called
DONE = (
    ("鸡蛋", "板", "25.50", 6, 2, None, "A"),
    ("蔬菜包", "份", "30.00", 10, 2, None, "B，蔬菜"),
    ("五花肉", "份", "48.80", 5, 1, 120, "C，肉"),
)
OPEN = (
    ("鸡蛋", "板", "25.50", 6, 2, 80, "A"),
    ("蔬菜包", "份", "30.00", 10, 3, None, "B，蔬菜"),
    ("活鱼", "条", "32.00", 1, 1, 12, "C，鱼"),
    ("大米", "袋", "45.00", 4, 2, None, "D，米"),
)


@verb
def build(community: Any, seed: int, by: User, at: datetime) -> int:
    """In the community's scope, as of ``at``; how many households ordered."""
    random = Random(seed)
    living = Resident.objects.living().filter(here=True, confirmed=True).values("household")
    homes = list(Household.objects.filter(pk__in=living).order_by("flat__key"))
    _finished(community, random, random.sample(homes, PARCELS), by, at - 3 * DAY)
    since, until = hours(community, at)
    going = _begun(community, "周四鲜菜团购", OPEN, by, since, closes=until)
    _ordered(going, random, random.sample(homes, COMING), min(at, going.closes_at - HOUR))
    _given(community, by, at - DAY)
    return PARCELS + COMING


def hours(community: Any, at: datetime) -> tuple[datetime, datetime]:
    """Since eight in the morning (or just now), until eight in the evening; an evening that is near is the next one."""
    day = at.astimezone(ZoneInfo(community.zone)).replace(minute=0, second=0, microsecond=0)
    evening = day.replace(hour=20)
    return min(day.replace(hour=8), at), evening if at + 2 * HOUR < evening else evening + DAY


def _begun(community: Any, title: str, rows: Iterable[Any], by: Any, at: datetime, closes: datetime) -> Round:
    of = Round.draft(
        community,
        by=by,
        at=at,
        title=title,
        supplier="东湖农贸市场（示例）",
        supplier_phone="02700000000",
        rule="need",
        substitution=True,
        refund="cash",
        closes_at=closes,
        arrives_at=closes + 17 * HOUR,
        place="南门小广场",
        pickup_from=closes + 19 * HOUR,
        pickup_until=closes + 26 * HOUR,
        slot_minutes=15,
        slot_places=12,
        pay_how="领的时候付现金，或转账给居委会，写上房号",
    )
    for label, unit, price, pack, limit, stock, also in rows:
        more = {"pack": pack, "limit": limit, "stock": stock, "also": also}
        Goods.offer(of, label, unit, Decimal(price), by=by, at=at, **more)
    of.open(by=by, at=at)
    return of


def _ordered(of: Round, random: Random, homes: Iterable[Household], at: datetime) -> None:
    goods = list(of.goods.all())
    for home in homes:
        wanted = {one.pk: random.choice((0, 1, 1, 2)) for one in goods}
        wanted = {key: min(units, one.limit or 9) for (key, units), one in zip(wanted.items(), goods, strict=True)}
        if not any(wanted.values()):
            wanted[goods[0].pk] = 1
        swap = random.random() < 0.4
        Basket.order(of, home, wanted, way=random.choice(WAYS), by=None, at=at, swap=swap)


def _finished(community: Any, random: Random, homes: list[Household], by: User, at: datetime) -> None:
    """A shortage of eggs, a spoiled box of vegetables, refunds, two parcels found spoiled at home."""
    of = _begun(community, "鸡蛋蔬菜肉团购", DONE, by, at, closes=at + 10 * HOUR)
    _ordered(of, random, homes, at + HOUR)
    came = of.closes_at + 17 * HOUR
    owing = [key for key, one in balances(of).items() if one.open]  # who only waits owes nothing
    for basket in Basket.objects.filter(pk__in=owing).order_by("number"):
        Payment.mark(basket, None, random.choice(("cash", "transfer", "transfer")), by=by, at=at + 2 * HOUR)
    of.close(by=by, at=of.closes_at)
    of.send(by=by, at=of.closes_at + HOUR)
    _counted(of, by, came)
    of.arrive(by=by, at=came)
    of.pickup_from = came + 2 * HOUR
    of.hand_out(of.pickup_from, by=by, at=came + HOUR)
    _handed(of, random, by)
    of.account(None, by=by, at=of.pickup_from + 9 * HOUR)


def _counted(of: Round, by: User, at: datetime) -> None:
    for goods in of.goods.all():
        ordered = sum(goods.items.values_list("quantity", flat=True))
        less, spoiled = {1: (24, 2), 2: (0, 10)}.get(goods.number, (0, 0))
        instead = {"instead": "鸭蛋", "instead_units": 12, "instead_price": Decimal("28.00")} if less else {}
        Arrival.count(goods, ordered - less, spoiled, by=by, at=at, **instead)


def _handed(of: Round, random: Random, by: User) -> None:
    """Everything reaches its household; what is carried up is done by whoever marks it here."""
    rows = list(parcels(of).select_related("errand"))
    for row in rows:
        moment = (row.slot_at or of.pickup_from) + timedelta(minutes=random.randrange(14))
        way = "door" if row.door else random.choice(("scan", "scan", "list", "paper"))
        if row.errand is not None:
            row.errand.accept(by=by, at=moment)
            row.errand.deliver(by=by, at=moment)
            row.errand.confirm(by=by, at=moment, rung=True)
        else:
            Handout.tick(row, way, by=by, at=moment)
    for row in rows[:2]:
        item = row.items.exclude(got=0).first()
        if item is not None:
            item.spoil(1, by=by, at=of.pickup_from + 8 * HOUR)
    stand = balances(of)
    for row in Basket.objects.filter(pk__in=[key for key, one in stand.items() if one.back]):
        Refund.give(row, "cash", by=by, at=of.pickup_from + 8 * HOUR)


def _given(community: Any, by: User, at: datetime) -> None:
    Donation.receive(
        community,
        "一批口罩",
        [("口罩", "包", 60, 1)],
        giver="一家药店（示例）",
        whom="need",
        rule="lottery",
        place="社区服务站",
        by=by,
        at=at,
    )
