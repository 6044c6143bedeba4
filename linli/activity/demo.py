"""Times outdoors for the demo community: published where the rules ask for batches, else a draft to look at."""

from datetime import datetime, timedelta
from typing import Any

from linli.activity.models import ActivityPlan
from linli.registry.models import Compound
from linli.situation.policy import in_force

PLACES = ("中心花园", "南门小广场", "健身步道")


def build(community: Any, by: Any, at: datetime) -> int:
    """One plan a compound, evenly over the day. In the community's scope."""
    rules, today = in_force(community, at), community.today(at)
    compounds = list(Compound.objects.select_related("community").order_by("name"))
    for compound in compounds:
        plan = ActivityPlan.draft(compound, today, today + timedelta(days=13), by=by, at=at)
        slots = plan.propose_evenly()
        if not slots:
            continue
        plan.plan([_placed(slot, number) for number, slot in enumerate(slots)], by=by, at=at)
        if rules is not None and rules.activity == "batches":
            plan.publish(by=by, at=at)
    return len(compounds)


def _placed(slot: Any, number: int) -> Any:
    return type(slot)(slot.buildings, slot.days, slot.start, slot.end, PLACES[number % len(PLACES)])
