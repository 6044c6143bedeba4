"""The outbox: at least once, each key once, nobody held up."""

import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from linli.core import channels, outbox
from linli.core.models import Message
from linli.core.outbox import deliver_due, put, read, unread_for

AT = datetime(2020, 4, 8, 1, 0, tzinfo=UTC)
HOME = uuid.UUID(int=1)


class Post:
    """A channel that remembers, and fails as often as it is told."""

    def __init__(self, fails=0):
        self.fails, self.sent = fails, []

    def send(self, message):
        if self.fails:
            self.fails -= 1
            raise ConnectionError("王梅 13800002222")
        self.sent.append(message.key)


@pytest.fixture
def post(monkeypatch):
    made = Post()
    monkeypatch.setitem(channels.CHANNELS, "post", made)
    return made


def write(key, **more):
    return put(HOME, "user:1", "test.words", key=key, at=AT, **{"channel": "post", **more})


@pytest.mark.django_db
def test_the_same_key_goes_out_once(post):
    assert [write("a"), write("a"), write("b")] == [True, False, True]
    assert deliver_due(AT) == 2
    assert deliver_due(AT + timedelta(days=1)) == 0
    assert sorted(post.sent) == ["a", "b"]


@pytest.mark.django_db
def test_one_that_fails_waits_longer_each_time_and_holds_up_nobody(post, caplog):
    write("a")
    post.fails = 2
    tried = []
    for minute in range(8):
        tried.append(deliver_due(AT + timedelta(minutes=minute)))
    assert tried == [0, 0, 0, 1, 0, 0, 0, 0]  # tried at once, after 1 minute, after 2 more
    assert "ConnectionError" in caplog.text and "王梅" not in caplog.text


@pytest.mark.django_db
def test_it_is_given_up_in_the_end_and_can_be_found(post, monkeypatch):
    monkeypatch.setattr(outbox, "TRIES", 3)
    write("a")
    write("nowhere", channel="pigeon")
    post.fails = 9
    for hour in range(6):
        deliver_due(AT + timedelta(hours=hour))
    assert dict(Message.objects.values_list("key", "tries")) == {"a": 3, "nowhere": 1}
    assert Message.objects.filter(failed_at__isnull=False).count() == 2


@pytest.mark.django_db
def test_in_the_app_it_is_there_once_sent_until_it_is_put_aside():
    write("a", channel="in_app")
    assert unread_for(HOME, "user:1") == []
    deliver_due(AT)
    (message,) = unread_for(HOME, "user:1")
    assert unread_for(HOME, "user:2") == [] == unread_for(uuid.UUID(int=2), "user:1")
    assert read(HOME, "user:2", [message.pk], AT) == 0
    assert read(HOME, "user:1", [message.pk], AT) == 1
    assert unread_for(HOME, "user:1") == []


@pytest.mark.django_db(transaction=True)
def test_two_at_once_send_each_message_once(post):
    for number in range(20):
        write(f"{number}")
    start = threading.Barrier(2)

    def deliver():
        start.wait()
        deliver_due(AT)
        connections.close_all()

    threads = [threading.Thread(target=deliver) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(post.sent, key=int) == [f"{number}" for number in range(20)]
