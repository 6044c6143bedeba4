"""What if: a fever at the gate, an early train at night, the gate's record after the worker's, a death."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from linli.accounts.models import Duty
from linli.arrivals.models import Arrival
from linli.arrivals.reactions import take_off
from linli.arrivals.tests.test_at_gates import crosses, phone
from linli.config.wiring import WIRING
from linli.followups.models import FollowUp
from linli.journal.verbs import verb

__all__ = ["crosses", "phone"]  # fixtures
HOUR = timedelta(hours=1)
LI = {"name": "李强", "birth_year": 1985}


def test_a_fever_at_the_gate_is_seen_on_the_thread(world: Any, to: Any, crosses: Any) -> None:
    made = to("planned", travellers=[LI])
    crosses(made.meet_at, outcome="hand_over", expected=str(made.travellers.get().pk))
    [step] = made.steps.filter(what="fever")
    assert (step.traveller, str(step.note)) == (made.travellers.get(), "")
    assert FollowUp.objects.filter(kind="fever").count() == 1, "the gate's own matter, and no second one"


def test_who_comes_at_night_unannounced_is_the_duty_leads(world: Any, to: Any, crosses: Any, todo: Any) -> None:
    made = to("contacted", travellers=[LI])
    night = world.at + 16 * HOUR  # one o'clock
    lead = world.users["community_worker"]
    Duty.assign(
        lead, community=world.community, post="夜班", starts_at=night - HOUR, ends_at=night + 6 * HOUR, by=None,
        at=world.at, lead=True,
    )  # fmt: skip
    crosses(night, resident=str(world.residents["李强"].pk))
    matter = todo(made)
    assert (matter.codes["step"], matter.owner, matter.urgency) == ("bring_in", lead, FollowUp.Urgency.NOW)
    made.refresh_from_db()
    assert made.worker == world.users["grid_worker"], "the named worker is theirs again in the morning"


def test_the_gates_record_joins_a_thread_that_a_worker_moved_first(world: Any, to: Any, crosses: Any) -> None:
    made = to("met", travellers=[LI])
    crosses(made.since - timedelta(minutes=5), expected=str(made.travellers.get().pk))
    made.refresh_from_db()
    assert (made.status, made.crossing is None) == ("met", False)


def test_an_outing_after_they_are_home_is_not_their_arrival(world: Any, to: Any, crosses: Any) -> None:
    made = to("home", travellers=[LI])
    crosses(made.since + HOUR, resident=str(world.residents["李强"].pk))
    made.refresh_from_db()
    assert made.crossing is None


def test_nobody_is_asked_to_call_for_somebody_who_died(world: Any, to: Any, todo: Any) -> None:
    made = to("observed", travellers=[LI])

    told = {"event": "resident.died", "subject": world.residents["李强"], "by": world.users["secretary"], "codes": {}}
    happening = SimpleNamespace(**told, at=made.since + HOUR)
    assert take_off in WIRING["resident.died"]
    verb(take_off)(happening)
    assert (Arrival.objects.get().status, todo(made)) == ("ended", None)
