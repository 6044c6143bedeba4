"""At home: observed by two people's word, called where that is needed, extended openly, released."""

from datetime import timedelta
from typing import Any

import pytest

from linli.accounts.models import User
from linli.arrivals.models import Arrival, Step, Traveller
from linli.arrivals.recurring import look_due
from linli.care.models import Watch
from linli.core.models import Message
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.orders.models import Order
from linli.orders.recurring import lapse_due
from linli.privacy.keeping import purge_due
from linli.registry.models import Stay

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def worker(world: Any) -> User:
    return world.users["grid_worker"]


def test_observation_binds_nobody_before_a_second_person_confirms(world: Any, to: Any, worker: Any, todo: Any) -> None:
    made = to("home")
    made.observe(by=worker, at=made.since)
    [order] = Order.objects.all()
    assert (order.status, order.evidence, order.kind) == ("proposed", "travel", "home_observation")
    assert (made.status, todo(made)) == ("home", None), "the second person's own matter is open, and no other"
    assert FollowUp.objects.filter(kind="sign_order").exclude(status="done").count() == 1
    order.confirm(by=world.users["secretary"], at=made.since + HOUR)
    made.refresh_from_db()
    assert (made.status, made.until) == ("observed", order.ends_at)
    assert world.community.today(made.until) == world.community.today(world.at) + 14 * DAY


def test_a_proposal_that_is_taken_back_is_asked_about_again(world: Any, to: Any, worker: Any, todo: Any) -> None:
    made = to("home")
    made.observe(by=worker, at=made.since)
    Order.objects.get().withdraw(by=worker, at=made.since + HOUR)
    assert todo(made).codes["step"] == "observe"
    made.observe(by=worker, at=made.since + 2 * HOUR)
    assert Order.objects.filter(status="proposed").count() == 1


def test_who_has_a_phone_page_is_not_called(world: Any, to: Any, todo: Any) -> None:
    assert todo(to("observed")) is None


def test_who_has_no_phone_is_called_each_day_by_one_matter_each(world: Any, to: Any, worker: Any, todo: Any) -> None:
    made = to("observed", travellers=[{"name": "王奶奶", "birth_year": 1940}])
    first = todo(made)
    assert (first.codes["step"], first.due_at) == ("check", made.since + DAY)
    made.note_contact(by=worker, at=made.since + DAY)
    second = todo(made)
    assert second.pk != first.pk
    assert second.due_at == made.since + 2 * DAY


def test_a_missed_call_is_tried_again_then_urgent_then_the_leads(world: Any, to: Any, worker: Any, todo: Any) -> None:
    made = to("observed", travellers=[{"name": "王奶奶", "birth_year": 1940}])
    due = todo(made).due_at
    look_due(due + 3 * HOUR - timedelta(seconds=1))
    assert todo(made).urgency != FollowUp.Urgency.NOW
    look_due(due + 3 * HOUR)
    assert todo(made).urgency == FollowUp.Urgency.NOW
    made.refresh_from_db()
    for number in range(3):
        made.miss(by=worker, at=due + (3 + number) * HOUR)
    assert todo(made).owner == world.users["secretary"]
    made.note_contact(by=world.users["secretary"], at=due + 7 * HOUR)
    assert (made.attempts, todo(made).owner) == (0, worker)


def test_nobody_is_released_while_the_restriction_binds(world: Any, to: Any, worker: Any) -> None:
    made = to("observed")
    with pytest.raises(Refused, match=r"arrivals\.observation_runs"):
        made.release(by=worker, at=made.until)


def test_the_restriction_ends_by_itself_and_then_they_are_released(world: Any, to: Any, worker: Any, todo: Any) -> None:
    made = to("observed")
    over = made.until + timedelta(seconds=1)
    lapse_due(over)
    assert (todo(made).codes["step"], todo(made).act) == ("release", "deliver")
    made.refresh_from_db()
    made.release(by=worker, at=over + HOUR)
    assert (made.status, todo(made)) == ("released", None)
    with pytest.raises(Refused, match=r"arrivals\.over"):
        made.release(by=worker, at=over + HOUR)


def test_lifted_with_a_reason_they_are_released_earlier(world: Any, to: Any, worker: Any, todo: Any) -> None:
    made = to("observed")
    Order.objects.get().lift(by=world.users["secretary"], reason="区里来函", at=made.since + DAY)
    assert todo(made).codes["step"] == "release"
    made.refresh_from_db()
    made.release(by=worker, at=made.since + DAY)
    assert made.status == "released"


def test_longer_is_a_new_restriction_by_two_and_never_shorter(world: Any, to: Any, worker: Any) -> None:
    made = to("observed")
    at, first = made.since + 10 * DAY, Order.objects.get()
    last = world.community.today(made.until)
    with pytest.raises(Refused, match=r"arrivals\.not_longer"):
        made.extend(last_day=last, reference="区函 3 号", by=worker, at=at)
    with pytest.raises(Refused, match=r"arrivals\.reason_missing"):
        made.extend(last_day=last + DAY, reference=" ", by=worker, at=at)
    made.extend(last_day=last + 5 * DAY, reference="区函 3 号", by=worker, at=at)
    second = Order.objects.exclude(pk=first.pk).get()
    made.refresh_from_db()
    assert (second.continues, made.until) == (first, first.ends_at), "nothing changed before the second person's word"
    second.confirm(by=world.users["secretary"], at=at + HOUR)
    made.refresh_from_db()
    assert (made.status, made.until, made.present[0].order) == ("observed", second.ends_at, second)


def test_new_rules_that_list_no_observation_free_them(world: Any, to: Any, todo: Any) -> None:
    made = to("observed")
    lapse_due(world.at + timedelta(days=70))
    assert todo(made).codes["step"] == "release"


def test_a_fever_is_handed_over_at_once_and_no_temperature_is_kept(world: Any, to: Any) -> None:
    made = to("observed")
    made.report_fever(by=None, at=made.since + HOUR, traveller=made.present[0])
    made.report_fever(by=None, at=made.since + HOUR, traveller=made.present[0])
    [matter] = FollowUp.objects.filter(kind="fever")
    assert (matter.urgency, matter.owner) == (1, world.users["grid_worker"])
    assert {str(one.note) for one in made.steps.filter(what="fever")} == {""}


def test_observation_that_is_only_asked_for_binds_nobody(world: Any, to: Any, worker: Any, monkeypatch: Any) -> None:
    from linli.arrivals.policy import ArrivalRules

    made = to("home")
    asked = ArrivalRules(observe_days=7)
    monkeypatch.setattr("linli.arrivals.models.thread.arrival_rules", lambda community, at: asked)
    made.observe(by=worker, at=made.since)
    assert (made.status, Order.objects.count()) == ("observed", 0)
    with pytest.raises(Refused, match=r"arrivals\.observation_runs"):
        made.release(by=worker, at=made.until)
    made.release(by=worker, at=made.until + timedelta(seconds=1))
    assert made.status == "released"


def test_the_household_is_told_without_names(world: Any, to: Any) -> None:
    to("home")
    told = Message.objects.filter(template="arrival.home", to=f"resident:{world.residents['李强'].pk}")
    assert [set(one.params) for one in told] == [{"arrival"}]


def test_who_moves_away_is_off_the_thread_and_it_ends_with_the_last(world: Any, to: Any, todo: Any) -> None:
    made = to("observed", travellers=[{"name": "李建国", "birth_year": 1960}, {"name": "李红", "birth_year": 1962}])
    one, two = made.present
    Stay.leave(one.resident, by=world.users["secretary"], at=made.since + DAY)
    made.refresh_from_db()
    assert (made.status, [row.pk for row in made.present]) == ("observed", [two.pk])
    Stay.leave(two.resident, by=world.users["secretary"], at=made.since + DAY)
    made.refresh_from_db()
    assert (made.status, todo(made)) == ("ended", None)
    assert Arrival.objects.get().over_at == made.since


def test_a_closed_thread_is_deleted_a_month_later_with_everything(world: Any, to: Any, worker: Any) -> None:
    made = to("observed")
    over = made.until + timedelta(seconds=1)
    lapse_due(over)
    made.refresh_from_db()
    made.release(by=worker, at=over)
    purge_due(over + 30 * DAY - HOUR)
    assert Arrival.objects.count() == 1
    purge_due(over + 31 * DAY)
    assert (Arrival.objects.count(), Traveller.objects.count(), Step.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(("son", "heard"), [(False, True), (True, False)])
def test_who_answers_a_call_while_observed_gives_a_sign_of_life(world: Any, to: Any, son: bool, heard: bool) -> None:
    who = [{"resident": world.residents["陈浩"]}] + ([{"name": "陈小军", "birth_year": 1990}] if son else [])
    made = to("observed", room="2-1-301", travellers=who)
    at = world.at + timedelta(days=1)
    watch = Watch.objects.create(community=world.community, resident=world.residents["陈浩"], heard_at=world.at)
    made.note_contact(by=None, at=at)
    watch.refresh_from_db()
    assert watch.heard_at == world.at, "a word through the link may be anybody's"
    made.note_contact(by=world.users["grid_worker"], at=at)
    watch.refresh_from_db()
    assert (watch.heard_at == at) is heard
