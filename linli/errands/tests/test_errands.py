"""An errand from the first word to the door: who has it, what the gate knows, what the money comes to."""

from datetime import timedelta
from decimal import Decimal

import pytest

from linli.accounts.models.phones import ResidentSession
from linli.core.models import Message
from linli.core.refusals import Refused
from linli.errands.models import Bag, Cash, Errand
from linli.followups.models import FollowUp
from linli.gates.models import Pass, Permit
from linli.registry.models.stays import Stay

MINUTE = timedelta(minutes=1)
YUAN = Decimal


def matter(errand):
    return FollowUp.objects.get(kind="errand", subject=f"errand:{errand.pk}")


def test_an_errand_stands_with_the_grid_worker_until_somebody_runs(world, asked, neighbour):
    errand = asked()
    assert errand.status == "asked" and errand.sealed and matter(errand).owner == world.users["grid_worker"]
    assert matter(errand).words == "", "the list asks who may read it"
    errand.accept(by=neighbour, at=world.at)
    assert matter(errand).owner == neighbour
    errand.deliver(by=neighbour, at=world.at + MINUTE)
    assert matter(errand).status == "done"


def test_the_whole_way_with_money_and_a_card(world, asked, neighbour):
    errand, at = asked(money=YUAN("100")), world.at
    errand.offer(neighbour, by=world.users["grid_worker"], at=at)
    errand.accept(by=neighbour, at=at)
    errand.collect(by=neighbour, at=at, money=YUAN("100"), bag="17")
    errand.buy(by=neighbour, at=at, cost=YUAN("63.40"), note="药店没有小票")
    errand.set_out(by=neighbour, at=at)
    with pytest.raises(Refused, match="bag_still_out"):
        errand.deliver(by=neighbour, at=at, change=YUAN("36.60"))
    Bag.objects.get().give_back(seal_whole=True, by=neighbour, at=at)
    with pytest.raises(Refused, match="change_differs"):
        errand.deliver(by=neighbour, at=at, change=YUAN("36.50"))
    errand.deliver(by=neighbour, at=at, change=YUAN("36.60"))
    errand.confirm(by=world.residents["王梅"], at=at)
    assert errand.purse == 0 and errand.status == "confirmed"
    assert [step.what for step in errand.steps.all()] == [
        "asked", "offered", "accepted", "collected", "given", "bag_given", "bought", "set_out", "bag_back",
        "delivered", "change", "confirmed",
    ]  # fmt: skip
    assert [(row.what, row.amount) for row in Cash.objects.all()] == [
        ("given", YUAN("100")),
        ("spent", YUAN("63.40")),
        ("change", YUAN("36.60")),
    ]


def test_whoever_paid_more_than_was_given_is_paid_at_the_door(world, asked, neighbour):
    errand, at = asked(), world.at
    errand.accept(by=neighbour, at=at)
    errand.buy(by=neighbour, at=at, cost=YUAN("20"), note="无小票")
    assert errand.purse == -20
    errand.deliver(by=neighbour, at=at, paid=YUAN("20"))
    assert errand.purse == 0


def test_what_differs_needs_a_word_and_becomes_somebodys_matter(world, asked, neighbour):
    errand, at = asked(), world.at
    errand.accept(by=neighbour, at=at)
    errand.collect(by=neighbour, at=at, money=YUAN("50"))
    errand.deliver(by=neighbour, at=at, change=YUAN("49"), note="一块钱硬币找不开")
    stayed = FollowUp.objects.get(kind="call", subject__contains=":stayed:")
    assert stayed.owner == world.users["grid_worker"]
    errand.even(neighbour, "handed_in", YUAN("1"), by=world.users["community_worker"], at=at)
    assert errand.purse == 0


def test_who_cannot_says_why_and_it_is_in_the_pool_at_once(world, asked, neighbour):
    errand, at = asked(), world.at
    errand.accept(by=neighbour, at=at)
    permit = Permit.objects.get(kind="errand")
    errand.collect(by=neighbour, at=at, money=YUAN("50"), bag="3")
    with pytest.raises(Refused, match="reason_missing"):
        errand.cannot(" ", by=neighbour, at=at)
    with pytest.raises(Refused, match="not_yours"):
        errand.cannot("不行", by=world.users["building_lead"], at=at)
    errand.cannot("药店关门", by=neighbour, at=at, given_back=YUAN("20"))
    assert (errand.status, errand.runner, errand.permit) == ("back_in_pool", None, None)
    assert permit.revocation.reason == "errand"
    assert matter(errand).owner == world.users["grid_worker"]
    assert FollowUp.objects.filter(subject=f"errand:{errand.pk}:stayed:{neighbour.pk}").exists(), "¥30 and bag 3"
    errand.accept(by=world.users["building_lead"], at=at)
    assert errand.purse == 0, "the second purse is another one"


def test_who_lives_here_may_leave_and_who_does_not_may_come_in_until_it_is_done(world, asked, neighbour):
    errand, at = asked(), world.at
    errand.accept(by=neighbour, at=at)
    permit = errand.permit
    assert (permit.resident, permit.kind, permit.starts_at) == (world.residents["李强"], "errand", at)
    assert permit.ends_at == errand.due_at + timedelta(hours=2)
    errand.deliver(by=neighbour, at=at)
    assert permit.revocation.reason == "errand"
    other = asked("陈浩", kind="rubbish", what="两袋")
    other.accept(by=world.users["seconded"], at=at)
    ticket = Pass.objects.get()
    assert (ticket.kind, ticket.household, ticket.holder.name) == ("carer", other.household, "seconded")
    other.cancel(by=world.residents["陈浩"], at=at)
    assert ticket.revocation.reason == "errand"


def test_nobody_leaves_for_what_is_inside(world, asked, neighbour):
    errand = asked(kind="rubbish", what="两袋")
    errand.accept(by=neighbour, at=world.at)
    assert errand.permit is None and errand.ticket is None


def test_nobody_runs_for_the_own_home_or_without_a_post(world, asked, neighbour):
    with pytest.raises(Refused, match="own_errand"):
        asked("李强").accept(by=neighbour, at=world.at)
    with pytest.raises(Refused, match="cannot_run"):
        asked().accept(by=world.users["gate_guard"], at=world.at)


def test_two_do_not_go_up_the_same_stairs_unless_the_office_says_so(world, asked, neighbour):
    asked().accept(by=neighbour, at=world.at)
    second, other = asked("王梅", kind="parcel", what="快递"), world.users["building_lead"]
    with pytest.raises(Refused, match="stairs_taken"):
        second.accept(by=other, at=world.at)
    later = asked("王梅", kind="parcel", what="快递", due_at=world.at + timedelta(hours=9))
    later.accept(by=other, at=world.at)
    second.offer(other, by=world.users["grid_worker"], at=world.at)
    second.accept(by=other, at=world.at)


def test_each_step_is_told_to_the_phone_and_rung_where_there_is_none(world, asked, neighbour):
    errand, at = asked(), world.at
    errand.accept(by=neighbour, at=at)
    call = FollowUp.objects.get(kind="call", subject=f"errand:{errand.pk}:call")
    assert call.owner == world.users["grid_worker"] and call.codes["resident"] == str(errand.resident_id)
    call.close(by=call.owner, at=at)
    errand.deliver(by=neighbour, at=at)
    call.refresh_from_db()
    assert call.status == "open", "she is phoned back"
    errand.confirm(by=world.users["grid_worker"], at=at, rung=True)
    call.refresh_from_db()
    assert call.status == "done" and errand.steps.filter(what="rung").exists()
    ResidentSession.bind(world.residents["王梅"], token="t" * 43, device="phone", at=at)
    second = asked(by=world.residents["王梅"], source="proxy")
    second.accept(by=neighbour, at=at)
    told = Message.objects.filter(template="errand.accepted", params__errand=str(second.pk))
    assert {one.to for one in told} == {f"resident:{world.residents[name].pk}" for name in ("王秀英", "王梅")}
    assert not FollowUp.objects.filter(subject=f"errand:{second.pk}:call").exists()


def test_a_hand_over_in_the_list_takes_the_errand_off_the_runner(world, asked, neighbour):
    errand = asked()
    errand.accept(by=neighbour, at=world.at)
    matter(errand).cannot("腿扭了", by=neighbour, at=world.at)
    errand.refresh_from_db()
    assert errand.status == "back_in_pool" and errand.runner is None
    assert errand.steps.get(what="cannot").note == "腿扭了"


def test_what_was_only_for_somebody_who_leaves_is_not_brought(world, asked, neighbour):
    errand = asked()
    errand.accept(by=neighbour, at=world.at)
    Stay.leave(errand.resident, by=world.users["grid_worker"], at=world.at)
    errand.refresh_from_db()
    assert errand.status == "cancelled" and Errand.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"what": "  "}, "what_missing"),
        ({"kind": "gold"}, "kind_unknown"),
        ({"money": YUAN("-1")}, "money_wrong"),
        ({"money": YUAN("1.001")}, "money_wrong"),
    ],
)
def test_nonsense_is_refused(asked, given, code):
    with pytest.raises(Refused, match=code):
        asked(**given)
