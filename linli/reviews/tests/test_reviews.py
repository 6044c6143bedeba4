"""A review: asked once, answered by somebody else before a deadline, and then put right."""

from datetime import timedelta
from typing import Any

import pytest

from linli.accounts.models import Role
from linli.core.models import Message
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.gates.models import Annulment, Crossing, Pass, Permit
from linli.journal.models import Line
from linli.reviews.decisions import sources
from linli.reviews.models import Review
from linli.reviews.recurring import escalate_due

pytestmark = pytest.mark.usefixtures("rules")


def answer(review: Review, by: Any, at: Any, correction: str = "", **more: Any) -> None:
    outcome = "corrected" if correction else "upheld"
    review.answer(**{"outcome": outcome, "words": "请看说明", "correction": correction, "by": by, "at": at} | more)


def offered(review: Review, at: Any) -> list[str]:
    ground = review.ground(at)
    source = sources()[review.source]
    return [one.code for one in source.corrections(ground, source.one(ground, review.key))]


def test_it_goes_to_the_grid_worker_with_a_deadline_and_a_matter(world: Any, cross: Any, ask: Any) -> None:
    review = ask("王梅", cross("王梅"), "我有通行许可")
    assert review.owner == world.users["grid_worker"]
    assert review.due_at == world.at + timedelta(hours=24)
    matter = FollowUp.objects.get(kind="review")
    assert (matter.owner, matter.due_at) == (review.owner, review.due_at)
    assert Message.objects.filter(to=f"user:{review.owner.pk}", template="review.asked").exists()


def test_the_community_may_promise_another_time_within_bounds(world: Any, cross: Any, ask: Any) -> None:
    for hours, expected in ((8, 8), (0, 1), (9999, 168)):
        world.residents["李强"].community.settings["review_hours"] = hours
        review = ask("李强", cross("李强"))
        assert review.due_at - review.asked_at == timedelta(hours=expected)


def test_nobody_who_decided_answers_nor_owns_it(world: Any, cross: Any, ask: Any) -> None:
    worker = world.users["grid_worker"]
    review = ask("王梅", cross("王梅", guard=str(worker.pk)))
    assert review.owner == world.users["secretary"]
    with pytest.raises(Refused, match=r"reviews\.own_decision"):
        answer(review, worker, world.at)
    assert Review.objects.get().status == "asked"


def test_where_the_whole_office_decided_the_district_answers(world: Any, cross: Any, ask: Any) -> None:
    Role.objects.filter(kind__in=["secretary", "community_worker"]).update(ends_at=world.at)
    review = ask("王梅", cross("王梅", guard=str(world.users["grid_worker"].pk)))
    assert (review.owner, review.level) == (world.users["district"], 2)


def test_where_nobody_is_left_it_still_has_an_owner_who_may_not_answer(world: Any, cross: Any, ask: Any) -> None:
    Role.objects.exclude(kind="grid_worker").update(ends_at=world.at)
    worker = world.users["grid_worker"]
    review = ask("王梅", cross("王梅", guard=str(worker.pk)))
    assert review.owner is not None
    with pytest.raises(Refused, match=r"reviews\.own_decision"):
        answer(review, worker, world.at)


def test_asked_twice_is_refused_while_it_is_open(world: Any, cross: Any, ask: Any) -> None:
    row = cross("王梅")
    ask("王梅", row)
    with pytest.raises(Refused, match=r"reviews\.already_asked"):
        ask("王梅", row, "再问一次")


def test_asked_again_only_with_new_words_by_another_person_and_three_times(world: Any, cross: Any, ask: Any) -> None:
    row, users = cross("王梅"), world.users
    answer(ask("王梅", row, "第一次"), users["grid_worker"], world.at)
    for old in ("", " 第一次 "):
        with pytest.raises(Refused, match=r"reviews\.new_grounds"):
            ask("王梅", row, old)
    second = ask("王梅", row, "医生来过电话")
    assert second.owner == users["secretary"], "whoever answered the first does not answer the second"
    with pytest.raises(Refused, match=r"reviews\.own_decision"):
        answer(second, users["grid_worker"], world.at)
    answer(second, users["secretary"], world.at)
    third = ask("王梅", row, "还有一件事")
    assert third.owner == users["community_worker"]
    answer(third, users["community_worker"], world.at)
    with pytest.raises(Refused, match=r"reviews\.asked_often"):
        ask("王梅", row, "又一件事")


def test_withdrawn_can_be_asked_again(world: Any, cross: Any, ask: Any) -> None:
    row = cross("王梅")
    ask("王梅", row).withdraw(by=world.residents["王梅"], at=world.at)
    assert FollowUp.objects.get(kind="review").status == "done"
    assert ask("王梅", row).status == "asked"


def test_late_it_goes_to_the_secretary_then_to_the_district_and_the_resident_is_told(
    world: Any, cross: Any, ask: Any
) -> None:
    review = ask("王梅", cross("王梅"))
    assert escalate_due(review.due_at - timedelta(seconds=1)) == 0
    assert escalate_due(review.due_at) == 1
    review = Review.objects.get()
    assert (review.owner, review.level) == (world.users["secretary"], 1)
    assert FollowUp.objects.get(kind="review").owner == world.users["secretary"]
    assert escalate_due(review.due_at + timedelta(hours=1)) == 0, "twice a minute later is once"
    assert escalate_due(review.due_at + timedelta(hours=12)) == 1
    review = Review.objects.get()
    assert (review.owner, review.level, review.next_at) == (world.users["district"], 2, None)
    assert escalate_due(review.due_at + timedelta(days=9)) == 0
    told = Message.objects.filter(to=f"resident:{world.residents['王梅'].pk}", template="review.escalated")
    assert told.count() == 2


def test_a_wrong_refusal_becomes_a_permit_for_today(world: Any, cross: Any, ask: Any) -> None:
    review = ask("王梅", cross("王梅"))
    assert "permit" in offered(review, world.at)
    answer(review, world.users["grid_worker"], world.at, "permit")
    permit = Permit.objects.get(resident=world.residents["王梅"])
    assert (permit.kind, permit.once) == ("outing", True)
    assert permit.ends_at.astimezone(world.at.tzinfo).isoformat() == "2020-04-08T15:59:59+00:00"  # midnight in Wuhan
    after = cross("王梅", at=world.at + timedelta(minutes=5), outcome="allow", code="gate.allowed", step="")
    assert after.server_outcome == "allow", "the gate lets her out now"
    again = cross("王梅", at=world.at + timedelta(minutes=50))
    assert again.server_code == "gate.no_reason", "once"
    assert Message.objects.filter(to=f"resident:{world.residents['王梅'].pk}", template="review.answered").exists()
    assert [
        line.event for line in Line.objects.order_by("sequence") if line.event in ("permit.granted", "review.answered")
    ] == [
        "permit.granted",
        "review.answered",
    ]


def test_a_permit_is_not_promised_where_it_would_not_open_the_gate(world: Any, cross: Any, ask: Any) -> None:
    red = cross("王梅", code="gate.health_colour", step="health_code", facts={"identity": True, "health_colour": "red"})
    assert "permit" not in offered(ask("王梅", red), world.at)


def test_an_exit_that_was_none_counts_no_longer(world: Any, cross: Any, ask: Any) -> None:
    row = cross("李强", outcome="allow", code="gate.allowed", step="")
    if not row.went:
        pytest.fail("he was let through")
    review = ask("李强", row, "那不是我")
    assert offered(review, world.at) == [f"not_gone:{row.id}", f"other_person:{row.id}"]
    answer(review, world.users["secretary"], world.at, f"other_person:{row.id}")
    assert Annulment.objects.get().crossing_id == row.id
    assert Review.objects.get().consequence == {"code": "annulled", "reason": "other_person"}


def test_used_up_exits_are_shown_to_whoever_answers_so_that_the_wrong_one_can_go(
    world: Any, cross: Any, ask: Any
) -> None:
    earlier = cross("王秀英", outcome="allow", code="gate.allowed", step="")
    later = cross("王梅", at=world.at + timedelta(hours=1), code="gate.exits_used_up", step="household_exits")
    assert f"not_gone:{earlier.id}" in offered(ask("王梅", later), world.at + timedelta(hours=1))


def test_a_correction_that_is_not_offered_changes_nothing(world: Any, cross: Any, ask: Any) -> None:
    foreign = cross("李强", outcome="allow", code="gate.allowed", step="")
    review = ask("王梅", cross("王梅"))
    for code in ("", "nonsense", f"not_gone:{foreign.id}"):
        with pytest.raises(Refused):
            answer(review, world.users["secretary"], world.at, code, outcome="corrected")
    assert (Review.objects.get().status, Annulment.objects.count(), Permit.objects.count()) == ("asked", 0, 0)


def test_an_answer_needs_words_and_comes_once(world: Any, cross: Any, ask: Any) -> None:
    review = ask("王梅", cross("王梅"))
    with pytest.raises(Refused, match=r"reviews\.words_missing"):
        answer(review, world.users["secretary"], world.at, words="  ")
    answer(review, world.users["secretary"], world.at)
    with pytest.raises(Refused, match=r"reviews\.not_asked"):
        answer(review, world.users["grid_worker"], world.at)
    with pytest.raises(Refused, match=r"reviews\.not_asked"):
        review.withdraw(by=world.residents["王梅"], at=world.at)


def test_a_wrong_rule_becomes_a_matter_of_the_secretary(world: Any, cross: Any, ask: Any) -> None:
    review = ask("王梅", cross("王梅"))
    answer(review, world.users["grid_worker"], world.at, rule_wrong=True)
    matter = FollowUp.objects.get(subject=f"rule:{review.pk}")
    assert (matter.owner, matter.codes["version"]) == (world.users["secretary"], "wuhan-2020/normalised@1")


def test_a_voided_pass_comes_back_as_a_new_one(world: Any, south: Any) -> None:
    from linli.reviews.decisions import decision_of
    from linli.reviews.ground import Ground

    who, at = world.residents["王梅"], world.at
    old = Pass.issue(kind="resident", resident=who, expires_at=at + timedelta(days=9), by=None, at=at)
    old.void(by=world.users["community_worker"], reason="voided", at=at)
    decision = decision_of(Ground(who, at), "pass", old.revocation.pk)
    review = Review.ask(who, decision, said="", by=who, way="self", at=at)
    with pytest.raises(Refused, match=r"reviews\.own_decision"):
        answer(review, world.users["community_worker"], at, "reissue")
    answer(review, world.users["secretary"], at, "reissue")
    assert Pass.objects.filter(Pass.open_at(at), resident=who).count() == 1


def test_an_emergency_is_no_decision_to_review(world: Any, cross: Any, ask: Any) -> None:
    row = cross("王梅", emergency=True, outcome="allow", code="gate.emergency", step="")
    assert Crossing.objects.get(id=row.id).emergency
    with pytest.raises(Refused, match=r"reviews\.not_reviewable"):
        ask("王梅", row)
