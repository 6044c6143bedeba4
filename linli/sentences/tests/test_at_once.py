"""Two taps at the same moment: one intake, one matter, one count, on both databases."""

import threading
import uuid

import pytest
from django.db import connections
from django.test import Client
from django_scopes import scope, scopes_disabled

from linli.followups.models import FollowUp
from linli.sentences.models import Correction, Intake
from linli.sentences.tests.conftest import filled


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False], ids=["the same form", "two forms"])
def test_two_confirmations_at_once(monkeypatch, same):
    from tests.world import build

    with scopes_disabled():
        world = build()
    monkeypatch.setattr("linli.sentences.views.now", lambda: world.at)
    keys = [str(uuid.uuid4())] * 3 if same else [str(uuid.uuid4()) for _ in range(3)]
    clients = [Client() for _ in keys]
    for client in clients:
        client.force_login(world.users["community_worker"])
    data = filled(clients[0].post("/sentences/", {"text": "3-502 胰岛素没了\n5-1203 想买10斤米"}))
    start, places = threading.Barrier(3), []

    def send(client, key):
        start.wait()
        answer = client.post("/sentences/confirmation/", data | {"key": key})
        places.append((answer.status_code, answer.headers["Location"]))
        connections.close_all()

    threads = [threading.Thread(target=send, args=pair) for pair in zip(clients, keys, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    forms = 1 if same else 3
    with scope(community=world.community.pk):
        assert {status for status, _place in places} == {302} and len({place for _status, place in places}) == forms
        assert Intake.objects.count() == forms
        assert FollowUp.objects.count() == 2 * forms
        assert Correction.objects.get(kind="errand", field="kind").count == forms
