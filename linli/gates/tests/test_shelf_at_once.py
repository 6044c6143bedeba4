"""Two gates hand out one thing at the same moment, while the clock reminds: one end, one matter, on both databases."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django_scopes import scope, scopes_disabled

from linli.followups.models import FollowUp
from linli.gates.models import ShelfItem
from linli.gates.shelf_telling import late_due
from linli.gates.tests.conftest import enrol, set_up

THINGS = [f"018f3e3e-0000-7000-8000-0000000000{n:02d}" for n in range(10, 30)]


def together(jobs: list[Callable[[], None]]) -> None:
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], None]) -> None:
        start.wait()
        job()
        connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_two_gates_and_the_clock_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.world import build

    with scopes_disabled():
        world = build()
    with scope(community=world.community.pk):
        gate = set_up(world, monkeypatch)
        _, north = enrol(world, "北门")
        home = str(world.flats["3-2-502"].households.get().pk)
    early = int((world.at - timedelta(hours=3)).timestamp())
    outcomes: list[list[str]] = []

    def send(bearer: str, first: int, **said: Any) -> None:
        common = {"gate": str(gate.place.pk), "offset": 0, "at": early} | said
        items = [{"sequence": first + n, "shelf": common | {"item": item}} for n, item in enumerate(THINGS)]
        answer = Client().post(
            "/api/gate/crossings",
            data=json.dumps({"items": items}),
            content_type="application/json",
            headers={"Authorization": bearer},
        )
        outcomes.append([one["outcome"] for one in answer.json()["results"]])

    send(gate.bearer, 1, what="put", household=home, kind="meal")
    at = int(world.at.timestamp())
    together(
        [
            lambda: send(gate.bearer, 100, what="collected", who="resident", at=at - 100),
            lambda: send(north, 100, what="collected", who="volunteer", at=at - 200),
            lambda: send(north, 100, what="collected", who="volunteer", at=at - 200),
            lambda: late_due(world.at) and None,
        ]
    )
    many = len(THINGS)
    assert outcomes[0] == ["new"] * many
    assert sorted(outcomes[1:]) == [["disagreed"] * many, ["duplicate"] * many, ["new"] * many]
    with scope(community=world.community.pk):
        assert set(ShelfItem.objects.values_list("end", flat=True)) == {"volunteer"}
        assert ShelfItem.waiting().count() == 0
        assert FollowUp.objects.exclude(status="done").count() == 0
        assert FollowUp.objects.count() <= 1
