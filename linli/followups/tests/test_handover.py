"""A shift ends: open matters are offered, taken over at once, or stay where they are."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django_scopes import scope, scopes_disabled

from linli.accounts.models import Absence, Duty
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.followups.colleagues import next_on_duty
from linli.followups.models import FollowUp, Handover
from linli.journal.models import Line
from linli.registry.models import Community

HOUR = timedelta(hours=1)


def opened(world: Any, number: int, **changes: Any) -> FollowUp:
    given = {"owner": world.users["grid_worker"], "due_at": world.at + HOUR, "by": None, "at": world.at}
    return FollowUp.open(world.community.pk, "call", f"resident:{number}", **(given | changes))


def offer(world: Any, matters: list[FollowUp], to: str = "secretary", note: str = "") -> Handover:
    mine, keys = world.users["grid_worker"], [one.pk for one in matters]
    return Handover.offer(mine, world.users[to], community=world.community.pk, matters=keys, note=note, at=world.at)


def owners() -> list[str]:
    return list(FollowUp.objects.order_by("subject").values_list("owner__name", flat=True))


def test_matters_change_hands_at_the_acknowledgement_each_with_a_line(world: Any) -> None:
    made = offer(world, [opened(world, 1), opened(world, 2)], note="3栋老人要多问一句")
    assert owners() == ["grid_worker", "grid_worker"], "an offer moves nothing"
    assert made.acknowledge(by=world.users["secretary"], at=world.at) == 2
    assert owners() == ["secretary", "secretary"]
    assert Line.objects.filter(event="followup.handed_over").count() == 2
    assert Line.objects.get(event="handover.acknowledged").codes == {"matters": 2, "skipped": 0}


def test_what_closed_or_left_meanwhile_is_skipped(world: Any) -> None:
    closed, moved, stays = opened(world, 1), opened(world, 2), opened(world, 3)
    made = offer(world, [closed, moved, stays])
    closed.close(by=world.users["grid_worker"], at=world.at)
    moved.hand_over(to=world.users["community_worker"], by=world.users["grid_worker"], at=world.at)
    assert made.acknowledge(by=world.users["secretary"], at=world.at) == 1
    assert owners() == ["grid_worker", "community_worker", "secretary"]


def test_what_is_opened_after_the_offer_stays(world: Any) -> None:
    made = offer(world, [opened(world, 1)])
    opened(world, 2)
    made.acknowledge(by=world.users["secretary"], at=world.at)
    assert owners() == ["secretary", "grid_worker"]


def test_only_the_colleague_takes_over_and_only_the_giver_takes_back(world: Any) -> None:
    made = offer(world, [opened(world, 1)])
    for who, verb in (("grid_worker", "acknowledge"), ("community_worker", "acknowledge"), ("secretary", "withdraw")):
        with pytest.raises(Refused, match=r"followups\.not_yours"):
            getattr(made, verb)(by=world.users[who], at=world.at)
    assert Handover.objects.get().status == "offered"


@pytest.mark.parametrize("ended", ["withdraw", "decline", "acknowledge"])
def test_what_has_ended_is_not_taken_over_again(world: Any, ended: str) -> None:
    made = offer(world, [opened(world, 1)])
    getattr(made, ended)(by=world.users["grid_worker" if ended == "withdraw" else "secretary"], at=world.at)
    with pytest.raises(Refused, match=r"followups\.not_offered"):
        Handover.objects.get().acknowledge(by=world.users["secretary"], at=world.at)
    assert owners() == ["secretary" if ended == "acknowledge" else "grid_worker"]


def test_a_second_offer_overtakes_the_first(world: Any) -> None:
    matter = opened(world, 1)
    first, second = offer(world, [matter]), offer(world, [matter], to="community_worker")
    with pytest.raises(Refused, match=r"followups\.not_offered"):
        Handover.objects.get(pk=first.pk).acknowledge(by=world.users["secretary"], at=world.at)
    second.acknowledge(by=world.users["community_worker"], at=world.at)
    assert owners() == ["community_worker"]


def test_matters_of_somebody_else_are_not_given_away(world: Any) -> None:
    with pytest.raises(Refused, match=r"followups\.nothing_to_hand_over"):
        offer(world, [opened(world, 1, owner=world.users["secretary"])], to="community_worker")
    with pytest.raises(Refused, match=r"followups\.to_oneself"):
        offer(world, [opened(world, 2)], to="grid_worker")


def turn(world: Any, kind: str, starts: float, hours: float, post: str = "南门", lead: bool = False) -> Duty:
    times = {"starts_at": world.at + timedelta(hours=starts), "ends_at": world.at + timedelta(hours=starts + hours)}
    return Duty.assign(
        world.users[kind], community=world.community, post=post, lead=lead, by=None, at=world.at, **times
    )


def suggested(world: Any) -> Any:
    found = next_on_duty(world.users["grid_worker"], world.community, world.at)
    return found and found.user.name


def test_the_next_on_the_roster_at_the_same_post_is_suggested(world: Any) -> None:
    assert suggested(world) is None
    turn(world, "grid_worker", -8, 8.2)
    turn(world, "police", 0.2, 3, post="北门")
    turn(world, "gate_guard", 0.2, 3)
    turn(world, "seconded", 0.2, 3, lead=True)
    assert suggested(world) == "seconded"
    Absence.enter(
        world.users["seconded"], community=world.community, starts_at=world.at, ends_at=None, by=None, at=world.at
    )
    assert suggested(world) == "gate_guard", "whoever is off is not suggested"


def test_a_shift_is_handed_over_on_two_phones(sign_in: Any, world: Any) -> None:
    one, two, three = (opened(world, number, due_at=now() + HOUR) for number in (1, 2, 3))
    client = sign_in("grid_worker")
    asked = {"to": str(world.users["secretary"].pk), "note": "夜里注意 2 栋", "matter": [str(one.pk), str(two.pk)]}
    assert client.post("/handover/", asked).status_code == 302
    made = Handover.objects.get()
    assert "secretary" in client.get("/").content.decode()
    client = sign_in("secretary")
    assert "/handover/#in-" in client.get("/").content.decode()
    page = client.get("/handover/").content.decode()
    assert "夜里注意 2 栋" in page
    client.post(f"/handover/{made.pk}/acknowledgement/")
    assert owners() == ["secretary", "secretary", "grid_worker"]
    assert client.post(f"/handover/{made.pk}/acknowledgement/").status_code == 409
    assert [line.matter for line in sign_in("grid_worker").get("/").context["mine"].lines] == [three]


@pytest.mark.parametrize(
    "wrong", [{"to": "nobody"}, {"to": ""}, {"matter": ["x", "'; drop"], "note": ""}, {"note": "x" * 1001}]
)
def test_nonsense_comes_back_and_offers_nothing(sign_in: Any, world: Any, wrong: dict[str, Any]) -> None:
    one = opened(world, 1)
    asked = {"to": str(world.users["secretary"].pk), "note": "", "matter": [str(one.pk)]} | wrong
    page = sign_in("grid_worker").post("/handover/", asked)
    assert page.status_code == 200 and "errorlist" in page.content.decode()
    assert Handover.objects.count() == 0


def test_a_hand_over_between_others_does_not_exist_for_a_third(sign_in: Any, world: Any) -> None:
    made = offer(world, [opened(world, 1)])
    client = sign_in("community_worker")
    for way in ("acknowledgement", "refusal", "withdrawal"):
        assert client.post(f"/handover/{made.pk}/{way}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_taps_at_once_one_takes_over() -> None:
    from tests.world import build

    with scopes_disabled():
        world = build()
    with scope(community=world.community.pk):
        made = offer(world, [opened(world, number) for number in range(5)])
    barrier, outcomes = Barrier(2), []

    def tap() -> None:
        try:
            with scope(community=world.community.pk):
                mine = Handover.objects.get(pk=made.pk)
                barrier.wait()
                mine.acknowledge(by=world.users["secretary"], at=world.at)
            outcomes.append("taken")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=tap) for _ in range(2)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    assert sorted(outcomes) == ["followups.not_offered", "taken"]
    with scopes_disabled():
        assert set(FollowUp.objects.values_list("owner__name", flat=True)) == {"secretary"}
        assert Community.objects.count() == 1
