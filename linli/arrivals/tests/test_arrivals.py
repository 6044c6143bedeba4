"""One thread for people who return: each step, who does it, and what is next."""

from datetime import timedelta
from typing import Any

import pytest

from linli.arrivals.models import Arrival, Step
from linli.core.refusals import Refused
from linli.journal.models import Line
from linli.registry.models import Resident

HOUR = timedelta(hours=1)


def test_the_announced_are_the_grid_workers_to_call(world: Any, announce: Any, todo: Any) -> None:
    made = announce()
    matter = todo(made)
    assert made.household == world.flats["3-2-501"].households.get()
    assert made.worker == matter.owner == world.users["grid_worker"]
    assert (matter.act, matter.codes["step"]) == ("call", "call")
    assert matter.due_at == world.at + 12 * HOUR, "twelve hours, as the rules say"


def test_whoever_comes_sooner_is_called_an_hour_before(world: Any, announce: Any, todo: Any) -> None:
    assert todo(announce(expected_at=world.at + 4 * HOUR)).due_at == world.at + 3 * HOUR


def test_a_room_that_nobody_knows_is_kept_and_settled_later(world: Any, announce: Any, todo: Any) -> None:
    made = announce(room="9-9-909")
    assert (made.household, made.home) == (None, "9-9-909")
    assert made.worker == world.users["secretary"], "no grid yet"
    made.settle(world.flats["3-2-502"].households.get(), by=world.users["secretary"], at=world.at)
    assert (made.home, made.worker) == ("3-2-502", world.users["grid_worker"])
    assert todo(made).owner == world.users["grid_worker"]


def test_a_thread_goes_step_by_step_and_always_has_one_matter(world: Any, to: Any, todo: Any) -> None:
    acts = []
    for status in ("announced", "contacted", "verified", "planned", "met"):
        made = to(status, travellers=[{"name": f"张{status}"}])
        acts.append((todo(made).codes["step"], todo(made).act))
    assert acts == [
        ("call", "call"),
        ("verify", "verify"),
        ("plan", "call"),
        ("meet", "meet"),
        ("bring_in", "meet"),
    ]


def test_every_step_says_who_and_when(world: Any, to: Any) -> None:
    made = to("home")
    steps = [(one.what, one.by.name) for one in made.steps.all()]
    worker = "grid_worker"
    assert steps == [
        ("announced", "community_worker"),
        ("reached", worker),
        ("code", worker),
        ("planned", worker),
        ("met", worker),
        ("home", worker),
        ("told", worker),
    ]


def test_only_that_a_paper_was_seen_is_kept(world: Any, announce: Any) -> None:
    made = announce()
    made.verify(["code", "test"], origin="荆州", transport="train", by=world.users["grid_worker"], at=world.at)
    Step.write(made, Step.What.CODE, by=None, at=world.at, note="绿码")
    assert {str(one.note) for one in made.steps.filter(what__in=Step.SEEN)} == {""}
    with pytest.raises(Refused, match=r"arrivals\.nothing_seen"):
        announce().verify(["green"], origin="荆州", transport="train", by=world.users["grid_worker"], at=world.at)


def test_where_from_and_how_must_be_known(world: Any, announce: Any) -> None:
    made = announce()
    with pytest.raises(Refused, match=r"arrivals\.way_missing"):
        made.verify(["code"], origin="荆州", by=world.users["grid_worker"], at=world.at)
    made.declare(origin="荆州", transport="train", vehicle="G1234", by=None, at=world.at)
    made.verify(["code"], by=world.users["grid_worker"], at=world.at)
    assert (made.status, made.vehicle) == ("verified", "G1234")


def test_nobody_answers_then_again_and_then_the_lead_of_the_grid(world: Any, announce: Any, todo: Any) -> None:
    made, at = announce(), world.at
    for number in (1, 2):
        made.miss(by=world.users["grid_worker"], at=at)
        matter = todo(made)
        assert (made.attempts, matter.due_at) == (number, at + 2 * HOUR), "tried again two hours later"
        assert matter.owner == world.users["grid_worker"]
        at += 2 * HOUR
    made.miss(by=world.users["grid_worker"], at=at)
    assert todo(made).owner == world.users["secretary"], "three times: nobody leads this grid, so the office"
    made.refresh_from_db()
    assert made.worker == world.users["grid_worker"], "the named worker stays"
    made.contact(by=world.users["secretary"], at=at + HOUR)
    assert (made.attempts, todo(made).owner) == (0, world.users["grid_worker"])


def test_nobody_is_called_at_night(world: Any, announce: Any, todo: Any) -> None:
    made = announce(at=world.at)
    late = world.at + 12 * HOUR + timedelta(minutes=30)  # 21:30
    made.miss(by=world.users["grid_worker"], at=late)
    assert todo(made).due_at == world.at + 22 * HOUR, "23:30 is night: seven in the morning"


def test_a_meeting_at_night_is_the_duty_leads(world: Any, to: Any, gate: Any, todo: Any) -> None:
    made = to("verified")
    from linli.accounts.models import Duty

    at = world.at + 14 * HOUR  # 23:00
    lead = world.users["community_worker"]
    Duty.assign(
        lead, community=world.community, post="夜班", starts_at=at - HOUR, ends_at=at + 8 * HOUR, by=None, at=world.at,
        lead=True,
    )  # fmt: skip
    made.plan(meet_at=at, gate=gate, by=world.users["grid_worker"], at=world.at + HOUR)
    assert todo(made).owner == lead
    made.refresh_from_db()
    assert made.worker == world.users["grid_worker"]


def test_who_never_came_is_asked_after_and_the_thread_closed(world: Any, to: Any, todo: Any) -> None:
    from linli.arrivals.recurring import look_due

    made = to("planned")
    late = made.meet_at + 3 * HOUR
    look_due(late - timedelta(seconds=1))
    assert todo(made).codes["step"] == "meet"
    look_due(late)
    assert (todo(made).codes["step"], todo(made).urgency) == ("where", 1)
    look_due(late)
    made.refresh_from_db()
    made.not_coming(by=world.users["grid_worker"], at=late)
    assert (todo(made), made.status) == (None, "not_coming")
    with pytest.raises(Refused, match=r"arrivals\.over"):
        made.meet(by=world.users["grid_worker"], at=late)


def test_agreed_anew_there_is_one_meeting(world: Any, to: Any, gate: Any, todo: Any) -> None:
    made = to("planned")
    later = made.meet_at + 24 * HOUR
    made.plan(meet_at=later, place="武昌站东广场", by=world.users["grid_worker"], at=world.at + HOUR)
    assert (todo(made).due_at, made.gate, str(made.place)) == (later, None, "武昌站东广场")


def test_brought_home_they_are_in_the_register(world: Any, to: Any) -> None:
    made = to("home")
    [one] = made.present
    entered = Resident.objects.get(name="李建国")
    assert (one.resident, entered.household, entered.confirmed) == (entered, made.household, False)


def test_who_is_registered_there_already_is_not_entered_twice(world: Any, to: Any) -> None:
    home = world.residents["李强"]
    home.here = False
    home.save()
    made = to("home", travellers=[{"name": "李强"}])
    assert made.present[0].resident == home
    home.refresh_from_db()
    assert home.here, "registered here, lived elsewhere, and has come home"


def test_a_household_that_was_not_told_is_called(world: Any, to: Any, todo: Any) -> None:
    made = to("met")
    at = world.at + 6 * HOUR
    made.bring_in(told=False, by=world.users["grid_worker"], at=at)
    assert todo(made).codes["step"] == "tell"
    made.tell(by=world.users["grid_worker"], at=at + HOUR)
    assert todo(made).codes["step"] == "observe"
    with pytest.raises(Refused, match=r"arrivals\.moved_on"):
        made.tell(by=world.users["grid_worker"], at=at + HOUR)


def test_without_rules_whoever_is_home_and_told_is_done(world: Any, announce: Any) -> None:
    made = announce(at=world.at + timedelta(days=100))
    made.bring_in(told=True, by=world.users["grid_worker"], at=world.at + timedelta(days=100))
    assert made.status == "released"


def test_who_belongs_elsewhere_is_handed_on_with_consent_only(world: Any, announce: Any, todo: Any) -> None:
    made, worker = announce(), world.users["grid_worker"]
    with pytest.raises(Refused, match=r"arrivals\.consent_missing"):
        made.hand_on("东湖社区", False, by=worker, at=world.at)
    made.hand_on("东湖社区", True, by=worker, at=world.at)
    assert (made.status, str(made.handed_to), todo(made)) == ("handed_on", "东湖社区", None)


def test_the_journal_holds_ids_and_codes_and_nobodys_name(world: Any, to: Any) -> None:
    made = to("home", told_by="女儿 李红 13911113333", origin="荆州")
    lines = [str(one.codes) for one in Line.objects.filter(subject=f"arrival:{made.pk}")]
    assert len(lines) > 5
    assert not any(word in line for line in lines for word in ("李", "荆州", "139"))


@pytest.mark.parametrize("text", ["", "   ", "💥", "x" * 500, "3-2-501; DROP TABLE"])
def test_nonsense_for_a_room_is_kept_short_and_stops_nobody(announce: Any, text: str) -> None:
    assert len(announce(room=text).home) <= 60


def test_nobody_named_is_no_arrival(announce: Any) -> None:
    with pytest.raises(Refused, match=r"arrivals\.nobody_named"):
        announce(travellers=[])
    with pytest.raises(Refused, match=r"arrivals\.name_missing"):
        announce(travellers=[{"name": "  "}])
    assert Arrival.objects.count() == 0
