"""Decisions of the office: certificates and restrictions, each reviewed by somebody who took no part."""

import json
from datetime import timedelta
from typing import Any

import pytest

from linli.core.clock import end_in
from linli.core.refusals import Refused
from linli.gates.models import Permit
from linli.orders.models import Order
from linli.outings.models import Certificate, Employer, Outing
from linli.outings.rules import Ask
from linli.reviews.decisions import decision_of, decisions_of, sources
from linli.reviews.ground import Ground
from linli.reviews.models import Review

pytestmark = pytest.mark.usefixtures("rules")


@pytest.fixture
def certificate(world: Any) -> Certificate:
    """Li Qiang's, refused by the community worker."""
    employer = Employer.objects.create(community=world.community, code="91420100MA4K000017", name="光谷软件")
    until = world.community.today(world.at) + timedelta(days=9)
    made = Certificate.request(world.residents["李强"], employer, valid_until=until, by=None, at=world.at)
    made.refuse(by=world.users["community_worker"], reason="公章看不清", at=world.at)
    return made


@pytest.fixture
def order(world: Any) -> Order:
    """Li Qiang under observation at home, proposed by the grid worker, confirmed by the secretary."""
    made = Order.propose(
        world.residents["李强"],
        "home_observation",
        evidence="travel",
        reference="G1 次",
        ends_at=end_in(world.community.zone, world.community.today(world.at) + timedelta(days=5)),
        by=world.users["grid_worker"],
        at=world.at,
    )
    made.confirm(by=world.users["secretary"], at=world.at)
    return made


def review(world: Any, source: str, row: Any) -> Review:
    who = world.residents["李强"]
    decision = decision_of(Ground(who, world.at), source, row.pk)
    assert decision is not None
    return Review.ask(who, decision, said="请再看", by=who, way="self", at=world.at)


def test_a_refused_certificate_says_the_officers_reason_and_opens_again(world: Any, certificate: Certificate) -> None:
    who = world.residents["李强"]
    [decision] = decisions_of(Ground(who, world.at), against=True).decisions
    assert (decision.reason, decision.machine, decision.against) == ("公章看不清", False, True)
    asked = review(world, "certificate", certificate)
    assert asked.owner == world.users["grid_worker"]
    worker, secretary = world.users["community_worker"], world.users["secretary"]
    with pytest.raises(Refused, match=r"reviews\.own_decision"):
        asked.answer(outcome="corrected", words="清楚", correction="reopen", by=worker, at=world.at)
    asked.answer(outcome="corrected", words="盖章清楚", correction="reopen", by=secretary, at=world.at)
    again = Certificate.objects.get()
    assert (again.status, again.reason, again.decided_by) == ("requested", "", None)
    again.verify(by=worker, at=world.at)
    assert Permit.objects.get().kind == "work"


def test_a_certificate_that_has_ended_is_not_opened_again(world: Any, certificate: Certificate) -> None:
    late = Ground(world.residents["李强"], world.at + timedelta(days=10))
    source = sources()["certificate"]
    assert source.corrections(late, source.one(late, certificate.pk)) == []


def test_neither_of_the_two_who_restricted_somebody_reviews_it(world: Any, order: Order) -> None:
    asked = review(world, "order", order)
    assert asked.owner == world.users["community_worker"]
    for one in ("grid_worker", "secretary"):
        with pytest.raises(Refused, match=r"reviews\.own_decision"):
            asked.answer(outcome="upheld", words="没错", by=world.users[one], at=world.at)
    asked.answer(outcome="corrected", words="解除", correction="lift", by=asked.owner, at=world.at)
    assert Order.objects.get().status == "lifted"
    assert Review.objects.get().consequence == {"code": "lifted"}


@pytest.fixture
def by_the_office(world: Any) -> Order:
    """Li Qiang under observation at home, by the secretary and the community worker."""
    until = end_in(world.community.zone, world.community.today(world.at) + timedelta(days=5))
    told = {"evidence": "travel", "reference": "G1 次", "ends_at": until, "at": world.at}
    made = Order.propose(world.residents["李强"], "home_observation", by=world.users["community_worker"], **told)
    made.confirm(by=world.users["secretary"], at=world.at)
    return made


def test_a_grid_worker_does_not_lift_a_restriction_alone(world: Any, by_the_office: Order, sign_in: Any) -> None:
    asked = review(world, "order", by_the_office)
    assert (asked.owner, asked.level) == (world.users["district"], 2), "the office took part, the grid worker may not"
    for one in ("grid_worker", "district"):
        with pytest.raises(Refused, match=r"reviews\.not_yours_to_lift"):
            asked.answer(outcome="corrected", words="解除", correction="lift", by=world.users[one], at=world.at)
    page = sign_in("grid_worker").get(f"/reviews/{asked.pk}/").content.decode()
    assert "corrected|" not in page and "upheld|" in page
    assert Order.objects.get().status == "in_force"
    asked.answer(outcome="upheld", words="没错", by=world.users["grid_worker"], at=world.at)


def test_a_proposal_binds_nobody_and_is_no_decision(world: Any) -> None:
    Order.propose(
        world.residents["李强"],
        "home_observation",
        evidence="travel",
        reference="G1 次",
        ends_at=world.at + timedelta(days=2),
        by=world.users["grid_worker"],
        at=world.at,
    )
    assert decisions_of(Ground(world.residents["李强"], world.at)).decisions == []


@pytest.fixture
def outing(world: Any) -> Outing:
    """Li Qiang asks to go to the bank in an hour; the rules of one per household leave it to a person."""
    begins = int(world.at.timestamp()) + 3600
    return Outing.request(
        world.residents["李强"],
        Ask("bank", begins, begins + 7200, 60),
        way="phone_page",
        by=world.residents["李强"],
        at=world.at,
    )


def test_a_refused_outing_is_approved_after_all_by_somebody_else(world: Any, outing: Outing) -> None:
    users = world.users
    outing.refuse(by=users["grid_worker"], reason="今天人多", remedy="明天再去", at=world.at)
    asked = review(world, "outing", outing)
    assert asked.owner == users["secretary"]
    decision = asked.decision(world.at)
    assert (decision.reason, decision.remedy, decision.machine) == ("今天人多", "明天再去", False)
    with pytest.raises(Refused, match=r"reviews\.own_decision"):
        asked.answer(outcome="corrected", words="可以去", correction="reconsider", by=users["grid_worker"], at=world.at)
    asked.answer(outcome="corrected", words="可以去", correction="reconsider", by=users["secretary"], at=world.at)
    assert Outing.objects.get().status == "approved"
    assert Permit.objects.get().kind == "outing"
    assert asked.decision(world.at).against is False


def test_an_outing_whose_window_is_over_can_only_be_answered_in_words(world: Any, outing: Outing) -> None:
    outing.refuse(by=world.users["grid_worker"], reason="今天人多", remedy="明天再去", at=world.at)
    late = Ground(world.residents["李强"], outing.ends_at)
    source = sources()["outing"]
    assert source.corrections(late, source.one(late, outing.pk)) == []


def test_what_the_rules_decided_alone_says_so_and_offers_a_person(world: Any, outing: Outing) -> None:
    outing.refuse(by=world.users["grid_worker"], reason="今天人多", remedy="明天再去", at=world.at)
    outing.reason = json.dumps({"number": 1})  # the rules keep numbers, which are said in each reader's language
    outing.save(update_fields=["reason"])
    Outing.objects.update(decided_by=None, code="outings.household_used")
    [decision] = decisions_of(Ground(world.residents["李强"], world.at), against=True).decisions
    assert decision.machine and decision.reviewable and decision.rule


def test_the_sources_come_together_by_time(world: Any, certificate: Certificate, order: Order, cross: Any) -> None:
    cross("李强", at=world.at + timedelta(minutes=1))
    cross("李强", at=world.at - timedelta(minutes=1))
    found = decisions_of(Ground(world.residents["李强"], world.at + timedelta(hours=1))).decisions
    assert [one.source for one in found] == ["crossing", "order", "certificate", "crossing"]


def test_records_that_were_merged_keep_their_decisions(world: Any, certificate: Certificate) -> None:
    from linli.registry.models import Merge

    Merge.join(world.residents["陈浩"], world.residents["李强"], by=world.users["secretary"], at=world.at)
    assert len(decisions_of(Ground(world.residents["陈浩"], world.at)).decisions) == 1
