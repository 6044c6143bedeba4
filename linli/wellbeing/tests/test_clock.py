"""The server's one clock: minutes of duty hours, told once a step, to those on duty and to nobody else."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from linli.accounts.models import Duty, Role
from linli.core.models import Message
from linli.journal.models import Line
from linli.wellbeing import rules
from linli.wellbeing.duty import next_duty, on_duty_now
from linli.wellbeing.models import Record
from linli.wellbeing.policy import Clocks
from linli.wellbeing.recurring import call_due

WUHAN = ZoneInfo("Asia/Shanghai")
HOURS = (8, 22)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2020, 4, day, hour, minute, tzinfo=WUHAN).astimezone(UTC)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (at(8, 9), at(8, 9, 30), 30),
        (at(8, 21, 50), at(9, 8, 10), 20),
        (at(8, 23), at(9, 7), 0),
        (at(8, 7), at(8, 8, 1), 1),
        (at(8, 9), at(10, 9), 28 * 60),
        (at(8, 9, 30), at(8, 9), 0),
    ],
)
def test_nights_do_not_count(start: datetime, end: datetime, minutes: int) -> None:
    assert rules.duty_minutes(start, end, HOURS, WUHAN) == minutes


@pytest.mark.pure
def test_steps_grow_so_that_nobody_is_told_every_minute() -> None:
    assert [rules.lateness(minutes, 30) for minutes in (0, 29, 30, 59, 60, 119, 120, 240, 500)] == [
        0, 0, 1, 1, 2, 2, 4, 8, 16,
    ]  # fmt: skip


@pytest.mark.pure
def test_the_last_talk_ends_before_the_room_closes() -> None:
    found = list(rules.starts(2, 9 * 60, 11 * 60, 50, zone=WUHAN, after=at(8, 9), until=at(15, 9)))
    assert found == [at(8, 9, 50), at(15, 9)], "the first has begun; 10:40 would end at 11:30"


@pytest.mark.pure
def test_without_rules_in_force_people_are_heard_all_the_same() -> None:
    assert Clocks.read(None).open_minutes == 30 and Clocks.read(None).lines[0]["number"] == "12356"


@pytest.fixture
def waiting(cottage: Any, world: Any) -> Any:
    """One record that came at nine in the morning and was not opened."""
    Record.objects.filter(pk=cottage.id()).update(received_at=at(8, 9))
    return cottage


def put_on_duty(world: Any, user: Any, post: str = "阳光小屋") -> None:
    Duty.assign(user, community=world.community, post=post, starts_at=at(8, 8), ends_at=at(8, 20), by=None, at=at(8, 7))


def told() -> list[str]:
    return sorted(Message.objects.filter(template="wellbeing.waiting").values_list("to", flat=True))


def test_those_on_duty_are_told_once_a_step(waiting: Any, world: Any) -> None:
    put_on_duty(world, waiting.one)
    assert [call_due(at(8, 9, minute)) for minute in (29, 30, 31, 59)] == [0, 1, 0, 0]
    assert told() == [f"counsellor:{waiting.one.pk}"]
    assert [call_due(at(8, 10)), call_due(at(8, 10, 30)), call_due(at(8, 11))] == [1, 0, 1]
    assert Line._base_manager.filter(event="screening.called").count() == 3


def test_nobody_is_told_of_what_was_opened_or_at_night(waiting: Any, world: Any) -> None:
    assert call_due(at(9, 3)) == 0
    waiting.counsellor.get(f"/cottage/records/{Record.objects.get().pk}.json")
    assert call_due(at(9, 12)) == 0 and told() == []


def test_with_nobody_on_duty_every_counsellor_is_told(waiting: Any) -> None:
    call_due(at(8, 12))
    assert told() == sorted(f"counsellor:{one.pk}" for one in (waiting.one, waiting.two))


def test_a_message_names_no_record(waiting: Any) -> None:
    call_due(at(8, 12))
    record = str(Record.objects.get().pk)
    assert all(record not in f"{one.key}{one.params}" for one in Message.objects.all())


def test_a_counsellor_at_a_gate_and_a_guard_at_the_cottage_are_not_on_duty_for_it(cottage: Any, world: Any) -> None:
    put_on_duty(world, cottage.one, post="南门")
    put_on_duty(world, world.users["gate_guard"])
    assert on_duty_now(world.community, at(8, 12)) == set()
    put_on_duty(world, cottage.two)
    assert on_duty_now(world.community, at(8, 12)) == {cottage.two.pk}
    assert next_duty(world.community, at(8, 7)) == at(8, 8)
    assert next_duty(world.community, at(8, 9)) is None


def test_what_somebody_who_left_had_claimed_is_everybodys_again(waiting: Any, world: Any) -> None:
    waiting.post(waiting.second, f"/cottage/records/{Record.objects.get().pk}/claim")
    Role.objects.filter(user=waiting.two).update(ends_at=at(8, 10))
    call_due(at(8, 10, 1))
    assert Record.objects.get().claimed_by is None
