"""The read log: who opened whose record, when and why."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from linli.privacy import readings
from linli.privacy.models import Reading
from linli.privacy.readings import note, note_read, readings_of


def test_a_personal_page_notes_who_read_whom(world, monkeypatch):
    monkeypatch.setattr(readings, "now", lambda: world.at)
    request = SimpleNamespace(community=world.community, user=world.users["secretary"])
    note_read(request, world.residents["王梅"], "identity")
    row = readings_of(world.residents["王梅"]).get()
    assert (row.reader, row.why, row.at) == (f"user:{world.users['secretary'].pk}", "identity", world.at)
    assert row.day == world.community.today(world.at)


def test_many_at_once_and_a_reload_is_not_a_second_look(world):
    people = list(world.residents.values())
    reader = world.users["grid_worker"]
    note(world.community, reader, people, "listed", world.at)
    note(world.community, reader, people, "listed", world.at + timedelta(seconds=30))
    assert Reading.objects.count() == len(people)
    note(world.community, reader, people[:1], "listed", world.at + timedelta(minutes=2))
    assert Reading.objects.count() == len(people) + 1


def test_a_reason_that_nobody_could_read_is_refused(world):
    with pytest.raises(KeyError):
        note(world.community, None, world.residents["王梅"], "curious", world.at)
