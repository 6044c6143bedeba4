"""The demo's cottage has the size of the original, keeps its own clocks, and opens with the phrase that is shown."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator

from linli.accounts.demo import PHRASE
from linli.accounts.models import User
from linli.journal.chain import apart
from linli.journal.walk import walk
from linli.wellbeing import demo, demo_letters, sealing
from linli.wellbeing.demo_letters import Letter, letters
from linli.wellbeing.models import CounsellorKey, Entry, GroupKey, Record, Sealed, Wrap
from linli.wellbeing.tests.test_sealing import SCHEMA
from linli.wellbeing.wire import text

AT = datetime(2020, 4, 8, 2, 30, tzinfo=UTC)
PEOPLE = [User(id=uuid4(), username="counsellor", name="苏敏"), User(id=uuid4(), username="police", name="胡明荣")]


@pytest.fixture(scope="module")
def made() -> list[Letter]:
    return letters(Random(2020), PEOPLE, AT, [])


@pytest.mark.pure
def test_it_has_the_size_of_the_original(made: list[Letter]) -> None:
    kinds = Counter(one.payload["kind"] for one in made)
    assert kinds == {"registration": 790, "test": 1600, "talk": 16}
    assert 80 <= sum(one.payload["urgency"] != "below" for one in made) <= 120
    assert len({one.id for one in made}) == len(made)


@pytest.mark.pure
def test_what_was_written_is_what_phones_write(made: list[Letter]) -> None:
    schema = Draft202012Validator(SCHEMA)
    wrong = [error.message for one in made for error in schema.iter_errors({**one.payload, "record": str(one.id)})]
    assert wrong == []


@pytest.mark.pure
def test_nobody_in_danger_waits_longer_than_the_clock_allows(made: list[Letter]) -> None:
    urgent = [one for one in made if one.payload["urgency"] in ("life", "call_me")]
    waiting = [one for one in urgent if one.closed_at is None]
    assert {one.payload["urgency"] for one in waiting} == {"life", "call_me"}
    assert all(one.at > AT - timedelta(hours=2) for one in waiting)
    assert all(one.at <= moment <= AT for one in made for moment in (one.opened_at, one.closed_at) if moment)


def test_all_of_it_opens_with_the_phrase_that_the_login_page_shows(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in (("PEOPLE", 20), ("TESTS", 9), ("HIGH", 4), ("ASKING", 3)):
        monkeypatch.setattr(demo_letters, name, number)
    for kind in ("counsellor", "police"):
        User.objects.filter(pk=world.users[kind].pk).update(username=kind)
    count = demo.build(world.community, 2020, AT)
    own, group = CounsellorKey.objects.get(user=world.users["police"]), GroupKey.of(world.community)
    assert group is not None and Record.objects.count() == count
    pair = sealing.unlock_pair(own.sealed_private, own.public_key, PHRASE)
    pair = sealing.unwrap(Wrap.objects.get(counsellor_key=own).wrapped, pair, group.public_key)
    for one in Sealed.objects.all():
        sealed = sealing.Sealed(text(one.sealed_key), text(one.body))
        said, key = sealing.open_record(sealed, pair, str(one.record_id))
        assert said["nickname"]
        for entry in Entry.objects.filter(record=one.record_id):
            assert sealing.open_entry(key, text(entry.body))["by"]["name"]
    assert walk(apart(world.community.pk)).findings == []
