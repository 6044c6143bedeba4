"""People who return to the demo community: announced, called in vain, to be met today, at home, being observed."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from linli.arrivals.models import Arrival
from linli.gates.models import Gate
from linli.registry.models import Household

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
APART = 37  # of the homes in their order
FAMILIES: tuple[tuple[str, str, str, list[dict[str, Any]]], ...] = (
    ("荆州", "train", "G1234", [{"name": "周文斌", "birth_year": 1981, "phone": "13900010001"}]),
    ("孝感", "car", "鄂A12345", [
        {"name": "吴静", "birth_year": 1986, "phone": "13900010002"},
        {"name": "吴小雨", "birth_year": 2012},
    ]),
    ("长沙", "train", "G402", [{"name": "郑大海", "birth_year": 1975, "phone": "13900010003"}]),
    ("黄冈", "coach", "", [{"name": "冯桂兰", "birth_year": 1948}]),
    ("广州", "train", "G1108", [{"name": "沈涛", "birth_year": 1990, "phone": "13900010005"}]),
    ("襄阳", "car", "鄂F66778", [
        {"name": "韩明", "birth_year": 1979, "phone": "13900010006"},
        {"name": "杜娟", "birth_year": 1980, "phone": "13900010007"},
    ]),
)  # fmt: skip


def build(community: Any, worker: Any, secretary: Any, at: datetime) -> int:
    """Six threads, each at another step; in the community's scope. How many there are."""
    homes = list(
        Household.objects.exclude(flat__unit__building__grid=None)
        .annotate(people=Count("residents", filter=Q(residents__left_at=None, residents__here=True)))
        .filter(people__gt=1)  # whoever lives alone in the demo still does afterwards, and is looked out for
        .order_by("flat__key")[: APART * len(FAMILIES) : APART]
    )
    gate = Gate.objects.filter(closed_at=None).order_by("name").first()
    if len(homes) < len(FAMILIES) or gate is None:
        return 0
    return sum(_bring(number, homes[number], community, worker, secretary, gate, at) for number in range(len(FAMILIES)))


def _bring(number: int, home: Household, community: Any, worker: Any, secretary: Any, gate: Gate, at: datetime) -> int:
    origin, transport, vehicle, people = FAMILIES[number]
    since = at - DAY
    made = Arrival.announce(
        community,
        household=home,
        travellers=people,
        source="relative" if number % 2 else "desk",
        told_by="家里人来电" if number % 2 else "",
        expected_at=at + (26 * HOUR if number < 2 else 3 * HOUR),
        by=worker,
        at=since,
    )
    if number == 1:
        made.miss(by=made.worker, at=at - 3 * HOUR)
    if number >= 2:
        made.contact(by=made.worker, at=since + HOUR)
        made.verify(["declaration", "code"], origin=origin, transport=transport, vehicle=vehicle, by=made.worker,
                    at=since + 2 * HOUR)  # fmt: skip
    if number >= 3:
        meet_at = at + 3 * HOUR if number == 5 else at - 2 * HOUR
        made.plan(meet_at=meet_at, gate=gate, by=made.worker, at=since + 3 * HOUR)
    if number in (3, 4):  # this morning: the demo's rules hold since midnight
        made.meet(by=made.worker, at=at - 2 * HOUR)
        made.bring_in(told=True, by=made.worker, at=at - HOUR)
    if number in (3, 4) and made.policy_at(at).observe_days:
        made.observe(by=made.worker, at=at - HOUR / 2)
        for one in made.present if number == 3 else []:
            one.order.confirm(by=secretary, at=at - HOUR / 3)
    return 1
