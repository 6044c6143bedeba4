"""A household's phones announce at the same moment: no visit twice, and never one too many, on both databases."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from linli.core.refusals import Refused
from linli.gates import visits
from linli.gates.inforce import InForce
from linli.gates.models import Pass

AGREED = {"entry": [{"check": "host_agreed"}], "exit": []}


@pytest.mark.django_db(transaction=True)
def test_six_phones_at_once_announce_five_visits_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.world import build

    with scopes_disabled():
        world = build()
    gate = {"entry": [], "exit": [], "settings": {}, "others": {"visitor": AGREED}}
    rules = InForce(version="test/one@1", phase="one", gate=gate, hash="0")
    for module in ("visits", "issuing"):
        monkeypatch.setattr(f"linli.gates.{module}.rules_at", lambda community, at: rules)
    host, begins = world.residents["王梅"], world.at + timedelta(hours=5)
    made: list[Any] = []
    start = threading.Barrier(6)

    def say(turn: int) -> None:
        start.wait()
        try:
            with scope(community=world.community.pk):
                for name in ("客", f"客{turn}"):
                    made.append(visits.announce(host, name=name, people=1, begins=begins, by=host, at=world.at).pk)
        except Refused as refusal:
            made.append(refusal.code)
        except Exception as failure:  # told by the assertion below, not lost in a thread
            made.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=say, args=(turn,)) for turn in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(community=world.community.pk):
        assert Pass.objects.count() == visits.MOST_OPEN
    keys = [one for one in made if one != "gates.too_many_visits"]
    assert (len(made), len(keys), len(set(keys))) == (12, 10, 5), made
