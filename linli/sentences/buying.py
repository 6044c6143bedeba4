"""An order of goods goes into the open purchase round where it is clear; otherwise it stays somebody's matter."""

from datetime import datetime
from typing import Any

from linli.core.refusals import Refused
from linli.registry.models import Household, Resident
from linli.sentences.chosen import Chosen
from linli.supplies.jielong import Home, read
from linli.supplies.models import Basket, Item, Round

# whom the line is about was confirmed in the box: that the line itself does not say so is no doubt any more
SETTLED = {"who_missing"}


def into_round(one: Chosen, *, by: Any, at: datetime) -> Basket | None:
    """The order that the line became, within the verb that took it; None where anything about it is a question.

    Clear is: one open round, every amount certain, no word left over, and none of these goods ordered before.
    """
    home = one.who.home
    rounds = list(Round.objects.filter(status=Round.Status.OPEN, kind="purchase", closes_at__gt=at)[:2])
    if home is None or len(rounds) != 1:
        return None
    [of] = rounds
    goods = {goods.number: goods for goods in of.goods.all()}
    said = read(one.words, [goods.ware for goods in goods.values()], [_home(home)])
    if len(said) != 1 or not said[0].units or set(said[0].doubts) - SETTLED:
        return None
    wanted = {goods[number].pk: units for number, units in said[0].units}
    before = Item.objects.filter(basket__of=of, basket__household=home, goods__in=list(wanted))
    if any(item.quantity or item.waiting for item in before):
        return None
    try:
        return Basket.order(of, home, wanted, way=Basket.Way.SENTENCE, by=by, at=at, person=one.who.resident)
    except Refused:  # closed at this very moment, or more than a household may have: somebody asks back
        return None


def _home(home: Household) -> Home:
    unit = home.flat.unit
    people = Resident.objects.living().filter(household=home).values_list("name", flat=True)
    place, block = unit.building.compound.name, unit.building.number
    return Home(home.pk, place, block, unit.number or None, home.flat.number, tuple(people))
