"""Outings: asked for, decided by rules or people, withdrawn, reconsidered, and what follows."""

from datetime import timedelta

import pytest
from django_scopes import scopes_disabled

from linli.accounts.models import Proxy
from linli.core.models import Message
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.gates.models import Permit, PermitRevocation
from linli.gates.recurring import overdue_due
from linli.outings.models import Outing
from linli.outings.recurring import close_returned, recheck_due
from linli.outings.tests.conftest import later, publish
from linli.privacy.keeping import purge_due, set_days
from tests.quicker import close_first


def told(world):
    return sorted(Message.objects.values_list("template", "to"))


def test_an_approved_outing_is_a_permit_for_one_exit_with_its_clock(world, phase, ask):
    phase()
    made = ask(start=30, end=90, minutes=60, place="光谷步行街")
    assert (made.status, made.code, made.day.isoformat()) == ("requested", "outings.a_person_decides", "2020-04-08")
    assert not Permit.objects.exists()
    made.approve(by=world.users["grid_worker"], at=later(world, 40))
    permit = Permit.objects.get()
    assert (permit.kind, permit.once, permit.minutes) == ("outing", True, 60)
    assert (permit.starts_at, permit.ends_at) == (later(world, 40), made.ends_at), "an approval does not reach back"
    assert made.policy == "wuhan-2020/one-per-household@1"
    assert told(world) == [("outing.approved", f"resident:{made.resident_id}")]
    assert Outing.objects.get().place == "光谷步行街"


def test_the_rules_approve_by_themselves_and_it_can_be_seen(world, phase, ask):
    phase("normalised")
    made = ask(purpose="rubbish")
    assert (made.status, made.alone, made.decided_by) == ("approved", True, None)
    assert Permit.objects.get().minutes == 60


def test_what_the_rules_refuse_is_not_kept_unless_somebody_insists(world, phase, ask):
    phase()
    with pytest.raises(Refused, match=r"outings\.too_long") as refusal:
        ask(minutes=121)
    assert "2" in refusal.value.words and not Outing.objects.exists()
    made = ask(minutes=121, insist=True)
    assert (made.status, made.code, made.alone) == ("refused", "outings.too_long", True)
    kept = Outing.objects.get()
    assert all(kept.explained) and not Permit.objects.exists()
    made.reconsider(by=world.users["secretary"], at=world.at)
    assert (made.status, made.decided_by, Permit.objects.get().minutes) == ("approved", world.users["secretary"], 121)
    with pytest.raises(Refused, match=r"outings\.not_refused"):
        made.reconsider(by=world.users["secretary"], at=world.at)


@pytest.mark.parametrize("purpose", ["medical"])
def test_who_need_not_ask_is_told_to_go(world, phase, ask, purpose):
    phase()
    with pytest.raises(Refused, match=r"outings\.just_go"):
        ask(purpose=purpose, insist=True)
    assert not Outing.objects.exists()


def test_a_person_refuses_with_reason_and_remedy(world, phase, ask):
    phase()
    made, worker = ask(), world.users["grid_worker"]
    with pytest.raises(Refused, match=r"outings\.reason_missing"):
        made.refuse(by=worker, reason=" ", remedy="x", at=world.at)
    with pytest.raises(Refused, match=r"outings\.remedy_missing"):
        made.refuse(by=worker, reason="x", remedy=" ", at=world.at)
    made.refuse(by=worker, reason="银行今天不开门", remedy="明天上午再来", at=world.at)
    kept = Outing.objects.get()
    assert (kept.status, kept.reason, kept.remedy, kept.alone) == ("refused", "银行今天不开门", "明天上午再来", False)
    assert told(world) == [("outing.refused", f"resident:{made.resident_id}")]
    with pytest.raises(Refused, match=r"outings\.not_requested"):
        made.approve(by=worker, at=world.at)


def test_withdrawing_ends_the_permit_and_gives_the_place_back(world, phase, ask, gates):
    phase()
    made = ask()
    made.approve(by=world.users["grid_worker"], at=world.at)
    with pytest.raises(Refused, match=r"outings\.household_used"):
        ask("王秀英")
    made.withdraw(by=world.residents["王梅"], at=world.at)
    assert Permit.objects.filter(revocation=None).count() == 0
    ask("王秀英").approve(by=world.users["grid_worker"], at=world.at)
    assert gates.south.now("王秀英", "exit", 5) == ["new"]
    with pytest.raises(Refused, match=r"outings\.already_out"):
        Outing.objects.get(status="approved").withdraw(by=world.residents["王秀英"], at=later(world, 6))


def test_an_unused_outing_gives_the_place_back_and_a_used_one_does_not(world, phase, ask, gates):
    phase()
    ask(end=30).approve(by=world.users["grid_worker"], at=world.at)
    assert ask("王秀英", start=60, end=90, at=later(world, 31)).status == "requested"
    Outing.objects.filter(resident=world.residents["王秀英"]).delete()
    gates.south.now("王梅", "exit", 20)
    with pytest.raises(Refused, match=r"outings\.household_used"):
        ask("王秀英", start=60, end=90, at=later(world, 31))


def test_nobody_answered_in_time_takes_no_place(world, phase, ask):
    phase()
    made = ask(end=30)
    assert ask("王秀英", start=60, end=90, at=later(world, 30)).status == "requested"
    with pytest.raises(Refused, match=r"outings\.in_the_past"):
        made.approve(by=world.users["grid_worker"], at=later(world, 30))


def test_a_request_across_midnight_counts_on_the_day_on_which_it_begins(world, phase, ask):
    phase()
    night = 14 * 60 + 30  # 23:30 in Wuhan
    made = ask(start=night, end=night + 60)
    assert made.day.isoformat() == "2020-04-08"
    assert made.ends_at - made.starts_at == timedelta(hours=1)
    with pytest.raises(Refused, match=r"outings\.household_used"):
        ask("王秀英")
    assert ask("王秀英", start=night + 31, end=night + 90).day.isoformat() == "2020-04-09"


def test_a_daughter_asks_and_both_are_told(world, phase, ask):
    phase()
    daughter, mother = world.residents["王梅"], world.residents["王秀英"]
    Proxy.grant(mother, daughter, how="desk", by=world.users["secretary"], at=world.at)
    made = ask("王秀英", way="proxy", by=daughter)
    assert made.asked_by_resident == daughter
    Message.objects.all().delete()
    made.approve(by=world.users["grid_worker"], at=world.at)
    assert {to for _, to in told(world)} == {f"resident:{daughter.pk}", f"resident:{mother.pk}"}


def test_outings_go_when_the_crossings_go(world, phase, ask):
    phase()
    made = ask()
    made.approve(by=world.users["grid_worker"], at=world.at)
    with scopes_disabled():
        purge_due(made.ends_at + timedelta(days=13))
        assert Outing.objects.count() == 1
        purge_due(made.ends_at + timedelta(days=15))
        assert Outing.objects.count() == 0


def test_a_permit_goes_with_its_outing(world, phase, ask):
    phase()
    ask().approve(by=world.users["grid_worker"], at=world.at)
    taken_back = ask("陈浩", start=1)
    taken_back.approve(by=world.users["grid_worker"], at=world.at)
    taken_back.withdraw(by=world.residents["陈浩"], at=world.at)
    work = Permit.grant(
        world.residents["王梅"], kind="work", starts_at=world.at, ends_at=later(world, 5), by=None, at=world.at
    )
    with scopes_disabled():
        purge_due(later(world, 60) + timedelta(days=13))
        assert (Permit.objects.count(), PermitRevocation.objects.count()) == (3, 1)
        purge_due(later(world, 60) + timedelta(days=14))
        assert list(Permit.objects.all()) == [work], "in one run, and only what is for one exit"
        assert not PermitRevocation.objects.exists()


def test_a_permit_stays_as_long_as_its_outing_is_kept(world, phase, ask):
    phase()
    ask().approve(by=world.users["grid_worker"], at=world.at)
    set_days(world.community, "outings.Outing.place", 30, by=world.users["secretary"], at=world.at)
    with scopes_disabled():
        purge_due(later(world, 60) + timedelta(days=20))
        assert (Outing.objects.count(), Permit.objects.count()) == (1, 1)
        purge_due(later(world, 60) + timedelta(days=30))
        assert (Outing.objects.count(), Permit.objects.count()) == (0, 0)


def test_withdrawn_by_a_page_that_was_opened_before_the_approval_ends_the_permit(world, phase, ask):
    phase()
    made = ask()
    stale = Outing.objects.get(pk=made.pk)
    made.approve(by=world.users["grid_worker"], at=world.at)
    stale.withdraw(by=world.residents["王梅"], at=world.at)
    assert not Permit.objects.filter(revocation=None).exists()


def test_out_with_it_is_seen_by_a_page_that_was_opened_before_the_approval(world, phase, ask, gates):
    phase()
    made = ask()
    stale = Outing.objects.get(pk=made.pk)
    made.approve(by=world.users["grid_worker"], at=world.at)
    gates.south.now("王梅", "exit", 5)
    with pytest.raises(Refused, match=r"outings\.already_out"):
        stale.withdraw(by=world.residents["王梅"], at=later(world, 6))


def test_rules_that_end_it_end_the_permit_that_was_given_meanwhile(world, phase, ask):
    phase()
    made = ask()
    stale = Outing.objects.get(pk=made.pk)
    made.approve(by=world.users["grid_worker"], at=world.at)
    publish(world, "one-per-household", at=later(world, 1), open=False)
    assert not stale.recheck(at=later(world, 2)).possible
    assert not Permit.objects.filter(revocation=None).exists()


def test_insisting_twice_is_one_refusal_and_on_something_else_another(world, phase, ask):
    phase()
    first = ask(minutes=121, insist=True)
    assert ask(minutes=121, insist=True) == first
    assert Message.objects.count() == 1
    assert ask(minutes=122, insist=True) != first
    assert ask("王秀英", minutes=121, insist=True) != first
    assert Outing.objects.count() == 3


def test_what_a_review_put_right_is_not_refused_again_by_the_clock(world, phase, ask):
    phase()
    made = ask(start=60, end=240, minutes=121, insist=True)
    made.reconsider(by=world.users["secretary"], at=later(world, 1))
    publish(world, "one-per-household", at=later(world, 2))
    with scopes_disabled():
        assert recheck_due(later(world, 3)) == 0
    kept = Outing.objects.get()
    assert (kept.status, kept.policy) == ("approved", "wuhan-2020/one-per-household@1")
    assert Permit.objects.filter(revocation=None).exists()


def test_a_return_is_kept_although_a_worker_closes_the_matter_at_that_moment(world, phase, ask, gates, monkeypatch):
    phase()
    ask(minutes=60).approve(by=world.users["grid_worker"], at=world.at)
    gates.south.now("王梅", "exit", 0)
    with scopes_disabled():
        overdue_due(later(world, 61))
    close_first(monkeypatch, world.at)
    assert gates.south.now("王梅", "entry", 70) == ["new"]
    assert FollowUp.objects.get(kind="overdue").status == "done"


def test_an_upload_reads_who_is_out_only_where_somebody_is_asked_after(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert close_returned(world.at) == 0
