"""Two at the same moment: one runner, one purse, on both databases."""

import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from linli.core.refusals import Refused
from linli.errands.models import Bag, Cash, Errand
from linli.followups.models import FollowUp

pytestmark = pytest.mark.django_db(transaction=True)
RUNNERS = ("volunteer", "building_lead", "seconded", "community_worker")


@pytest.fixture
def town() -> Any:
    from tests.world import build

    with scopes_disabled():
        return build()


def asked(town: Any, name: str = "王秀英") -> Errand:
    with scope(community=town.community.pk):
        return Errand.ask(
            town.community,
            resident=town.residents[name],
            kind="medicine",
            what="胰岛素",
            due_at=town.at + timedelta(hours=3),
            source="telephone",
            by=town.users["secretary"],
            at=town.at,
        )


def at_once(town: Any, acts: list[Callable[[], Any]]) -> list[str]:
    """What came of each, in their order: "" for done, else the refusal."""
    start, came = threading.Barrier(len(acts)), ["?"] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            with scope(community=town.community.pk):
                act()
            came[number] = ""
        except Refused as refused:
            came[number] = refused.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def fresh(errand: Errand) -> Errand:
    return Errand._base_manager.get(pk=errand.pk)


def test_of_four_who_accept_at_once_one_runs(town: Any) -> None:
    errand = asked(town)
    users = [town.users[kind] for kind in RUNNERS]
    came = at_once(town, [lambda user=user: fresh(errand).accept(by=user, at=town.at) for user in users])
    assert sorted(came) == ["", *["errands.not_asked"] * 3]
    row = fresh(errand)
    assert row.runner == users[came.index("")] and row.status == "accepted"
    with scope(community=town.community.pk):
        assert row.steps.filter(what="accepted").count() == 1
        assert FollowUp.objects.get(kind="errand").owner == row.runner


def test_of_two_on_the_same_stairs_one_goes_up(town: Any) -> None:
    first, second = asked(town), asked(town, "李强")
    users = [town.users["volunteer"], town.users["building_lead"]]
    came = at_once(
        town,
        [
            lambda: fresh(first).accept(by=users[0], at=town.at),
            lambda: fresh(second).accept(by=users[1], at=town.at),
        ],
    )
    assert sorted(came) == ["", "errands.stairs_taken"]


def test_cannot_and_accept_and_cancel_leave_one_truth(town: Any) -> None:
    errand, runner, other = asked(town), town.users["volunteer"], town.users["building_lead"]
    with scope(community=town.community.pk):
        errand.accept(by=runner, at=town.at)
        errand.collect(by=runner, at=town.at, money=Decimal(50))
    came = at_once(
        town,
        [
            lambda: fresh(errand).cannot("腿扭了", by=runner, at=town.at, given_back=Decimal(50)),
            lambda: fresh(errand).cannot("腿扭了", by=runner, at=town.at, given_back=Decimal(50)),
            lambda: fresh(errand).accept(by=other, at=town.at),
        ],
    )
    assert came[:2].count("") == 1, "given back once"
    row = fresh(errand)
    assert row.runner == (None if came[2] else other)
    assert row.status == ("back_in_pool" if came[2] else "accepted")
    with scope(community=town.community.pk):
        assert sum(one.amount for one in Cash.objects.filter(what="change")) == 50


def test_of_two_taps_on_handed_over_the_change_is_given_once(town: Any) -> None:
    errand, runner = asked(town), town.users["volunteer"]
    with scope(community=town.community.pk):
        errand.accept(by=runner, at=town.at)
        errand.collect(by=runner, at=town.at, money=Decimal(50))
        errand.buy(by=runner, at=town.at, cost=Decimal(30), note="无小票")
    deliver = [lambda: fresh(errand).deliver(by=runner, at=town.at, change=Decimal(20))] * 2
    assert sorted(at_once(town, deliver)) == ["", "errands.not_accepted"]
    with scope(community=town.community.pk):
        assert fresh(errand).purse == 0


def test_one_bag_is_given_to_one(town: Any) -> None:
    rows = [asked(town), asked(town, "赵敏")]
    users = [town.users["volunteer"], town.users["building_lead"]]
    with scope(community=town.community.pk):
        for row, user in zip(rows, users, strict=True):
            row.accept(by=user, at=town.at)
    acts = [
        lambda row=row, user=user: fresh(row).collect(by=user, at=town.at, bag="17")
        for row, user in zip(rows, users, strict=True)
    ]
    assert sorted(at_once(town, acts)) == ["", "errands.bag_number_taken"]
    with scope(community=town.community.pk):
        assert Bag.objects.count() == 1
