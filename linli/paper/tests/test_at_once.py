"""Two people enter the same sheet at the same moment: each row is one crossing, on both databases."""

import threading

import pytest
from django.db import connections
from django.test import Client
from django_scopes import scope, scopes_disabled

from linli.gates.models import Crossing, Gate, Permit
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
