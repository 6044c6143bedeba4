"""A death: two people, and then everything in that name at once; a mistake is put right by two."""

from datetime import timedelta
from typing import Any

import pytest

from linli.accounts.models import Proxy, ResidentSession, Role, User
from linli.care.ended import ended_by
from linli.care.models import Death, Silence, Watch
from linli.care.recurring import knock_due
from linli.care.tests.conftest import DAY, HOUR
from linli.core.clock import end_in
from linli.core.models import Message
from linli.core.outbox import deliver_due, put
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.gates.models import Out, Pass, Permit, ShelfItem
from linli.gates.roster import residents_of
from linli.journal.models import Line
from linli.orders.models import Order
from linli.outings.models import Outing
from linli.outings.rules import Ask
from linli.registry.models import Resident, Stay
from linli.situation.demo import build

K = FollowUp.Kind


@pytest.fixture
def report(world: Any) -> Any:
    """``report("王秀英")``: by the grid worker, told by a relative."""

    def make(name: str = "王秀英", **changes: Any) -> Death:
        given = {"day": world.community.today(world.at), "told_by": "女儿", "evidence": "relative"}
        given |= {"by": world.users["grid_worker"], "at": world.at}
        return Death.propose(world.residents[name], **(given | changes))

    return make


@pytest.fixture
def died(world: Any, report: Any) -> Any:
    """Confirmed by the secretary ten minutes later."""

    def make(name: str = "王秀英") -> Death:
        made = report(name)
        made.confirm(by=world.users["secretary"], at=world.at + HOUR / 6)
        return made

    return make


def test_nothing_follows_from_a_report_alone(world: Any, report: Any) -> None:
    issued = Pass.issue(
        kind="resident", resident=world.residents["王秀英"], expires_at=world.at + DAY, by=None, at=world.at
    )
    made = report()
    assert world.residents["王秀英"].living and not hasattr(Pass.objects.get(pk=issued.pk), "revocation")
    matter = FollowUp.objects.get(kind=K.DEATH)
    assert (matter.owner, matter.act) == (world.users["secretary"], "sign"), "somebody else than who reported it"
    made.withdraw(by=world.users["secretary"], at=world.at)
    assert FollowUp.objects.get(kind=K.DEATH).status == "done"
    assert Resident.objects.get(name="王秀英").left_at is None
    assert report().status == "proposed", "and it can be reported again"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"told_by": "  "}, "told_by_missing"),
        ({"evidence": "heard"}, "evidence_missing"),
        ({"evidence": ""}, "evidence_missing"),
    ],
)
def test_a_report_needs_from_whom_and_how_we_know(report: Any, changes: Any, code: str) -> None:
    with pytest.raises(Refused, match=code):
        report(**changes)


def test_tomorrow_is_refused_and_today_of_the_community_is_not(world: Any, report: Any) -> None:
    with pytest.raises(Refused, match=r"care\.day_in_future"):
        report(day=world.community.today(world.at) + DAY)
    late = world.at.replace(hour=17)  # the 9th in Wuhan, the 8th in UTC
    assert report(day=world.community.today(late), at=late).day.day == 9


def test_the_same_person_never_confirms_and_nobody_twice(world: Any, report: Any) -> None:
    made = report()
    with pytest.raises(Refused, match=r"care\.own_report"):
        made.confirm(by=world.users["grid_worker"], at=world.at)
    with pytest.raises(Refused, match=r"care\.reported_already"):
        report()
    made.confirm(by=world.users["secretary"], at=world.at)
    with pytest.raises(Refused, match=r"care\.not_proposed"):
        Death.objects.get().confirm(by=world.users["community_worker"], at=world.at)
    with pytest.raises(Refused, match=r"care\.reported_already"):
        report()


def test_who_moved_away_is_not_reported(world: Any, report: Any) -> None:
    Stay.leave(world.residents["李强"], by=None, at=world.at)
    with pytest.raises(Refused, match=r"care\.not_living"):
        report("李强")


def test_everything_in_that_name_ends_in_one_moment(world: Any, died: Any) -> None:
    at, community = world.at, world.community
    build(community, world.users["secretary"], world.users["community_worker"], at - HOUR)
    mother, daughter = world.residents["王秀英"], world.residents["王梅"]
    issued = Pass.issue(kind="resident", resident=mother, expires_at=at + DAY, by=None, at=at)
    permit = Permit.grant(mother, kind="medical", starts_at=at, by=None, at=at)
    order = Order.propose(
        mother,
        "home_observation",
        evidence="travel",
        reference="车票",
        ends_at=end_in(community.zone, community.today(at) + 3 * DAY),
        by=world.users["grid_worker"],
        at=at,
    )
    order.confirm(by=world.users["secretary"], at=at)
    start = int((at + 3 * HOUR).timestamp())
    outing = Outing.request(mother, Ask("shopping", start, start + 3600, 60), way="desk", by=None, at=at, insist=True)
    phone = ResidentSession.bind(mother, token="t" * 43, device="phone", at=at)
    Proxy.grant(mother, daughter, how="desk", by=world.users["secretary"], at=at)
    Out.objects.create(
        community=community, who=mother.pk, resident_id=mother.pk, crossing_id=issued.pk, since=at, back_by=at
    )
    errand = FollowUp.open(community.pk, K.ERRAND, "e:1", resident=mother, due_at=at, by=None, at=at)
    paper = FollowUp.open(community.pk, K.PAPER, "p:1", resident=mother, due_at=at, by=None, at=at)
    death = died()
    mother = Resident.objects.get(pk=mother.pk)
    assert mother.left_at == death.confirmed_at and Stay.objects.filter(resident=mother, until=None).count() == 0
    assert Pass.objects.get(pk=issued.pk).revocation.reason == "died"
    assert Permit.objects.get(pk=permit.pk).revocation.reason == "died"
    assert (Order.objects.get().status, Order.objects.get().over_why) == ("lapsed", "died")
    assert Outing.objects.get(pk=outing.pk).status in ("withdrawn", "refused")
    assert ResidentSession.objects.get(pk=phone.pk).revoked_at == death.confirmed_at
    assert not Proxy.open(death.confirmed_at).exists()
    assert not Out.objects.exists()
    assert [FollowUp.objects.get(pk=one.pk).status for one in (errand, paper)] == ["done", "open"]
    assert "resident" not in FollowUp.objects.get(pk=paper.pk).codes
    assert residents_of(community, at, {str(mother.pk)}) == [{"id": str(mother.pk), "gone": True}]
    assert not Message.objects.filter(to=f"resident:{mother.pk}").exists()
    told = set(Message.objects.filter(template="care.died").values_list("to", flat=True))
    staff = {f"user:{world.users[kind].pk}" for kind in ("secretary", "grid_worker", "building_lead")}
    assert told == staff | {f"resident:{daughter.pk}"}
    told_daughter = Message.objects.filter(to=f"resident:{daughter.pk}").values_list("template", flat=True)
    assert "proxy.revoked" not in told_daughter, "she need not read it in pieces"
    assert all("王" not in str(line.codes) for line in Line.objects.all())


def test_nothing_is_delivered_or_opened_in_that_name_afterwards(world: Any, died: Any) -> None:
    died()
    mother, later = world.residents["王秀英"], world.at + HOUR
    put(world.community.pk, f"resident:{mother.pk}", "outing.remind", key="late", at=later)
    put(world.community.pk, f"resident:{world.residents['王梅'].pk}", "outing.remind", key="hers", at=later)
    deliver_due(later)
    assert set(Message.objects.filter(template="outing.remind").values_list("key", flat=True)) == {"hers"}
    for kind in (K.OVERDUE, K.CALL, K.VISIT):
        opened = FollowUp.open(world.community.pk, kind, "x:1", resident=mother, due_at=later, by=None, at=later)
        assert opened.status == "done"
    with pytest.raises(Refused, match=r"care\.has_died"):
        Stay.relocate(Resident.objects.get(pk=mother.pk), world.residents["李强"].household, by=None, at=later)


def test_the_watch_ends_with_it(world: Any, watch: Any, died: Any, report: Any) -> None:
    report("陈浩")
    assert knock_due(world.at + 2 * DAY) == 0, "nobody knocks where a death was reported"
    Death.objects.get().withdraw(by=world.users["secretary"], at=world.at)
    assert knock_due(world.at + 2 * DAY) == 1
    died("陈浩")
    assert (Watch.objects.count(), Silence.objects.get().end) == (0, "ended")
    assert FollowUp.objects.get(kind=K.SILENCE).status == "done"


def test_a_child_without_a_guardian_and_a_parcel_without_a_home_get_an_owner(world: Any, died: Any) -> None:
    qiang = world.residents["李强"]
    child = Resident.objects.create(
        community=world.community, household=world.residents["王梅"].household, name="王小", guardian=qiang
    )
    ShelfItem.objects.create(
        community=world.community, item=child.pk, household_id=qiang.household_id, kind="parcel", put_at=world.at
    )
    died("李强")
    child.refresh_from_db()
    assert child.guardian is None
    ward = FollowUp.objects.get(kind=K.VISIT)
    assert (ward.codes["resident"], ward.owner, ward.urgency) == (str(child.pk), world.users["grid_worker"], 1)
    assert FollowUp.objects.get(kind=K.SHELF).owner == world.users["grid_worker"]


def test_a_mistake_is_put_right_by_two_people_within_a_day(world: Any, died: Any) -> None:
    at, mother, daughter = world.at, world.residents["王秀英"], world.residents["王梅"]
    issued = Pass.issue(kind="resident", resident=mother, expires_at=at + 9 * DAY, by=None, at=at)
    lost = Pass.issue(kind="resident", resident=mother, expires_at=at + 9 * DAY, by=None, at=at)
    lost.void(by=None, reason="lost", at=at)
    ResidentSession.bind(mother, token="t" * 43, device="phone", at=at)
    errand = FollowUp.open(world.community.pk, K.ERRAND, "e:1", resident=mother, due_at=at, by=None, at=at)
    daughter.guardian = mother
    daughter.save()
    death = died()
    assert {one.returns for one in ended_by(death)} == {True}
    death.dispute(by=world.users["grid_worker"], at=at + HOUR)
    with pytest.raises(Refused, match=r"care\.own_report"):
        death.correct(by=world.users["grid_worker"], at=at + HOUR)
    assert Resident.objects.get(pk=mother.pk).left_at is not None
    death.correct(by=world.users["secretary"], at=at + 2 * HOUR)
    assert Resident.objects.get(pk=mother.pk).living
    assert Stay.objects.filter(resident=mother).exclude(until=None).count() == 0
    assert not hasattr(Pass.objects.get(pk=issued.pk), "revocation")
    assert hasattr(Pass.objects.get(pk=lost.pk), "revocation"), "what was void before stays void"
    assert ResidentSession.objects.filter(revoked_at=None).count() == 1
    assert FollowUp.objects.get(pk=errand.pk).status == "open"
    assert Resident.objects.get(pk=daughter.pk).guardian == mother
    put(world.community.pk, f"resident:{mother.pk}", "outing.remind", key="again", at=at + 3 * HOUR)
    deliver_due(at + 3 * HOUR)
    assert Message.objects.get(key="again").sent_at == at + 3 * HOUR


def test_after_a_day_nothing_is_taken_back_and_upheld_it_stands(world: Any, died: Any) -> None:
    death = died()
    end = death.confirmed_at + DAY
    death.dispute(by=world.users["grid_worker"], at=end)
    with pytest.raises(Refused, match=r"care\.too_late_to_correct"):
        death.correct(by=world.users["secretary"], at=end + timedelta(seconds=1))
    death.uphold(by=world.users["secretary"], at=end + HOUR)
    with pytest.raises(Refused, match=r"care\.too_late_to_correct"):
        death.dispute(by=world.users["grid_worker"], at=end + HOUR)
    assert not FollowUp.objects.filter(kind=K.DEATH).exclude(status="done").exists()


def test_the_second_is_somebody_who_is_there(world: Any, report: Any) -> None:
    Role.objects.filter(kind="secretary").update(ends_at=world.at)
    report(by=world.users["community_worker"])
    owner: User = FollowUp.objects.get(kind=K.DEATH).owner
    assert owner == world.users["grid_worker"], "the secretary's role is over"
