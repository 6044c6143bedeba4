"""Two uploads at the same moment: each crossing exactly once, on both databases."""

import json
import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django_scopes import scope, scopes_disabled

from linli.gates.models import Crossing, CrossingKey
from linli.gates.tests.conftest import set_up


@pytest.mark.django_db(transaction=True)
def test_two_uploads_of_the_same_items_keep_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.world import build

    with scopes_disabled():
        world = build()
    with scope(community=world.community.pk):
        gate = set_up(world, monkeypatch)
        someone = world.residents["李强"]
        items = [{"sequence": n, "crossing": entry(gate, someone, world.at, n)} for n in range(1, 41)]
    answers: list[list[str]] = []
    start = threading.Barrier(3)

    def upload() -> None:
        start.wait()
        response = Client().post(
            "/api/gate/crossings",
            data=json.dumps({"items": items}),
            content_type="application/json",
            headers={"Authorization": gate.bearer},
        )
        answers.append([one["outcome"] for one in response.json()["results"]])
        connections.close_all()

    threads = [threading.Thread(target=upload) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(community=world.community.pk):
        assert Crossing.objects.count() == CrossingKey.objects.count() == 40
        assert sorted(Crossing.objects.values_list("number", flat=True)) == list(range(1, 41))
    assert sorted(answers) == [["duplicate"] * 40, ["duplicate"] * 40, ["new"] * 40]
    assert connection.vendor in ("sqlite", "postgresql")


def entry(gate: Any, resident: Any, at: Any, number: int) -> dict[str, Any]:
    return {
        "gate": str(gate.place.pk),
        "direction": "entry",
        "at": int(at.timestamp()) - 100 + number,
        "offset": 0,
        "policy": "test/one@1",
        "pass": "",
        "resident": str(resident.pk),
        "household": str(resident.household_id),
        "facts": {"temperature": 365},
        "verdict": {"outcome": "allow", "code": "gate.allowed", "step": ""},
        "emergency": False,
        "guard": "",
        "shift": "",
    }
