"""A family's phones at the same moment: each person waits once, on both databases."""

import threading
import uuid
from typing import Any

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from linli.gates import queue
from linli.gates.models import Preparation
from linli.gates.tests.conftest import set_up


@pytest.mark.django_db(transaction=True)
def test_four_phones_at_once_leave_each_person_in_the_queue_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.world import build

    with scopes_disabled():
        world = build()
    with scope(community=world.community.pk):
        gate = set_up(world, monkeypatch)
    family = [world.residents["王梅"], world.residents["王秀英"], world.residents["李强"]]
    failures: list[Exception] = []
    start = threading.Barrier(4)

    def say(turn: int) -> None:
        people: list[tuple[Any, dict[str, str]]] = [(one, {}) for one in family[turn % 3 :] + family[: turn % 3]]
        start.wait()
        try:
            with scope(community=world.community.pk):
                for _ in range(3):
                    queue.prepare(people, gate.place, uuid.UUID(int=turn), "exit", world.at)
        except Exception as failure:  # told by the assertion below, not lost in a thread
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=say, args=(turn,)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with scope(community=world.community.pk):
        waiting = Preparation.objects.filter(status="waiting")
        assert sorted(row.resident_id for row in waiting) == sorted(one.pk for one in family)
        assert len({row.group for row in waiting}) == 1
