"""Two workers at the same moment, on both databases: one wins, the other reads a calm refusal."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from linli.arrivals.models import Arrival
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.registry.models import Resident
from linli.situation.demo import build as rules

HOUR = timedelta(hours=1)


@pytest.fixture
def world(transactional_db: Any) -> Any:
    from tests.world import build

    with scopes_disabled():
        made = build()
    with scope(community=made.community.pk):
        users = made.users
        rules(made.community, users["secretary"], users["community_worker"], made.at - HOUR)
        yield made


def announced(world: Any, name: str = "李建国") -> Arrival:
    return Arrival.announce(
        world.community, room="3-2-501", travellers=[{"name": name}], source="desk",
        by=world.users["community_worker"], at=world.at,
    )  # fmt: skip


def together(world: Any, *acts: Callable[[], Any]) -> list[str]:
    """Run ``acts`` at the same moment; the refusals' codes, "" for whoever won."""
    said: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        start.wait()
        try:
            with scope(community=world.community.pk):
                act()
            said.append("")
        except Refused as refused:
            said.append(refused.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


def again(arrival: Arrival) -> Arrival:
    """The same row as another worker's page holds it."""
    return Arrival._base_manager.select_related("community").get(pk=arrival.pk)


@pytest.mark.django_db(transaction=True)
def test_two_who_reach_them_write_it_once(world: Any) -> None:
    made = announced(world)
    one, two = world.users["grid_worker"], world.users["secretary"]
    acts = [lambda who=who, row=again(made): row.contact(by=who, at=world.at) for who in (one, two)]
    assert together(world, *acts) == ["", "arrivals.moved_on"]
    assert made.steps.filter(what="reached").count() == 1
    assert FollowUp.objects.filter(kind="arrival").exclude(status="done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_brought_home_by_two_they_are_entered_once(world: Any) -> None:
    made = announced(world)
    worker = world.users["grid_worker"]
    acts = [lambda row=again(made): row.bring_in(told=True, by=worker, at=world.at) for _ in range(2)]
    assert together(world, *acts) == ["", "arrivals.moved_on"]
    assert Resident.objects.filter(name="李建国").count() == 1


@pytest.mark.django_db(transaction=True)
def test_met_and_given_up_at_once_it_is_one_of_both(world: Any) -> None:
    made = announced(world)
    worker = world.users["grid_worker"]
    here, gone = again(made), again(made)
    said = together(world, lambda: here.meet(by=worker, at=world.at), lambda: gone.not_coming(by=worker, at=world.at))
    assert said[0] == "" and said[1] in ("arrivals.moved_on", "arrivals.over")
    made.refresh_from_db()
    assert made.status in ("met", "not_coming")


@pytest.mark.django_db(transaction=True)
def test_two_who_join_crosswise_leave_one_thread(world: Any) -> None:
    first, second = announced(world), announced(world, "李红")
    pairs = [(again(first), again(second)), (again(second), again(first))]
    said = together(world, *[lambda a=a, b=b: a.join(b, by=None, at=world.at) for a, b in pairs])
    assert said == ["", "arrivals.over"]
    [kept] = Arrival.objects.exclude(status="joined")
    assert sorted(str(one.name) for one in kept.present) == ["李建国", "李红"]


@pytest.mark.django_db(transaction=True)
def test_two_missed_calls_count_as_two(world: Any) -> None:
    made = announced(world)
    acts = [lambda row=again(made): row.miss(by=world.users["grid_worker"], at=world.at) for _ in range(2)]
    assert together(world, *acts) == ["", ""]
    made.refresh_from_db()
    assert made.attempts == 2
