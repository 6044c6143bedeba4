"""Restrictions in the demo community: two in force, one that waits for a second person, one lifted."""

from datetime import datetime, timedelta
from typing import Any

from linli.core.clock import end_in
from linli.orders.models import Evidence, Order
from linli.orders.policy import order_rules
from linli.registry.models import Resident

CASES = (
    (Evidence.TRAVEL, "外地返汉，行程单由网格员当面看过", "home_observation"),
    (Evidence.HOUSEHOLD, "同住家人转到观察点，社区已电话核实", "home_observation"),
    (Evidence.LETTER, "区指挥部函，第 12 号", "medical_observation"),
    (Evidence.TEST, "检测结果由网格员当面看过", "home_observation"),
)
APART = 40  # of the people in their order: other households


def build(community: Any, worker: Any, secretary: Any, at: datetime) -> int:
    """``worker`` proposes, ``secretary`` confirms; nothing where the rules list no orders. In the community's scope."""
    rules = order_rules(community, at)
    grown = Resident.objects.living().filter(here=True, confirmed=True, birth_year__lte=1990).order_by("pk")
    people = grown.select_related("community", "household__flat__unit__building")
    chosen = list(people[100 : 100 + APART * len(CASES) : APART])
    if rules is None or not {kind for *_, kind in CASES} <= set(rules.kinds) or len(chosen) < len(CASES):
        return 0
    last_day = end_in(community.zone, community.today(at) + timedelta(days=9))
    since = at - timedelta(hours=3)
    made = [
        Order.propose(person, kind, evidence=evidence, reference=reference, ends_at=last_day, by=worker, at=since)
        for person, (evidence, reference, kind) in zip(chosen, CASES, strict=True)
    ]
    for order in (made[0], made[1], made[3]):
        order.confirm(by=secretary, at=since + timedelta(minutes=20))
    made[3].lift(by=secretary, reason="复查结果是好的，可以出门了", at=at - timedelta(hours=1))
    return len(made)
