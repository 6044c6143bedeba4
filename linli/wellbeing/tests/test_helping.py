"""Practical help leaves the cottage as an errand or a visit that nothing links to it: no id, time, author or order."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection

from linli.core.clock import now
from linli.errands.models import Errand
from linli.followups.models import FollowUp
from linli.journal.models import Line
from linli.registry.models import Resident
from linli.wellbeing.helping import leave_due
from linli.wellbeing.models import HelpWaiting
from linli.wellbeing.models.helps import LATEST, SOONEST

HOME = "3-2-502"


def ask_help(cottage, **instead):
    said = {"key": str(uuid.uuid4()), "kind": "visit", "room": HOME, "words": "请上门看看"}
    return cottage.post(cottage.counsellor, "/cottage/help", **{**said, **instead})


def somebody():
    return Resident.objects.living().filter(household__flat__key__endswith=HOME).first()


def errand_of(world, cottage, **instead):
    who = somebody()
    assert ask_help(cottage, kind="medicine", words="氨氯地平一盒", who=who.name, **instead).status_code == 201
    assert leave_due(now() + LATEST) == 1
    return who, Errand.objects.get()


def test_an_errand_is_like_one_that_the_resident_asked_for_on_their_own_phone(cottage, world):
    who, errand = errand_of(world, cottage)
    own = Errand.ask(world.community, resident=who, kind="medicine", what="氨氯地平一盒", text="氨氯地平一盒",
                     due_at=errand.due_at, by=who, at=errand.created_at, source="phone_page")  # fmt: skip
    names = {one.attname for one in Errand._meta.concrete_fields} - {"id", "created_at"}
    assert {name for name in names if getattr(errand, name) != getattr(own, name)} == set()
    assert [(one.what, one.by, one.by_resident) for one in errand.steps.all()] == [
        (one.what, one.by, one.by_resident) for one in own.steps.all()
    ]
    one, other = Line.objects.filter(event="errand.asked").order_by("sequence")
    assert (one.actor, one.codes) == (other.actor, other.codes)


@pytest.mark.parametrize("kind", ["medicine", "visit", "call"])
def test_no_id_of_the_cottage_and_no_counsellor_goes_with_it(cottage, world, kind):
    record, key = cottage.id(), str(uuid.uuid4())
    cottage.counsellor.get(f"/cottage/records/{record}.json")
    before = set(Line.objects.values_list("pk", flat=True))
    assert ask_help(cottage, kind=kind, key=key, who=somebody().name).status_code == 201
    assert set(Line.objects.values_list("pk", flat=True)) == before, "waiting writes nothing beside the record's lines"
    leave_due(now() + LATEST)
    matter = FollowUp.objects.get()
    lines = [f"{one.event} {one.subject} {one.actor} {one.codes}" for one in Line.objects.exclude(pk__in=before)]
    told = " ".join([matter.subject, str(matter.codes), *lines])
    for secret in (record, key, str(cottage.one.pk), "counsel", "wellbeing", "cottage", "screening", "desk:"):
        assert secret not in told
    assert matter.owner == world.users["grid_worker"]


def test_it_leaves_later_at_a_time_that_nobody_can_foretell_and_is_forgotten_here(cottage, world):
    asked = now()
    for _ in range(12):
        ask_help(cottage)
    waits = [one.leaves_at - one.created_at for one in HelpWaiting.objects.all()]
    assert all(SOONEST <= one <= LATEST for one in waits) and len(set(waits)) > 3
    assert leave_due(asked + SOONEST - timedelta(seconds=1)) == 0
    assert leave_due(asked + LATEST + timedelta(minutes=1)) == 12
    assert (FollowUp.objects.count(), HelpWaiting.objects.count()) == (12, 0)
    assert all(one.created_at >= asked + SOONEST for one in FollowUp.objects.all())


def test_what_leaves_together_leaves_in_another_order(cottage, world):
    words = [f"第{number}件" for number in range(20)]
    for one in words:
        ask_help(cottage, words=one)
    leave_due(now() + LATEST)
    left = [one.words for one in FollowUp.objects.order_by("pk")]
    assert sorted(left) == sorted(words) and left != words


def test_danger_to_life_does_not_wait(cottage, world):
    ask_help(cottage, danger=True)
    assert leave_due(now()) == 1


def test_help_asked_twice_is_one_matter(cottage):
    key = str(uuid.uuid4())
    for _ in range(2):
        assert ask_help(cottage, key=key).status_code == 201
    assert leave_due(now() + LATEST) == 1
    assert leave_due(now() + LATEST) == 0
    assert FollowUp.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_open_one_matter(cottage):
    ask_help(cottage)
    start, done = threading.Barrier(2), []

    def run():
        start.wait()
        try:
            done.append(leave_due(now() + LATEST))
        finally:
            connection.close()

    both = [threading.Thread(target=run) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(done) == 2
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize(
    ("instead", "code"),
    [
        ({"room": "9-9-999"}, "wellbeing.room_unknown"),
        ({"room": "那边"}, "wellbeing.room_unknown"),
        ({"room": "5-1-1204"}, "wellbeing.room_unknown"),  # nobody lives there
        ({"room": "3-2"}, "wellbeing.room_unclear"),
        ({"words": " "}, "wellbeing.help_unclear"),
        ({"kind": "emergency"}, "wellbeing.help_unclear"),
        ({"kind": "delivery"}, "wellbeing.help_unclear"),
        ({"kind": "medicine", "who": "没有这个人"}, "wellbeing.who_unclear"),
        ({"key": "x"}, "wellbeing.unreadable"),
    ],
)
def test_help_that_is_not_clear_waits_for_nothing(cottage, world, instead, code):
    assert ask_help(cottage, **instead).json().get("code") == code
    assert HelpWaiting.objects.count() == 0
