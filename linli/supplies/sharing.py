"""What came, shared out among those who ordered, by the rule that was fixed before; and how, so that it can be read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.care.needs import needs_of
from linli.core.refusals import Refused
from linli.registry.models import Household, Resident
from linli.supplies.models import Arrival, Basket, Donation, Goods, Item, Round
from linli.supplies.models.baskets import free_code
from linli.supplies.rules_shares import Claim, Sharing, draw, share
from linli.supplies.telling import tell

OFFSET = 1000  # lots for what came instead are other lots than those for the goods themselves


@dataclass(frozen=True)
class Shared:
    """How one kind of goods was (or would be) shared; ``instead``: how what came in its place was."""

    goods: Goods
    arrival: Arrival | None
    ordered: int
    sharing: Sharing | None = None
    instead: Sharing | None = None

    @property
    def short(self) -> int:
        return self.sharing.short if self.sharing else 0


def sharings(of: Round, needs: set[Any] | None = None) -> list[Shared]:
    """For each kind of goods. ``needs``: households in need; None: as it was when the goods were shared."""
    baskets = {one.pk: one for one in Basket.objects.filter(of=of, status="ordered")}
    rows: dict[Any, list[Item]] = {}
    for item in Item.objects.filter(basket__in=list(baskets), quantity__gt=0):
        rows.setdefault(item.goods_id, []).append(item)
    return [_shared(of, goods, rows.get(goods.pk, []), baskets, needs) for goods in _goods(of)]


def _goods(of: Round) -> list[Goods]:
    return list(of.goods.filter(dropped_at=None).select_related("arrival"))


def _shared(of: Round, goods: Goods, items: list[Item], baskets: dict[Any, Basket], needs: set[Any] | None) -> Shared:
    arrival: Arrival | None = getattr(goods, "arrival", None)
    ordered = sum(item.quantity for item in items)
    if arrival is None:
        return Shared(goods, None, ordered)
    claims = []
    for item in items:
        basket = baskets[item.basket_id]
        need = basket.need if needs is None else basket.household_id in needs
        claims.append(Claim(basket.number, item.quantity, need))
    sharing = share(of.rule, arrival.usable, claims, seed=of.seed, goods=goods.number)
    swaps = {baskets[item.basket_id].number for item in items if baskets[item.basket_id].swap}
    wants = [Claim(one.number, one.wanted - sharing.got[one.number], one.need) for one in claims if one.number in swaps]
    instead = None
    if arrival.instead_units:
        instead = share(of.rule, arrival.instead_units, wants, seed=of.seed, goods=goods.number + OFFSET)
    return Shared(goods, arrival, ordered, sharing, instead)


def share_out(of: Round, at: datetime) -> int:
    """Write everybody's share. The round is held. How many units are short. Refused: supplies.not_counted."""
    baskets = list(Basket.objects.filter(of=of, status="ordered"))
    needs = set(needs_of([one.household_id for one in baskets], at))
    found = sharings(of, needs)
    missing = [one.goods.label for one in found if one.arrival is None]
    if missing:
        raise Refused("supplies.not_counted", goods="、".join(missing))
    for basket in baskets:
        basket.need = basket.household_id in needs
    Basket.objects.bulk_update(baskets, ["need"], batch_size=200)
    numbers = {one.pk: one.number for one in baskets}
    less: set[Any] = set()
    for one in found:
        less |= _write(one, numbers)
    if not of.given:
        tell([basket for basket in baskets if basket.pk in less], "supplies.short", at)
    return sum(one.short for one in found)


def _write(one: Shared, numbers: dict[Any, int]) -> set[Any]:
    """The shares of one kind of goods; which baskets got less than they ordered."""
    assert one.arrival is not None and one.sharing is not None
    items = list(Item.objects.filter(goods=one.goods, basket__in=list(numbers)))
    for item in items:
        number = numbers[item.basket_id]
        item.got = one.sharing.got.get(number, 0)
        item.instead = one.instead.got.get(number, 0) if one.instead else 0
        item.waiting = 0
    Item.objects.bulk_update(items, ["got", "instead", "waiting"], batch_size=200)
    one.arrival.left = one.sharing.left
    one.arrival.instead_left = one.instead.left if one.instead else 0
    one.arrival.save(update_fields=["left", "instead_left"])
    return {item.basket_id for item in items if (item.got or 0) < item.quantity}


def parcels_for(donation: Donation, at: datetime) -> int:
    """A basket for each household that a donation is meant for, numbered by lot, asking for what one may have."""
    of = donation.of
    living = Resident.objects.living().filter(here=True).values("household")
    homes = list(Household.objects.filter(pk__in=living).order_by("pk").values_list("pk", flat=True))
    if donation.whom == Donation.Whom.NEED:
        needs = needs_of(homes, at)
        homes = [home for home in homes if home in needs]
    lots = draw(of.seed, 0, range(1, len(homes) + 1))
    baskets, codes = [], set[str]()
    for home, number in zip(homes, lots, strict=True):
        code = free_code(of.community_id)
        while code in codes:
            code = free_code(of.community_id)
        codes.add(code)
        baskets.append(
            Basket(community_id=of.community_id, of=of, household_id=home, number=number, code=code, way="donation",
                   created_at=at)
        )  # fmt: skip
    Basket.objects.bulk_create(baskets, batch_size=500)
    goods = list(of.goods.all())
    Item.objects.bulk_create(
        [
            Item(community_id=of.community_id, basket=basket, goods=one, quantity=one.limit or 1)
            for basket in baskets
            for one in goods
        ],
        batch_size=500,
    )
    return len(baskets)
