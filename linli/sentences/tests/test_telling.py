"""An emergency that was written is told again until somebody answers."""

from datetime import timedelta

from linli.core.models import Message
from linli.followups.models import FollowUp
from linli.gates.recurring import remind_due as remind_of_crossings
from linli.sentences.telling import remind_due

LINE = "3-502 老人摔倒了起不来"


def told():
    return Message.objects.filter(template="sentences.emergency").count()


def test_it_is_told_every_two_minutes_and_once_each(confirm, world):
    confirm(LINE)
    first = told()
    for minutes in (0, 1, 2, 3):
        assert remind_due(world.at + timedelta(minutes=minutes)) == 1
    assert told() == 2 * first, "once at the beginning, once after two minutes"


def test_it_ends_with_the_answer(confirm, world):
    confirm(LINE)
    FollowUp.objects.get().answer(by=world.users["secretary"], at=world.at)
    assert remind_due(world.at + timedelta(minutes=10)) == 0


def test_the_gates_own_reminder_leaves_it_alone(confirm, world):
    confirm(LINE)
    assert remind_of_crossings(world.at + timedelta(minutes=4)) == 0


def test_the_banner_does_not_say_that_anybody_was_let_through(confirm, client):
    confirm(LINE)
    page = client.get("/").content.decode()
    assert "还没有人回应" in page and "已放行" not in page
