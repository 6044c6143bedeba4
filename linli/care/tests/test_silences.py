"""A knock: when it is asked for, what comes of it, and what settles it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from linli.care.models import DoorVisit, OptOut, Silence, Watch
from linli.care.recurring import knock_due
from linli.care.tests.conftest import DAY, HOUR
from linli.core.models import Message
from linli.core.refusals import Refused
from linli.followups.lines import lines
from linli.followups.models import FollowUp
from linli.registry.models import Flat, Knock

K = FollowUp.Kind


@pytest.fixture
def knock(world: Any, watch: Any, keeper: Any) -> Any:
    """Two days of silence, and the grid worker is asked to knock at nine."""
    knock_due(world.at + 2 * DAY)
    return Silence.objects.get()


def matter() -> Any:
    return FollowUp.objects.get(kind=K.SILENCE)


def test_it_is_asked_for_at_the_full_hour_and_once(world: Any, watch: Any, keeper: Any) -> None:
    assert knock_due(world.at + 2 * DAY - HOUR / 3600) == 0
    assert knock_due(world.at + 2 * DAY) == 1
    assert knock_due(world.at + 2 * DAY + HOUR) == 0
    found = matter()
    assert (found.owner, found.act, found.grid) == (keeper, "visit", world.grids[1])
    [line] = lines([found], [], world.at + 2 * DAY)
    assert line.words == "48 小时没有动静；独居；80 岁以上"
    with override("en"):
        [line] = lines([found], [], world.at + 2 * DAY)
    assert line.words == "48 hours without a sign; lives alone; 80 or older"
    assert "1936" not in str(found.codes) and found.words == ""


def test_at_night_nobody_is_sent_and_at_seven_somebody_is(world: Any, watch: Any) -> None:
    Watch.objects.update(heard_at=world.at - 10 * HOUR)  # 23:00
    night = world.at + 38 * HOUR  # 23:00 two days later
    assert [knock_due(night + hours * HOUR) for hours in (0, 4, 7)] == [0, 0, 0]
    assert knock_due(night + 8 * HOUR - timedelta(minutes=1)) == 0
    assert knock_due(night + 8 * HOUR) == 1


def test_settings_of_the_community_hold(world: Any, watch: Any) -> None:
    world.community.settings = {"silence_hours": 24, "silence_quiet": [7, 7]}
    world.community.save()
    assert knock_due(world.at + DAY) == 1


def test_well_is_a_sign_and_settles_it(world: Any, knock: Any, keeper: Any) -> None:
    at = world.at + 2 * DAY + HOUR
    knock.visit("well", by=keeper, at=at)
    assert (knock.status, knock.end, matter().status) == ("settled", "well", "done")
    assert matter().closed_by == keeper
    assert (Watch.objects.get().heard_at, Watch.objects.get().sign) == (at, "door")
    assert knock_due(at + 2 * DAY - HOUR) == 0
    assert knock_due(at + 2 * DAY) == 1, "a new silence is a new knock"


def test_no_answer_comes_again_and_then_to_the_duty_lead(world: Any, knock: Any, keeper: Any) -> None:
    at = world.at + 2 * DAY + HOUR
    knock.visit("no_answer", by=keeper, at=at)
    assert (matter().status, matter().due_at, matter().owner) == ("open", at + 2 * HOUR, keeper)
    knock.visit("no_answer", by=keeper, at=at + timedelta(minutes=1))
    assert DoorVisit.objects.count() == 1, "the same tap twice is one visit"
    knock.visit("no_answer", by=keeper, at=at + 2 * HOUR)
    assert (matter().owner, matter().urgency) == (world.users["secretary"], FollowUp.Urgency.NOW)
    told = Message.objects.get(template="care.no_answer")
    assert told.to == f"user:{world.users['secretary'].pk}"
    assert knock.status == "open"


def test_away_pauses_until_the_end(world: Any, knock: Any, keeper: Any) -> None:
    at, back = world.at + 2 * DAY + HOUR, world.at + 6 * DAY
    knock.visit("away", by=keeper, at=at, until=back)
    assert (knock.end, matter().status) == ("away", "done")
    assert knock_due(back + DAY) == 0
    assert knock_due(back + 2 * DAY) == 1, "silent again two days after they were to be back"


@pytest.mark.parametrize("until", [None, -1, 61])
def test_away_needs_an_end_that_makes_sense(world: Any, knock: Any, keeper: Any, until: int | None) -> None:
    at = world.at + 2 * DAY
    with pytest.raises(Refused, match=r"care\.away_end_unclear"):
        knock.visit("away", by=keeper, at=at, until=None if until is None else at + until * DAY)
    assert (Silence.objects.get().status, DoorVisit.objects.count()) == ("open", 0)


def test_help_becomes_a_matter_of_whoever_stands_there(world: Any, knock: Any, keeper: Any) -> None:
    knock.visit("help", by=keeper, at=world.at + 2 * DAY, kind="errand", words="煤气罐没气了")
    assert knock.end == "help"
    errand = FollowUp.objects.get(kind=K.ERRAND)
    assert (errand.owner, errand.words, errand.urgency) == (keeper, "煤气罐没气了", FollowUp.Urgency.NOW)


@pytest.mark.parametrize(("kind", "words"), [("errand", " "), ("emergency", "x"), ("", "x")])
def test_help_needs_words_and_a_kind(world: Any, knock: Any, keeper: Any, kind: str, words: str) -> None:
    with pytest.raises(Refused, match=r"care\.help_unclear"):
        knock.visit("help", by=keeper, at=world.at + 2 * DAY, kind=kind, words=words)
    assert Silence.objects.get().status == "open"


def test_not_wanted_at_the_door_is_an_opt_out(world: Any, knock: Any, keeper: Any) -> None:
    knock.visit("unwanted", by=keeper, at=world.at + 2 * DAY)
    assert (OptOut.objects.get().way, knock.end, Watch.objects.count()) == ("door", "unwanted", 0)
    assert matter().status == "done"


def test_a_settled_one_and_nonsense_are_refused(world: Any, knock: Any, keeper: Any) -> None:
    with pytest.raises(Refused, match=r"care\.found_unknown"):
        knock.visit("__init__", by=keeper, at=world.at + 2 * DAY)
    knock.visit("well", by=keeper, at=world.at + 2 * DAY)
    with pytest.raises(Refused, match=r"care\.not_open"):
        knock.visit("well", by=keeper, at=world.at + 2 * DAY)


def test_any_later_sign_settles_it_by_itself(world: Any, knock: Any) -> None:
    Knock.note(knock.resident.household.flat, Flat.Use.OCCUPIED, by=None, at=world.at + 2 * DAY + HOUR)
    knock.refresh_from_db()
    assert (knock.end, matter().status, matter().closed_by) == ("heard", "done", None)


def test_a_pause_of_somebody_who_comes_back_early(world: Any, watch: Any) -> None:
    watch.pause(until=world.at + 5 * DAY, by=None, at=world.at)
    watch.resume(by=None, at=world.at + DAY)
    with pytest.raises(Refused, match=r"care\.not_away"):
        watch.resume(by=None, at=world.at + DAY)
    assert knock_due(world.at + 3 * DAY) == 1
