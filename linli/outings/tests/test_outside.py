"""From the exit on: the clock, two offline gates, another gate, a change of rules, reminders, whoever is late."""

from datetime import timedelta

import pytest
from django_scopes import scopes_disabled

from linli.accounts.models import Proxy, ResidentSession
from linli.core.models import Message
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.gates.models import Crossing, Out, Permit
from linli.gates.recurring import overdue_due as gates_overdue
from linli.orders.models import Order
from linli.outings import recurring
from linli.outings.abroad import soon, without_phone
from linli.outings.journeys import journey
from linli.outings.models import Call, Outing
from linli.outings.tests.conftest import later, publish


@pytest.fixture
def approved(world, phase, ask):
    def make(name="王梅", rules="one-per-household", **given):
        phase(rules)
        made = ask(name, **given)
        if made.status == "requested":
            made.approve(by=world.users["grid_worker"], at=world.at)
        return made

    return make


def every(as_of):
    """What the ticker runs."""
    with scopes_disabled():
        gates_overdue(as_of)
        for one in (recurring.remind_due, recurring.overdue_due, recurring.recheck_due):
            one(as_of)


def reminders():
    return sorted(Message.objects.filter(template="outing.remind").values_list("to", flat=True))


def test_approved_out_overdue_and_back_by_another_gate(world, approved, gates):
    made = approved(minutes=60)
    assert journey(made, world.at).state == "approved"
    gates.south.now("王梅", "exit", 10)
    out = journey(made, later(world, 11))
    assert (out.state, out.since, out.back_by, out.gate) == (
        "out",
        later(world, 10),
        later(world, 70),
        gates.south.place.pk,
    )
    assert journey(made, later(world, 70)).state == "out", "the last minute belongs to the outing"
    assert journey(made, later(world, 71)).state == "overdue"
    every(later(world, 71))
    matter = FollowUp.objects.get(kind="overdue")
    assert (matter.kind, matter.owner) == ("overdue", world.users["grid_worker"])
    gates.north.now("王梅", "entry", 80)
    back = journey(made, later(world, 81))
    assert (back.state, back.back_at, back.back_gate) == ("back", later(world, 80), gates.north.place.pk)
    matter.refresh_from_db()
    assert (matter.status, matter.closed_by) == ("done", None)


def test_an_entry_that_arrives_before_its_exit_still_ends_the_outing(world, approved, gates):
    made = approved()
    gates.south.cross("王梅", "exit", 10)
    gates.north.cross("王梅", "entry", 30)
    gates.north.send(31)
    gates.south.send(40)
    assert journey(made, later(world, 41)).state == "back"
    assert not Out.objects.exists()


def test_whoever_leaves_in_the_second_of_the_approval_is_out(world, phase, ask, gates):
    """Gates count whole seconds, an approval has fractions of one."""
    phase("one-per-household")
    made = ask("王梅")
    made.approve(by=world.users["grid_worker"], at=world.at.replace(microsecond=193_341))
    gates.south.now("王梅", "exit", 0)
    assert journey(made, later(world, 1)).state == "out"


def test_an_outing_that_nobody_used_says_so(world, approved):
    made = approved(end=30)
    assert journey(made, made.ends_at).state == "approved"
    assert journey(made, made.ends_at + timedelta(seconds=1)).state == "unused"


def test_two_members_of_one_household_at_two_offline_gates(world, approved, gates):
    made = approved("王梅")
    Permit.grant(world.residents["王秀英"], kind="trip", starts_at=world.at, ends_at=made.ends_at, minutes=120, by=None)
    gates.south.cross("王梅", "exit", 10)
    gates.north.cross("王秀英", "exit", 12)
    assert gates.south.send(20) == ["new"]
    assert gates.north.send(21) == ["disagreed"]
    assert Crossing.objects.filter(went=True).count() == 2, "both went; neither is refused afterwards"
    matter = FollowUp.objects.get(kind="disagreement")
    assert matter.owner is not None and matter.codes["resident"] == str(world.residents["王秀英"].pk)
    assert journey(made, later(world, 22)).state == "out"
    gates.north.now("王秀英", "entry", 30)
    assert journey(made, later(world, 31)).state == "out", "the other one's return does not end this outing"


def test_where_gate_and_server_disagree_the_permits_own_clock_counts(world, approved, gates):
    made = approved("王梅", minutes=60)
    Permit.grant(world.residents["王秀英"], kind="trip", starts_at=world.at, ends_at=made.ends_at, minutes=120, by=None)
    gates.north.now("王秀英", "exit", 5)
    assert gates.south.now("王梅", "exit", 10) == ["disagreed"]
    assert Out.objects.get(resident_id=world.residents["王梅"].pk).back_by is None
    assert journey(made, later(world, 11)).back_by == later(world, 70)
    every(later(world, 71))
    assert FollowUp.objects.filter(kind="overdue", codes__resident=str(world.residents["王梅"].pk)).count() == 1


def test_a_change_of_rules_shortens_nobodys_clock_and_is_told_to_whoever_waits(world, approved, gates, ask):
    gone = approved("王梅", minutes=120)
    waits, standing = ask("陈浩", start=60, end=90), ask("李强", start=60, end=90)
    standing.approve(by=world.users["grid_worker"], at=world.at)
    gates.south.now("王梅", "exit", 5)
    publish(world, "limited-outings", at=later(world, 10), open=False)
    every(later(world, 11))
    out = journey(gone, later(world, 12))
    assert (out.state, out.back_by) == ("out", later(world, 125))
    for one in (waits, standing):
        one.refresh_from_db()
        assert (one.status, one.code, one.alone) == ("refused", "outings.not_open", True)
        assert all(one.explained) and one.policy.startswith("wuhan-2020/limited-outings@")
    assert not Permit.objects.filter(resident=world.residents["李强"], revocation=None).exists()
    assert Permit.objects.filter(resident=world.residents["王梅"], revocation=None).exists()
    assert Message.objects.filter(template="outing.refused").count() == 2
    gates.north.now("王梅", "entry", 124)
    assert journey(gone, later(world, 125)).state == "back"


def test_whoever_is_restricted_meanwhile_hears_it_before_the_gate_says_it(world, phase, ask):
    phase()
    made, users = ask(start=60, end=90), world.users
    made.approve(by=users["grid_worker"], at=world.at)
    order = Order.propose(
        world.residents["王梅"],
        "home_observation",
        evidence="travel",
        reference="G1",
        ends_at=later(world, 3000),
        by=users["grid_worker"],
        at=world.at,
    )
    every(later(world, 1))
    made.refresh_from_db()
    assert made.status == "approved", "what is only put forward binds nobody"
    order.confirm(by=users["secretary"], at=later(world, 2))
    every(later(world, 3))
    made.refresh_from_db()
    assert (made.status, made.code) == ("refused", "outings.under_order")
    with pytest.raises(Refused, match=r"outings\.under_order"):
        ask(start=60, end=90, at=later(world, 4))


def test_rules_that_free_approve_what_waits(world, phase, ask):
    phase()
    made = ask(start=60, end=90)
    publish(world, "lapsed", at=later(world, 10))
    every(later(world, 11))
    made.refresh_from_db()
    assert (made.status, made.code, made.alone) == ("approved", "outings.nobody_asks", True)


def test_rules_that_change_nothing_for_a_request_leave_it_waiting(world, phase, ask):
    phase()
    made = ask(start=60, end=90)
    publish(world, "one-per-household", at=later(world, 10))
    every(later(world, 11))
    made.refresh_from_db()
    assert (made.status, made.policy) == ("requested", "wuhan-2020/one-per-household@2")


def test_the_reminder_comes_once_before_the_limit_to_both(world, phase, ask, gates):
    phase()
    mother, daughter = world.residents["王秀英"], world.residents["王梅"]
    Proxy.grant(mother, daughter, how="desk", by=world.users["secretary"], at=world.at)
    ask("王秀英", way="proxy", by=daughter).approve(by=world.users["grid_worker"], at=world.at)
    gates.south.now("王秀英", "exit", 0)
    every(later(world, 44))
    assert reminders() == []
    for minute in (45, 50, 59):
        every(later(world, minute))
    assert reminders() == sorted(f"resident:{one.pk}" for one in (mother, daughter))


def test_a_short_outing_is_not_reminded_of_at_the_gate(world, approved, gates):
    approved(minutes=15)
    gates.south.now("王梅", "exit", 0)
    every(later(world, 7))
    assert reminders() == []
    every(later(world, 8))
    assert len(reminders()) == 1


def test_who_has_no_phone_page_is_rung_by_a_person_once(world, approved, gates):
    approved("王秀英", way="desk", by=world.users["grid_worker"])
    gates.south.now("王秀英", "exit", 0)
    at = later(world, 50)
    [one] = without_phone(soon(world.community, at), at)
    assert one.resident == world.residents["王秀英"]
    Call.note(one.out, one.resident, way="reminder", outcome="reached", by=world.users["grid_worker"], at=at)
    assert without_phone(soon(world.community, at), at) == []
    assert not FollowUp.objects.filter(kind="overdue").exists(), "a reminder opens no matter"
    ResidentSession.bind(world.residents["王秀英"], token="x" * 40, device="", at=at)
    Call.objects.all().delete()
    assert without_phone(soon(world.community, at), at) == []


def test_every_step_after_somebody_late_is_kept_and_moves_the_matter(world, approved, gates):
    approved(minutes=60)
    gates.south.now("王梅", "exit", 0)
    every(later(world, 61))
    out, wang, worker = Out.objects.get(), world.residents["王梅"], world.users["community_worker"]
    with pytest.raises(Refused, match=r"outings\.minutes_missing"):
        Call.note(out, wang, way="call", outcome="on_the_way", by=worker, at=later(world, 62))
    with pytest.raises(Refused, match=r"outings\.step_unknown"):
        Call.note(out, wang, way="shout", outcome="reached", by=worker, at=later(world, 62))
    Call.note(out, wang, way="call", outcome="not_reached", by=worker, at=later(world, 62))
    matter = FollowUp.objects.get(kind="overdue")
    assert (matter.status, matter.owner) == ("answered", worker)
    Call.note(out, wang, way="again", outcome="on_the_way", minutes=15, by=worker, at=later(world, 72))
    matter.refresh_from_db()
    assert matter.due_at == later(world, 87)
    Call.note(out, wang, way="call", outcome="at_home", by=worker, at=later(world, 90))
    matter.refresh_from_db()
    assert (matter.status, matter.closed_by) == ("done", worker)
    assert [(one.way, one.by) for one in Call.objects.order_by("at")] == [
        (w, worker) for w in ("call", "again", "call")
    ]


def test_a_return_closes_only_the_matter_of_whoever_returned(world, approved, gates, ask):
    approved("王梅", minutes=30)
    ask("陈浩", minutes=30).approve(by=world.users["grid_worker"], at=world.at)
    for name in ("王梅", "陈浩"):
        gates.south.now(name, "exit", 1)
    every(later(world, 40))
    gates.south.now("陈浩", "entry", 41)
    assert FollowUp.objects.filter(status="open").get().codes["resident"] == str(world.residents["王梅"].pk)
    assert Outing.objects.count() == 2
