"""One page: what runs when. Each is idempotent and takes the present; the ticker runs it under a lease."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from linli.arrivals.recurring import look_due as look_at_arrivals
from linli.care.recurring import knock_due
from linli.core.outbox import deliver_due
from linli.followups.passing import pass_on_due
from linli.gates import recurring as gates
from linli.gates import shelf_telling as shelf
from linli.gates.queue import forget_due
from linli.orders import recurring as orders
from linli.outings import recurring as outings
from linli.outings.matters import unanswered_due
from linli.paper.conflicts import look_due
from linli.privacy.keeping import purge_due
from linli.registry.roster.run import resume_due
from linli.reviews.recurring import escalate_due
from linli.sentences import telling as sentences
from linli.shops.recurring import look_due as look_at_shops
from linli.situation import due as situation
from linli.supplies.recurring import close_due
from linli.volunteers import recurring as volunteers
from linli.wellbeing.helping import leave_due
from linli.wellbeing.leaving import end_due as end_keys_due
from linli.wellbeing.recurring import call_due


@dataclass(frozen=True)
class Recurring:
    """``run(as_of)`` at least every ``every``, by one process at a time, in no community's scope."""

    run: Callable[[datetime], Any]
    every: timedelta


RECURRING: dict[str, Recurring] = {
    "situation.warn": Recurring(situation.warn_due, timedelta(hours=1)),
    "situation.lapse": Recurring(situation.lapse_due, timedelta(minutes=1)),
    "followups.pass_on": Recurring(pass_on_due, timedelta(minutes=1)),
    "gates.remind": Recurring(gates.remind_due, timedelta(minutes=1)),
    "gates.overdue": Recurring(gates.overdue_due, timedelta(minutes=1)),
    "gates.forget": Recurring(forget_due, timedelta(minutes=1)),
    "orders.lapse": Recurring(orders.lapse_due, timedelta(minutes=1)),
    "reviews.escalate": Recurring(escalate_due, timedelta(minutes=1)),
    "gates.shelf": Recurring(shelf.late_due, timedelta(minutes=1)),
    "outings.remind": Recurring(outings.remind_due, timedelta(minutes=1)),
    "outings.overdue": Recurring(outings.overdue_due, timedelta(minutes=1)),
    "outings.recheck": Recurring(outings.recheck_due, timedelta(minutes=1)),
    "outings.unanswered": Recurring(unanswered_due, timedelta(minutes=1)),
    "arrivals.look": Recurring(look_at_arrivals, timedelta(minutes=1)),
    "care.knock": Recurring(knock_due, timedelta(minutes=5)),
    "supplies.close": Recurring(close_due, timedelta(minutes=1)),
    "shops.look": Recurring(look_at_shops, timedelta(minutes=10)),
    "paper.look": Recurring(look_due, timedelta(minutes=5)),
    "sentences.remind": Recurring(sentences.remind_due, timedelta(minutes=1)),
    "volunteers.turn": Recurring(volunteers.turn_due, timedelta(minutes=5)),
    "volunteers.end": Recurring(volunteers.end_due, timedelta(minutes=5)),
    "wellbeing.leave_due": Recurring(leave_due, timedelta(minutes=1)),
    "wellbeing.end_keys": Recurring(end_keys_due, timedelta(minutes=1)),
    "wellbeing.call_due": Recurring(call_due, timedelta(minutes=1)),
    "core.deliver": Recurring(deliver_due, timedelta(seconds=10)),
    "registry.resume_imports": Recurring(resume_due, timedelta(minutes=5)),
    "privacy.purge": Recurring(purge_due, timedelta(hours=1)),
}
