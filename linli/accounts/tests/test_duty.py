"""Duty: overlaps and short rests are seen to the second, rotations are fair, the lead is known."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.accounts.models import Duty
from linli.accounts.models.duty import duty_lead, on_duty
from linli.accounts.rules import HOUR, Turn, concerns, propose
from linli.core.clock import now
from linli.core.refusals import Refused


def turn(starts, ends, person="a", post="south"):
    return Turn(person, post, int(starts * HOUR), int(ends * HOUR))


def codes(*turns):
    return [one.code for one in concerns(turns)]


def test_exactly_eight_hours_of_rest_are_enough():
    assert codes(turn(0, 3), turn(11, 14)) == []
    assert codes(turn(0, 3), turn(10.99, 14)) == ["short_rest"]


def test_two_posts_at_once_overlap_and_neighbouring_turns_do_not():
    assert codes(turn(0, 3), turn(2, 5, post="north")) == ["overlap"]
    assert codes(turn(0, 3), turn(3, 6)) == []
    assert codes(turn(0, 3), turn(2, 5, person="b")) == []


def test_turns_without_a_gap_are_one_stretch():
    assert codes(turn(0, 6), turn(6, 12)) == []
    assert codes(turn(0, 6), turn(6, 13)) == ["long"]


@given(st.integers(1, 9), st.integers(1, 24), st.integers(1, 6), st.integers(1, 4))
def test_a_rotation_covers_the_time_and_shares_it_fairly(people, length, hours, together):
    names = [str(number) for number in range(people)]
    turns = propose(names, post="south", starts=0, ends=length * HOUR, hours=hours, together=together)
    for hour in range(length):
        standing = {one.person for one in turns if one.starts <= hour * HOUR < one.ends}
        assert len(standing) == min(together, people)
    counts = [sum(one.person == name for one in turns) for name in names]
    assert max(counts) - min(counts) <= 1


def test_nobody_to_plan_with_gives_no_turns():
    assert propose([], post="south", starts=0, ends=HOUR) == []


def assign(world, kind="gate_guard", hours=3, **options):
    return Duty.assign(
        world.users[kind],
        community=world.community,
        post="南门",
        starts_at=world.at,
        ends_at=world.at + timedelta(hours=hours),
        by=world.users["secretary"],
        at=world.at,
        **options,
    )


def test_on_duty_from_the_first_moment_to_before_the_last(world):
    row = assign(world)
    assert on_duty(world.community, row.starts_at) == [row]
    assert on_duty(world.community, row.ends_at) == []


def test_the_lead_answers_then_anybody_on_duty_then_the_secretary(world):
    assert duty_lead(world.community, world.at) == world.users["secretary"]
    assign(world)
    assert duty_lead(world.community, world.at) == world.users["gate_guard"]
    lead = assign(world, "seconded", lead=True)
    assert duty_lead(world.community, world.at) == world.users["seconded"]
    lead.unassign(by=world.users["secretary"], at=world.at)
    assert duty_lead(world.community, world.at) == world.users["gate_guard"]


def test_a_turn_is_taken_back_once(world):
    row = assign(world)
    row.unassign(by=world.users["secretary"], at=world.at)
    with pytest.raises(Refused):
        row.unassign(by=world.users["secretary"], at=world.at)


def test_a_short_rest_is_warned_about_and_saved_all_the_same(sign_in, world):
    client = sign_in("secretary")
    day = world.community.today(now())
    guard = world.users["gate_guard"]
    for starts, ends in (("08:00", "11:00"), ("13:00", "15:00")):
        asked = {"user": guard.pk, "post": "南门", "starts_at": f"{day}T{starts}", "ends_at": f"{day}T{ends}"}
        assert client.post("/duty/", asked).status_code == 302
    page = client.get("/duty/", headers={"accept-language": "en"}).content.decode()
    assert "2 hours of rest" in page and Duty.objects.count() == 2


def test_a_wrong_end_comes_back_with_everything_typed(sign_in, world):
    client = sign_in("secretary")
    asked = {
        "user": world.users["gate_guard"].pk,
        "post": "东门",
        "starts_at": "2020-04-08T10:00",
        "ends_at": "2020-04-08T09:00",
    }
    page = client.post("/duty/", asked)
    assert page.status_code == 200 and "东门" in page.content.decode() and Duty.objects.count() == 0


def test_a_night_is_shown_before_it_is_put_on_the_roster(sign_in, world):
    client = sign_in("secretary")
    asked = {
        "post": "南门",
        "starts_at": "2020-04-08T20:00",
        "ends_at": "2020-04-09T08:00",
        "hours": 3,
        "together": 2,
        "people": [world.users[kind].pk for kind in ("gate_guard", "property_guard", "seconded", "volunteer")],
    }
    assert client.post("/duty/rotation/", asked).status_code == 200
    assert Duty.objects.count() == 0
    assert client.post("/duty/rotation/", {**asked, "confirmed": "1"}).status_code == 302
    assert Duty.objects.count() == 8 and Duty.objects.filter(lead=True).count() == 4


def test_another_communitys_turn_is_not_found(sign_in, world, other_world):
    row = Duty.assign(
        other_world.users["gate_guard"],
        community=other_world.community,
        post="x",
        starts_at=world.at,
        ends_at=world.at + timedelta(hours=1),
        by=None,
        at=world.at,
    )
    assert sign_in("secretary").post(f"/duty/{row.pk}/withdrawal/").status_code == 404
