"""A round from the draft to its account, with everything that goes wrong on the way."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from linli.core.models import Message
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.privacy.keeping import purge_due
from linli.supplies.account import account_of
from linli.supplies.models import Arrival, Basket, Goods, Handout, Payment, Refund, Round
from linli.supplies.reckoning import balance_of, balances, lines_of
from linli.supplies.recurring import close_due
from linli.supplies.rules import by_goods, by_household, total
from linli.supplies.rules_shares import seal
from linli.supplies.tests.conftest import begin

HOUR = timedelta(hours=1)


def refused(code: str, act: Any, *given: Any, **named: Any) -> None:
    with pytest.raises(Refused) as caught:
        act(*given, **named)
    assert caught.value.code == code


def told(template: str) -> set[str]:
    return set(Message.objects.filter(template=template).values_list("to", flat=True))


def held(basket: Basket) -> list[tuple[int, int]]:
    return [(item.quantity, item.waiting) for item in basket.items.order_by("goods__number")]


def test_what_people_order_under_is_fixed_when_it_opens(world: Any) -> None:
    by, at = world.users["secretary"], world.at
    of = begin(world, at)
    assert of.seed_seal == seal(of.seed)
    of.change(by=by, at=at, rule="need", slot_places=5)
    of.open(by=by, at=at)
    refused("supplies.not_draft", of.change, by=by, at=at, rule="lottery")
    refused("supplies.not_draft", Goods.offer, of, "盐", "袋", Decimal(3), by=by, at=at)
    refused("supplies.not_draft", of.goods.first().take_off, by=by, at=at)
    assert Round.objects.get().rule == "need"


def test_a_round_needs_goods_a_price_and_times_that_can_be(world: Any) -> None:
    by, at = world.users["secretary"], world.at
    refused("supplies.times_unclear", begin, world, at, arrives_at=at)
    refused("supplies.times_unclear", begin, world, at, pickup_until=at)
    refused("supplies.times_unclear", begin, world, at, slot_minutes=0)
    of = begin(world, at)
    for price in ("-1", "0.005", "100000"):
        refused("supplies.price_unclear", Goods.offer, of, "盐", "袋", Decimal(price), by=by, at=at)
    refused("supplies.closes_passed", of.open, by=by, at=of.closes_at)
    for goods in of.goods.all():
        goods.take_off(by=by, at=at)
    refused("supplies.no_goods", of.open, by=by, at=at)


def test_who_comes_last_waits_and_moves_up_when_somebody_wants_less(world: Any, buy: Any) -> None:
    buy("李强", 4)
    late = buy("陈浩", 3)
    last = buy("赵敏", 1)
    assert held(late) == [(1, 2)] and held(last) == [(0, 1)]
    first = buy("李强", 2)
    assert held(first) == [(2, 0)] and held(late) == [(3, 0)] and held(last) == [(0, 1)]
    assert told("supplies.moved_up") == {f"resident:{world.residents['陈浩'].pk}"}
    first.withdraw(by=None, at=world.at + HOUR)
    assert held(last) == [(1, 0)] and Basket.objects.get(pk=first.pk).status == "withdrawn"


def test_ordering_twice_is_ordering_once(opened: Round, buy: Any) -> None:
    assert buy("王梅", 2, 1).pk == buy("王秀英", 2, 1).pk, "they live in one household"
    assert Basket.objects.count() == 1 and total(lines_of(opened)) == Decimal("81.00")


def test_what_cannot_be_ordered(world: Any, opened: Round, buy: Any) -> None:
    refused("supplies.over_limit", buy, "李强", 5)
    refused("supplies.nothing_wanted", buy, "李强", 0, 0)
    refused("supplies.other_goods", buy, "李强", -1)
    elsewhere = begin(world, world.at).goods.first()
    order = {"way": "desk", "by": None, "at": world.at}
    refused("supplies.other_goods", Basket.order, opened, world.residents["李强"].household, {elsewhere.pk: 1}, **order)
    refused("supplies.cut_off", buy, "李强", 1, at=opened.closes_at)
    opened.close(by=None, at=opened.closes_at)
    refused("supplies.not_open", buy, "李强", 1)
    assert Basket.objects.count() == 0


def test_another_communitys_household_cannot_order(other_world: Any, opened: Round, world: Any) -> None:
    stranger = other_world.residents["李强"].household
    refused(
        "core.other_community", Basket.order, opened, stranger, {opened.goods.first().pk: 1}, way="desk", by=None,
        at=world.at,
    )  # fmt: skip


def test_it_closes_by_itself_and_its_organiser_has_it_on_the_list(world: Any, opened: Round, buy: Any) -> None:
    buy("李强", 1)
    assert close_due(opened.closes_at - timedelta(minutes=1)) == 0
    assert close_due(opened.closes_at) == 1 and close_due(opened.closes_at) == 0
    matter = FollowUp.objects.get(subject=f"round:{opened.pk}")
    assert matter.owner == world.users["secretary"] and matter.status == "open"
    opened.refresh_from_db()
    opened.cancel(by=world.users["secretary"], at=opened.closes_at)
    matter.refresh_from_db()
    assert matter.status == "done" and balances(opened) == {}


def test_too_few_for_the_supplier_and_nobody_owes_anything(world: Any, opened: Round, buy: Any) -> None:
    by, greens = world.users["secretary"], opened.goods.get(number=2)
    basket = buy("李强", 1, 1)
    refused("supplies.not_closed", greens.drop, by=by, at=world.at)
    opened.close(by=by, at=world.at)
    greens.drop(by=by, at=world.at)
    refused("supplies.dropped", greens.drop, by=by, at=world.at)
    assert balance_of(basket).owed == Decimal("25.50")


def test_an_empty_round_is_not_sent(world: Any, opened: Round) -> None:
    opened.close(by=None, at=world.at)
    refused("supplies.nothing_ordered", opened.send, by=None, at=world.at)


@pytest.fixture
def shared(world: Any, opened: Round, buy: Any) -> Round:
    """Ten eggs less three: five ordered, four came, one of them broken; two trays of duck eggs came in place."""
    by, at = world.users["secretary"], world.at + 24 * HOUR
    baskets = [buy("李强", 2, 1), buy("陈浩", 2, 1, swap=True), buy("赵敏", 1, 1), buy("王梅", 0, 2, door=True)]
    for basket in baskets[:3]:
        Payment.mark(basket, None, "transfer", by=by, at=at)
    opened.close(by=by, at=opened.closes_at)
    opened.send(by=by, at=opened.closes_at)
    eggs, greens = opened.goods.order_by("number")
    Arrival.count(eggs, 4, 1, instead="鸭蛋", instead_units=2, instead_price=Decimal("28.00"), by=by, at=at)
    refused("supplies.not_counted", opened.arrive, by=by, at=at)
    Arrival.count(greens, 6, 0, by=by, at=at)
    opened.arrive(by=by, at=at)
    return opened


def test_a_shortage_is_shared_and_money_stays_whole(world: Any, shared: Round) -> None:
    eggs = shared.goods.get(number=1)
    got = {item.basket.number: item.got for item in eggs.items.filter(quantity__gt=0)}
    assert sum(got.values()) == 3 and set(got.values()) == {1}, "three eggs, three orders: one each"
    chen = Basket.objects.get(number=2)
    item = chen.items.get(goods=eggs)
    assert (item.got, item.instead) == (1, 1), "he agreed, and never pays more than for what he ordered"
    assert balance_of(chen).owed == Decimal("25.50") * 2 + 30
    arrival = Arrival.objects.get(goods=eggs)
    assert (arrival.left, arrival.instead_left) == (0, 1)
    greens = shared.goods.get(number=2).arrival
    assert greens.left == 1, "one more came than was ordered"
    lines = lines_of(shared)
    assert sum(by_household(lines).values()) == sum(by_goods(lines).values())
    assert balance_of(Basket.objects.get(number=1)).back == Decimal("25.50")
    assert told("supplies.short") == {f"resident:{world.residents[name].pk}" for name in ("李强", "陈浩")}


def test_counting_after_the_sharing_changes_nothing(world: Any, shared: Round) -> None:
    eggs = shared.goods.get(number=1)
    refused("supplies.not_ordered", Arrival.count, eggs, 5, by=None, at=world.at)
    refused("supplies.not_ordered", shared.arrive, by=None, at=world.at)


def test_more_cannot_be_spoiled_than_came_nor_come_in_place_against_the_terms(world: Any, buy: Any) -> None:
    of = begin(world, world.at, substitution=False)
    of.open(by=None, at=world.at)
    eggs = of.goods.get(number=1)
    Basket.order(of, world.residents["李强"].household, {eggs.pk: 1}, way="desk", by=None, at=world.at)
    refused("supplies.not_ordered", Arrival.count, eggs, 1, by=None, at=world.at)
    of.close(by=None, at=world.at)
    of.send(by=None, at=world.at)
    refused("supplies.spoiled_more", Arrival.count, eggs, 1, 2, by=None, at=world.at)
    refused("supplies.no_substitution", Arrival.count, eggs, 0, instead_units=1, by=None, at=world.at)


def test_who_comes_down_when_and_who_does_not(world: Any, shared: Round) -> None:
    start = shared.pickup_from
    shared.hand_out(start, by=world.users["secretary"], at=start)
    rows = {row.number: row for row in Basket.objects.all()}
    assert rows[4].door and rows[4].slot_at is None
    times = sorted(row.slot_at for row in rows.values() if row.slot_at)
    assert times == [start, start, start + timedelta(minutes=15)], "two at a time"
    refused("supplies.slot_full", rows[4].move_slot, start, by=None, at=start)
    rows[4].move_slot(start + timedelta(minutes=15), by=None, at=start)
    assert not Basket.objects.get(number=4).door
    assert f"resident:{world.residents['王秀英'].pk}" in told("supplies.door")


def test_a_parcel_is_handed_out_once_and_paper_knows_its_own_time(world: Any, shared: Round) -> None:
    at, by = shared.pickup_from, world.users["volunteer"]
    first, second = Basket.objects.filter(number__in=(1, 2)).order_by("number")
    refused("supplies.not_handing_out", Handout.tick, first, "scan", by=by, at=at)
    shared.hand_out(at, by=by, at=at)
    Handout.tick(first, "scan", by=by, at=at)
    refused("supplies.handed_already", Handout.tick, first, "list", by=by, at=at)
    refused("supplies.not_now", Handout.tick, second, "paper", by=by, at=at, handed_at=at + HOUR)
    refused("supplies.not_now", Handout.tick, second, "paper", by=by, at=at, handed_at=at - 48 * HOUR)
    row = Handout.tick(second, "paper", by=by, at=at + 2 * HOUR, handed_at=at + HOUR)
    assert (row.at, row.created_at) == (at + HOUR, at + 2 * HOUR)
    row.take_back(by=by, at=at + 2 * HOUR)
    Handout.tick(second, "list", by=by, at=at + 3 * HOUR)


def test_spoiled_at_home_refunded_once_and_accounted_for(world: Any, shared: Round) -> None:
    by, at = world.users["secretary"], shared.pickup_from
    shared.hand_out(at, by=by, at=at)
    chen = Basket.objects.get(number=2)
    greens = chen.items.get(goods__number=2)
    refused("supplies.more_than_got", greens.spoil, 2, by=by, at=at)
    greens.spoil(1, by=by, at=at)
    refused("supplies.more_than_got", greens.spoil, 1, by=by, at=at)
    Refund.give(chen, "cash", by=by, at=at)
    refused("supplies.nothing_due", Refund.give, chen, "cash", by=by, at=at)
    refused("supplies.still_there", shared.account, None, by=by, at=at)
    for basket in Basket.objects.all():
        Handout.tick(basket, "list", by=by, at=at)
    shared.account(Decimal("230.00"), by=by, at=at)
    result = account_of(Round.objects.get())
    assert result["by_goods"] == result["by_household"] == "222.00"
    assert result["sum_returned"] == "30.00" and result["parcels"] == 4 and result["handed"] == {"list": 4}
    refused("supplies.not_handing_out", chen.move_slot, at, by=by, at=at)


def test_orders_go_a_month_after_the_account_and_its_numbers_stay(world: Any, shared: Round) -> None:
    by, at = world.users["secretary"], shared.pickup_from
    shared.hand_out(at, by=by, at=at)
    for basket in Basket.objects.all():
        Handout.tick(basket, "list", by=by, at=at)
    shared.account(None, by=by, at=at)
    purge_due(at + timedelta(days=29))
    assert Basket.objects.count() == 4
    purge_due(at + timedelta(days=31))
    assert Basket.objects.count() == 0 and account_of(Round.objects.get())["parcels"] == 4
