"""Twenty people within a day are silent, the twenty-first raises the alarm: once a day, however they are entered."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from linli.core.clock import end_in
from linli.core.models import Message
from linli.followups.models import FollowUp
from linli.journal.models import Line
from linli.orders.alarm import Count
from linli.orders.models import Order
from linli.registry.models import Resident
from linli.situation.demo import build

DAY, SECOND = timedelta(hours=24), timedelta(seconds=1)


def neighbours(world: Any, number: int) -> list[Resident]:
    home = world.flats["3-2-501"].households.get()
    return [
        Resident.objects.create(community=world.community, household=home, name=f"邻居{index}")
        for index in range(number)
    ]


def restrict(world: Any, resident: Resident, at: Any) -> Order:
    return Order.propose(
        resident,
        "home_observation",
        evidence="letter",
        reference="区函 12 号",
        ends_at=end_in(world.community.zone, world.community.today(at) + timedelta(days=3)),
        by=world.users["grid_worker"],
        at=at,
    )


def alarms() -> int:
    return int(FollowUp.objects.filter(kind="many_orders").count())


def test_the_twenty_first_person_raises_it_and_the_district_hears(world: Any, rules: Any) -> None:
    people = neighbours(world, 23)
    for one in people[:20]:
        restrict(world, one, world.at)
    assert alarms() == 0 and not Count(world.community.pk, world.at).many
    restrict(world, people[20], world.at)
    matter = FollowUp.objects.get(kind="many_orders")
    assert (matter.owner, matter.due_at) == (world.users["secretary"], world.at)
    to = set(Message.objects.filter(template="orders.many").values_list("to", flat=True))
    assert to == {f"user:{world.users[kind].pk}" for kind in ("secretary", "district")}
    restrict(world, people[21], world.at)
    assert alarms() == Line.objects.filter(event="order.many_at_once").count() == 1, "once a day"
    assert Count(world.community.pk, world.at).many


def test_one_person_restricted_twice_is_one_person(world: Any, rules: Any) -> None:
    people = neighbours(world, 20)
    for one in people:
        restrict(world, one, world.at).withdraw(by=world.users["grid_worker"], at=world.at)
    restrict(world, people[0], world.at)
    assert alarms() == 0


def test_slowly_is_not_at_once_but_confirming_them_together_is(world: Any, rules: Any) -> None:
    """Twenty each day trip no wire; whoever then confirms them all within one day does."""
    people = neighbours(world, 21)
    first = [restrict(world, one, world.at) for one in people[:11]]
    later = world.at + timedelta(hours=23)
    second = [restrict(world, one, later) for one in people[11:20]]
    assert alarms() == 0
    last = restrict(world, people[20], world.at + DAY)
    assert alarms() == 0, "the first eleven are a day old to the second"
    for one in (*second, last):
        one.confirm(by=world.users["secretary"], at=later + timedelta(minutes=90))
    assert alarms() == 0 and len(first) == 11


def test_twenty_one_confirmed_within_a_day_raise_it(world: Any, rules: Any) -> None:
    people = neighbours(world, 21)
    before, after = world.at - timedelta(minutes=50), world.at + timedelta(hours=23, minutes=20)
    made = [restrict(world, one, before if index < 5 else after) for index, one in enumerate(people)]
    assert alarms() == 0
    for index, one in enumerate(made):
        at = world.at + (timedelta(hours=23) if index < 5 else timedelta(hours=23, minutes=30))
        one.confirm(by=world.users["secretary"], at=at)
    assert alarms() == 1


def test_the_pages_show_it(world: Any, rules: Any, sign_in: Any, monkeypatch: Any) -> None:
    for module in ("views", "views_numbers"):
        monkeypatch.setattr(f"linli.orders.{module}.now", lambda: world.at)
    for one in neighbours(world, 21):
        restrict(world, one, world.at)
    for kind, address in (("secretary", "/orders/"), ("district", "/orders/numbers/")):
        page = sign_in(kind).get(address, headers={"accept-language": "en"}).content.decode()
        assert "21 people within 24 hours" in page, kind
    assert "邻居" not in page


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_count_each_other() -> None:
    from tests.world import build as build_world

    with scopes_disabled():
        world = build_world()
    with scope(community=world.community.pk):
        build(world.community, world.users["secretary"], world.users["community_worker"], world.at - DAY)
        people = neighbours(world, 22)
        for one in people[:19]:
            restrict(world, one, world.at)
    start, failures = threading.Barrier(3), []

    def propose(resident: Resident) -> None:
        start.wait()
        try:
            with scope(community=world.community.pk):
                restrict(world, resident, world.at)
        except Exception as failure:
            failures.append(failure)
        connections.close_all()

    threads = [threading.Thread(target=propose, args=(one,)) for one in people[19:]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(community=world.community.pk):
        assert failures == [] and Order.objects.count() == 22
        assert alarms() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_wins() -> None:
    from linli.core.refusals import Refused
    from tests.world import build as build_world

    with scopes_disabled():
        world = build_world()
    with scope(community=world.community.pk):
        build(world.community, world.users["secretary"], world.users["community_worker"], world.at - DAY)
        made = restrict(world, world.residents["李强"], world.at)
    start, answers = threading.Barrier(2), []

    def confirm(kind: str) -> None:
        start.wait()
        with scope(community=world.community.pk):
            try:
                Order.objects.select_related("resident").get(pk=made.pk).confirm(by=world.users[kind], at=world.at)
                answers.append("ok")
            except Refused as refused:
                answers.append(refused.code)
        connections.close_all()

    threads = [threading.Thread(target=confirm, args=(kind,)) for kind in ("secretary", "community_worker")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["ok", "orders.not_proposed"]
