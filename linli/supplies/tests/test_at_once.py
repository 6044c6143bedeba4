"""Many at the same moment, on both databases: the last box is sold once, handed out once, and paid once."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from linli.core.refusals import Refused
from linli.registry.models import Flat, Household
from linli.supplies.models import Arrival, Basket, Handout, Item, Payment, Round
from linli.supplies.tests.conftest import begin
from linli.supplies.tests.test_round import HOUR

pytestmark = pytest.mark.django_db(transaction=True)
HOMES = 12


@pytest.fixture
def stand() -> Iterator[SimpleNamespace]:
    """Twelve households before five trays of eggs; ``together(acts)`` runs them at once and says what came of each."""
    from tests.world import build

    with scopes_disabled():
        world = build()
    with scope(community=world.community.pk):
        unit = world.flats["3-2-502"].unit
        homes = []
        for number in range(HOMES):
            flat = Flat.objects.create(
                community=world.community, unit=unit, number=f"9{number:02}", key=f"3-2-9{number:02}"
            )
            homes.append(Household.objects.create(community=world.community, flat=flat))
        of = begin(world, world.at, stock=5)
        of.open(by=None, at=world.at)
        yield SimpleNamespace(world=world, of=of, homes=homes, eggs=of.goods.get(number=1), at=world.at + HOUR)


def together(community: Any, acts: list[Callable[[], Any]]) -> Counter[str]:
    said: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        try:
            with scope(community=community.pk):
                start.wait()
                act()
                said.append("done")
        except Refused as refused:
            said.append(refused.code)
        except Exception as failure:  # told by the assertions, not lost in a thread
            said.append(repr(failure))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(said)


def buying(stand: SimpleNamespace, home: Household, units: int) -> Callable[[], Any]:
    return lambda: Basket.order(
        Round.objects.get(pk=stand.of.pk), home, {stand.eggs.pk: units}, way="phone_page", by=None, at=stand.at
    )


def test_the_last_trays_are_promised_once_and_the_others_wait(stand: SimpleNamespace) -> None:
    said = together(stand.world.community, [buying(stand, home, 2) for home in stand.homes])
    assert said == {"done": HOMES}
    rows = list(Item.objects.all())
    assert sum(item.quantity for item in rows) == 5
    assert sum(item.waiting for item in rows) == 2 * HOMES - 5
    assert sorted(Basket.objects.values_list("number", flat=True)) == list(range(1, HOMES + 1))


def test_one_household_on_several_phones_has_one_order(stand: SimpleNamespace) -> None:
    said = together(stand.world.community, [buying(stand, stand.homes[0], 3) for _ in range(6)])
    assert said == {"done": 6}
    assert [(item.quantity, item.waiting) for item in Item.objects.all()] == [(3, 0)]


def test_whoever_withdraws_makes_room_while_others_order(stand: SimpleNamespace) -> None:
    for home in stand.homes[:5]:
        buying(stand, home, 1)()
    leaving = [
        lambda key=row.pk: Basket.objects.get(pk=key).withdraw(by=None, at=stand.at) for row in Basket.objects.all()[:3]
    ]
    said = together(stand.world.community, [*leaving, *(buying(stand, home, 1) for home in stand.homes[5:])])
    assert said == {"done": 3 + HOMES - 5}
    rows = list(Item.objects.all())
    assert sum(item.quantity for item in rows) == 5, "nothing is oversold, and nothing free while somebody waits"
    assert sum(item.waiting for item in rows) == HOMES - 8


def test_closing_and_ordering_at_once_leave_no_order_behind_the_close(stand: SimpleNamespace) -> None:
    def close() -> None:
        Round.objects.get(pk=stand.of.pk).close(by=None, at=stand.at)

    said = together(stand.world.community, [close, *(buying(stand, home, 1) for home in stand.homes)])
    assert set(said) <= {"done", "supplies.not_open"} and sum(said.values()) == HOMES + 1
    assert Basket.objects.count() == said["done"] - 1
    assert Round.objects.get().status == "closed"


def test_a_parcel_is_handed_out_once_and_money_is_marked_once(stand: SimpleNamespace) -> None:
    buying(stand, stand.homes[0], 2)()
    basket = Basket.objects.get()

    def pay() -> None:
        Payment.mark(Basket.objects.select_related("of").get(), None, "cash", by=None, at=stand.at)

    said = together(stand.world.community, [pay] * 4)
    assert said == {"done": 1, "supplies.nothing_open": 3}
    assert Payment.objects.get().amount == Decimal("51.00")
    of = Round.objects.get()
    of.close(by=None, at=stand.at)
    of.send(by=None, at=stand.at)
    for goods in of.goods.all():
        Arrival.count(goods, 2, by=None, at=stand.at)
    of.arrive(by=None, at=stand.at)
    of.hand_out(stand.at, by=None, at=stand.at)

    def tick() -> None:
        row = Basket.objects.select_related("of").get(pk=basket.pk)
        Handout.tick(row, "scan", by=None, at=stand.at + timedelta(minutes=1))

    assert together(stand.world.community, [tick] * 5) == {"done": 1, "supplies.handed_already": 4}
