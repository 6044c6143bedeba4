"""Times outdoors from a draft to the board downstairs, and nothing about anybody."""

from datetime import date, timedelta
from typing import Any

import pytest

from linli.accounts.models import HouseholdCard
from linli.activity.models import ActivityPlan
from linli.activity.rules import Slot
from linli.core.clock import now
from linli.core.models import Message
from linli.core.refusals import Refused
from linli.situation.demo import build as put_in_force
from tests.paper import pages_of, text_of

DAILY = tuple(range(1, 8))
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def draft(world: Any) -> ActivityPlan:
    today = world.community.today(world.at)
    return ActivityPlan.draft(world.compound, today, today + timedelta(days=6), by=None, at=world.at)


def refused(code: str, act: Any, *given: Any, **named: Any) -> None:
    with pytest.raises(Refused) as caught:
        act(*given, **named)
    assert caught.value.code == code


def told(template: str) -> set[str]:
    return set(Message.objects.filter(template=template).values_list("to", flat=True))


def test_published_it_holds_and_its_buildings_hear_of_it(world: Any, draft: ActivityPlan) -> None:
    by, today = world.users["secretary"], draft.first_day
    refused("activity.empty", draft.publish, by=by, at=world.at)
    draft.plan([Slot(("3",), DAILY, 480, 540, "花园")], by=by, at=world.at)
    assert ActivityPlan.holding(world.compound, today) is None
    draft.publish(by=by, at=world.at)
    assert ActivityPlan.holding(world.compound, today) == draft
    assert ActivityPlan.holding(world.compound, draft.last_day + timedelta(days=1)) is None
    assert told("activity.published") == {f"resident:{world.residents[name].pk}" for name in ("王秀英", "王梅", "李强")}
    refused("activity.not_draft", draft.plan, [Slot(("3",), DAILY, 0, 60)], by=by)
    refused("activity.not_draft", draft.publish, by=by, at=world.at)


def test_new_times_begin_with_the_old_ones_and_take_their_place(world: Any, draft: ActivityPlan) -> None:
    by = world.users["secretary"]
    draft.plan([Slot(("3",), DAILY, 480, 540)], by=by, at=world.at)
    draft.publish(by=by, at=world.at)
    new = ActivityPlan.draft(world.compound, draft.first_day, draft.last_day, by=by, at=world.at)
    assert new.turns == draft.turns
    new.publish(by=by, at=world.at + timedelta(hours=1))
    draft.refresh_from_db()
    assert draft.status == "retracted" and ActivityPlan.holding(world.compound, draft.first_day) == new
    assert len(told("activity.changed")) == 3
    new.retract(by=by, at=world.at)
    assert ActivityPlan.holding(world.compound, draft.first_day) is None and len(told("activity.retracted")) == 3


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        (Slot((), DAILY, 0, 60), "activity.row_unclear"),
        (Slot(("3",), (), 0, 60), "activity.row_unclear"),
        (Slot(("3",), DAILY, 60, 60), "activity.row_unclear"),
        (Slot(("3",), DAILY, 0, 1441), "activity.row_unclear"),
        (Slot(("99",), DAILY, 0, 60), "activity.other_building"),
        (Slot(("3",), (8,), 0, 60), "activity.other_building"),
    ],
)
def test_nonsense_is_no_row(draft: ActivityPlan, slot: Slot, code: str) -> None:
    refused(code, draft.plan, [slot], by=None)


def test_days_that_are_over_or_endless(world: Any, draft: ActivityPlan) -> None:
    refused("activity.days_unclear", draft.change_days, date(2020, 4, 8), date(2020, 4, 7), by=None)
    refused("activity.days_unclear", draft.change_days, date(2020, 4, 8), date(2020, 8, 8), by=None)
    draft.plan(draft.propose_evenly(), by=None)
    refused("activity.days_over", draft.publish, by=None, at=world.at + timedelta(days=30))


def test_in_the_office_a_day_is_planned_and_printed(world: Any, sign_in: Any) -> None:
    client = sign_in("community_worker")
    answer = client.post("/activity/", {"compound": world.compound.pk})
    address = answer.headers["Location"]
    client.post(f"{address}proposal/")
    made = ActivityPlan.objects.get()
    assert sorted(number for slot in made.turns for number in slot.buildings) == ["2", "3", "5"]
    hours = client.get(address).context["rows"][0]["hours"]
    client.post(f"{address}rows/1/removal/", {"hours": "0:00–0:01"})
    assert len(made.turns) == 3, "the page was old"
    client.post(f"{address}rows/1/removal/", {"hours": hours})
    page = client.get(address, headers=ENGLISH).content.decode()
    assert len(made.turns) == 2 and "Without a turn:" in page
    row = {"buildings": ["2", "3", "5"], "days": ["1", "3"], "start": "15:00", "end": "16:00", "place": "花园"}
    client.post(f"{address}rows/", row)
    assert made.turns[-1] == Slot(("2", "3", "5"), (1, 3), 900, 960, "花园")
    assert "two turns at once" in client.get(address, headers=ENGLISH).content.decode()
    for wrong in ({"start": "x"}, {"buildings": ["99"]}, {"end": "14:00"}, {"days": []}):
        assert "errorlist" in client.post(f"{address}rows/", row | wrong).content.decode()
    assert len(made.turns) == 3
    client.post(f"{address}publication/")
    sheet = client.get(f"{address}poster/").content
    text = text_of(sheet)
    assert pages_of(sheet) == 1 and "15:00–16:00" in text and "不登记" in text and "草稿" not in text


def test_nonsense_and_another_community_find_nothing(world: Any, other_world: Any, sign_in: Any) -> None:
    client = sign_in("secretary")
    for compound in ("", "x", other_world.compound.pk):
        assert client.post("/activity/", {"compound": compound}).status_code == 404
    assert sign_in("grid_worker").get("/activity/").status_code == 403


@pytest.mark.parametrize(("phase", "words"), [("closed", "not for now"), ("normalised", "at any time")])
def test_a_resident_reads_what_the_phase_says(world: Any, client: Any, phase: str, words: str) -> None:
    join(world, client, phase)
    assert words in client.get("/me/activity/", headers=ENGLISH).content.decode()


def test_a_resident_reads_when_the_own_building_is_outdoors(world: Any, client: Any, monkeypatch: Any) -> None:
    join(world, client, "epidemic-free")
    assert "No times are published yet" in client.get("/me/activity/", headers=ENGLISH).content.decode()
    today = world.community.today(now())
    made = ActivityPlan.draft(world.compound, today, today + timedelta(days=2), by=None)
    made.plan([Slot(("3",), DAILY, 840, 900, "花园"), Slot(("5",), DAILY, 900, 960)], by=None)
    made.publish(by=world.users["secretary"])
    for minute, said in ((839, "14:00–15:00"), (840, "turn now"), (899, "turn now"), (900, "over for today")):
        at = now().replace(hour=0, minute=0, second=0)
        at = at - timedelta(seconds=world.community.offset(at)) + timedelta(minutes=minute, days=1)
        monkeypatch.setattr("linli.activity.views_me.now", lambda at=at: at)
        page = client.get("/me/activity/", headers=ENGLISH).content.decode()
        assert said in page, minute
        assert ("turn now" in page) == (840 <= minute < 900)
    assert "15:00–16:00" in page, "the other buildings stand there too"


def join(world: Any, client: Any, phase: str) -> None:
    users = world.users
    put_in_force(
        world.community, users["secretary"], users["community_worker"], now() - timedelta(hours=1), phase=phase
    )
    household = world.flats["3-2-502"].households.get()
    [(_, code)] = HouseholdCard.issue_all([household], community=world.community, by=None, at=now())
    client.post(f"/join/{code}/", {"resident": world.residents["王梅"].pk})
