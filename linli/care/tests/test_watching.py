"""Who is looked out for, and what counts as a sign."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.accounts.models import ResidentSession
from linli.care.models import OptOut, Silence, Watch
from linli.care.recurring import knock_due
from linli.care.rules import old_enough, quiet, silent
from linli.care.tests.conftest import DAY, HOUR
from linli.care.watching import refit
from linli.followups.models import FollowUp
from linli.gates.models import ShelfItem
from linli.registry.models import Flat, Household, Knock, Resident, Stay

K = FollowUp.Kind


def watched() -> list[str]:
    return sorted(Watch.objects.values_list("resident__name", flat=True))


def test_seventy_is_turned_with_the_year() -> None:
    assert old_enough(1950, 2020, 70)
    assert not old_enough(1951, 2020, 70)
    assert not old_enough(None, 2020, 70)


def test_forty_eight_hours_are_silent_to_the_second(world: Any) -> None:
    assert silent(world.at, world.at + 48 * HOUR, 48)
    assert not silent(world.at, world.at + 48 * HOUR - HOUR / 3600, 48)


def test_the_night_goes_over_midnight_and_ends_at_seven() -> None:
    night = (22, 7)
    assert [quiet(60 * hour, night) for hour in (21, 22, 0, 6, 7)] == [False, True, True, True, False]
    assert quiet(7 * 60 - 1, night) and not quiet(22 * 60 - 1, night)
    assert [quiet(60 * hour, (12, 14)) for hour in (11, 12, 13, 14)] == [False, True, True, False]
    assert not quiet(420, (7, 7))


def test_only_who_is_alone_old_and_here_is_looked_out_for(world: Any, elder: Any) -> None:
    refit(world.community, world.at)
    assert watched() == ["陈浩"], "Wang Xiuying is 82 and has her daughter; Li Qiang is alone and young"
    elder.here = False
    elder.save()
    assert refit(world.community, world.at + HOUR) == (0, 1)
    assert watched() == []


def test_a_second_person_moving_in_ends_it_and_moving_out_begins_it(world: Any, watch: Any) -> None:
    daughter, mother = world.residents["王梅"], world.residents["王秀英"]
    Stay.relocate(daughter, watch.resident.household, by=None, at=world.at)
    refit(world.community, world.at + HOUR)
    assert watched() == ["王秀英"]
    assert Watch.objects.get(resident=mother).heard_at == world.at + HOUR


def test_leaving_ends_it_and_the_knock_with_it(world: Any, watch: Any) -> None:
    knock_due(world.at + 2 * DAY)
    Stay.leave(watch.resident, by=None, at=world.at + 2 * DAY)
    knock_due(world.at + 2 * DAY + HOUR)
    assert watched() == []
    assert Silence.objects.get().end == "ended"
    assert FollowUp.objects.get(kind=K.SILENCE).status == "done"


def test_the_other_community_has_its_own_watches(world: Any, other_world: Any, watch: Any) -> None:
    knock_due(world.at + 2 * DAY)
    assert Silence._base_manager.count() == 1
    assert Silence._base_manager.get().community_id == world.community.pk


def test_whoever_does_not_want_it_is_forgotten_until_they_want_it_again(world: Any, watch: Any) -> None:
    knock_due(world.at + 2 * DAY)
    said = OptOut.declare(watch.resident, way="desk", by=world.users["secretary"], at=world.at + 2 * DAY)
    OptOut.declare(watch.resident, way="desk", by=world.users["secretary"], at=world.at + 2 * DAY)
    assert watched() == [] and OptOut.objects.count() == 1
    assert Silence.objects.get().end == "unwanted"
    knock_due(world.at + 5 * DAY)
    assert watched() == [] and Silence.objects.count() == 1
    said.end(by=watch.resident, at=world.at + 5 * DAY)
    assert Watch.objects.get().heard_at == world.at + 5 * DAY


def test_a_call_an_outing_an_order_and_an_opened_door_are_signs(world: Any, watch: Any) -> None:
    def last() -> tuple[Any, str]:
        row = Watch.objects.get()
        return row.heard_at, row.sign

    community, hao = world.community.pk, watch.resident
    FollowUp.open(community, K.QUESTION, "q:1", resident=hao, due_at=world.at, by=None, at=world.at + HOUR)
    assert last() == (world.at, "began"), "what somebody asks about him is no word from him"
    FollowUp.open(community, K.PURCHASE, "q:2", resident=hao, due_at=world.at, by=None, at=world.at + 2 * HOUR)
    assert last() == (world.at + 2 * HOUR, "order")
    Knock.note(hao.household.flat, Flat.Use.NOBODY_OPENED, by=None, at=world.at + 3 * HOUR)
    assert last() == (world.at + 2 * HOUR, "order")
    Knock.note(hao.household.flat, Flat.Use.OCCUPIED, by=None, at=world.at + 4 * HOUR)
    assert last() == (world.at + 4 * HOUR, "door")


def test_who_is_reached_on_the_phone_is_heard_and_who_is_not_is_not(world: Any, watch: Any) -> None:
    community, worker, at = world.community.pk, world.users["secretary"], world.at
    matter = FollowUp.open(community, K.CALL, "c:1", resident=watch.resident, due_at=at, by=None, at=at, owner=worker)
    matter.call("not_reached", by=worker, at=at + HOUR)
    assert Watch.objects.get().heard_at == at
    matter.call("reached", by=worker, at=at + 2 * HOUR)
    assert (Watch.objects.get().heard_at, Watch.objects.get().sign) == (at + 2 * HOUR, "call")


def test_an_older_sign_does_not_undo_a_newer_one(world: Any, watch: Any) -> None:
    flat = watch.resident.household.flat
    Knock.note(flat, Flat.Use.OCCUPIED, by=None, at=world.at + 4 * HOUR)
    Knock.note(flat, Flat.Use.OCCUPIED, by=None, at=world.at + 2 * HOUR)
    assert Watch.objects.get().heard_at == world.at + 4 * HOUR


def test_who_is_not_looked_out_for_leaves_no_trace(world: Any, watch: Any) -> None:
    FollowUp.open(
        world.community.pk, K.PURCHASE, "q:1", resident=world.residents["李强"], due_at=world.at, by=None, at=world.at
    )
    assert watched() == ["陈浩"]


@pytest.mark.parametrize("shared", [True, False])
def test_the_own_phone_is_a_sign_and_a_shared_one_is_not(world: Any, watch: Any, shared: bool) -> None:
    at = world.at
    phone = ResidentSession.bind(watch.resident, token="t" * 43, device="phone", at=at)
    if shared:
        ResidentSession.bind(world.residents["王梅"], token="t" * 43, device="phone", at=at)
    ResidentSession.objects.filter(pk=phone.pk).update(seen_at=at + 47 * HOUR, created_at=at)
    assert knock_due(at + 2 * DAY) == (1 if shared else 0)


def test_what_was_fetched_at_the_gate_is_found_when_it_matters(world: Any, watch: Any) -> None:
    given = {"community": world.community, "household_id": watch.resident.household_id, "kind": "parcel"}
    late = world.at + 47 * HOUR
    item = ShelfItem.objects.create(item=world.community.pk, end="volunteer", ended_at=late, put_at=late, **given)
    assert knock_due(world.at + 2 * DAY) == 1, "a volunteer carried it up: he was not seen"
    ShelfItem.objects.filter(pk=item.pk).update(end="resident")
    knock_due(world.at + 2 * DAY + HOUR)
    assert Silence.objects.get().end == "heard"
    assert Watch.objects.get().sign == "fetched"


def test_a_look_takes_as_many_queries_for_many_as_for_few(world: Any, elder: Any) -> None:
    def look(at: Any) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            knock_due(at)
        return len(seen)

    knock_due(world.at)
    few = look(world.at + HOUR)
    unit = elder.household.flat.unit
    for number in range(300):
        flat = Flat.objects.create(
            community=world.community, unit=unit, number=f"9{number:03}", key=f"2-1-9{number:03}"
        )
        home = Household.objects.create(community=world.community, flat=flat)
        Resident.objects.create(community=world.community, household=home, name="张三", birth_year=1940)
    knock_due(world.at + 2 * HOUR)
    assert Watch.objects.count() == 301
    assert look(world.at + 3 * HOUR) == few
