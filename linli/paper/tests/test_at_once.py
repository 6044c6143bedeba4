"""Two people at the same sheet at the same moment: each row is one crossing of one gate, on both databases."""

import json
import threading
from contextlib import suppress
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django_scopes import scope, scopes_disabled

from linli.core.refusals import Refused
from linli.gates.models import Crossing, Gate, Permit
from linli.paper.entering import save
from linli.paper.models import Entry, Sheet


@pytest.mark.django_db(transaction=True)
def test_a_sheet_entered_twice_at_once_is_entered_once() -> None:
    from linli.core.clock import now
    from tests.world import build

    with scopes_disabled():
        world = build()
    at = now()
    with scope(community=world.community.pk):
        gate = Gate.objects.create(community=world.community, compound=world.compound, name="南门")
        for one in world.residents.values():
            Permit.grant(one, kind="work", starts_at=at, by=None)
        day = world.community.today(at)
        [sheet] = Sheet.prepare(world.community, 1, gate=gate, day=day, by=None, at=at)
    typists = []
    for kind in ("secretary", "community_worker"):
        typists.append(Client())
        typists[-1].force_login(world.users[kind])
    for row, text in enumerate(("0000.3501l", "0000.2301c", "0000.3502m"), 1):
        for typist in typists:  # and each row by both
            assert typist.post(f"/paper/sheets/{sheet.pk}/rows/{row}/", {"text": text}).status_code == 200
    start = threading.Barrier(2)

    def enter(typist: Client) -> None:
        start.wait()
        typist.post(f"/paper/sheets/{sheet.pk}/closing/")
        connections.close_all()

    threads = [threading.Thread(target=enter, args=(typist,)) for typist in typists]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(community=world.community.pk):
        assert Entry.objects.exclude(crossing_id=None).count() == Crossing.objects.count() == 3
        assert sorted(Crossing.objects.values_list("number", flat=True)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_a_row_and_another_gate_at_once_agree_about_the_gate() -> None:
    from linli.core.clock import now
    from tests.world import build

    with scopes_disabled():
        world = build()
    at, by = now(), world.users["secretary"]
    day, start = world.community.today(at), threading.Barrier(2)
    with scope(community=world.community.pk):
        gates = [Gate.objects.create(community=world.community, compound=world.compound, name=name) for name in "南北"]
        Sheet.prepare(world.community, 1, gate=gates[0], day=day, by=None, at=at)
        one, other = Sheet.objects.get(), Sheet.objects.get()

    def run(work: Any) -> None:
        with scope(community=world.community.pk), suppress(Refused):
            start.wait()
            work()
        connections.close_all()

    works = [
        lambda: save(one, 1, "0000.3501l", by=by, at=at),
        lambda: other.take_up(gate=gates[1], day=day, by=by, at=at),
    ]
    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(community=world.community.pk):
        assert json.loads(Entry.objects.get().crossing)["gate"] == str(Sheet.objects.get().gate_id)
