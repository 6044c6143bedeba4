"""Volunteers of the demo community: one who came every day for 57 days, others who help now and then, turns ahead.

What lies behind is written in one go; what lies ahead goes through the verbs, and the rotation asks.
"""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from linli.accounts.models import User
from linli.registry.models import Resident
from linli.volunteers import rotation
from linli.volunteers.choices import FOR_NEED, Purpose
from linli.volunteers.models import Hours, Shift, Slot, Swap, Volunteer

P = Purpose
BACK = 57  # days before today: with today 58, one of them cancelled, so 57 in a row
SNOW = 3  # which of them was cancelled
# what the day's work was: for everybody at first, later for those in need
EARLY = ((P.PURCHASE, "分菜、装袋"), (P.DELIVERY, "送菜上门"), (P.GATE, "守南门"))
LATE = ((P.MEDICINE, "代买药品"), (P.VISIT, "看望独居老人"), (P.CALL, "打电话问候"))
OUTSIDE = (("马超", "+8613800010001", ["driving", "lifting"]), ("谢娟", "+8613800010002", ["medical"]))


def build(community: Any, seed: int, worker: Any, secretary: Any, at: datetime) -> int:
    """In the community's scope; returns how many help."""
    chance, began = Random(seed), at - timedelta(days=BACK + 2)
    tang = _welcome(community, began, secretary, name="唐小雨", phone="+8613800010000", username="volunteer")
    tang.describe({"skills": ["driving", "computer"], "languages": ["wuhan", "zh"]}, by=tang.user, at=began)
    helpers = [tang, *_neighbours(community, began, secretary, chance), *_outside(community, began, secretary)]
    _behind(community, helpers, worker, at, chance)
    _ahead(community, helpers, worker, at)
    _offers(community, at)
    return len(helpers)


def _welcome(community: Any, at: datetime, by: Any, *, username: str = "", told: Any = None, **who: Any) -> Volunteer:
    resident = who.get("resident")
    made = Volunteer.offer(
        community, source="phone" if resident else "public", told=told or {}, by=resident, at=at, **who
    )
    made.approve(days=90, username=username, by=by, at=at + timedelta(hours=3))
    return made


def _neighbours(community: Any, at: datetime, by: Any, chance: Random) -> list[Volunteer]:
    """Three of the register: two with a phone page, one who is rung; the last is free only at night."""
    grown = Resident.objects.living().filter(birth_year__gt=1960, birth_year__lt=1998, no_smartphone=False, here=True)
    people = list(grown.exclude(phone_last4="").order_by("pk")[:200])
    told = (
        {"skills": ["lifting"], "times": [f"{day}{part}" for day in range(1, 8) for part in "ma"]},
        {"skills": ["cooking"], "by_call": True},
        {"skills": ["computer"], "times": ["6n", "7n"]},
    )
    return [
        _welcome(community, at, by, name=one.name, resident=one, told=said)
        for one, said in zip(chance.sample(people, min(len(told), len(people))), told, strict=False)
    ]


def _outside(community: Any, at: datetime, by: Any) -> list[Volunteer]:
    return [
        _welcome(community, at, by, name=name, phone=phone, told={"skills": skills}) for name, phone, skills in OUTSIDE
    ]


def _moment(community: Any, at: datetime, days: int, hour: int) -> datetime:
    day = community.today(at) + timedelta(days=days)
    return datetime.combine(day, time(hour), ZoneInfo(community.zone))


def _behind(community: Any, helpers: list[Volunteer], worker: Any, at: datetime, chance: Random) -> None:
    """A morning's shift on each day; the first of the helpers came to every one."""
    shifts, slots, hours = [], [], []
    for back in range(BACK, 0, -1):
        number = BACK - back
        purpose, task = chance.choice(EARLY if chance.random() * BACK > number else LATE)
        starts = _moment(community, at, -back, 8)
        crew = [helpers[0], *(one for one in helpers[1:3] + helpers[4:] if chance.random() < 0.4)]
        shift = _shift(community, purpose, task, starts, len(crew), worker)
        if number == SNOW:
            shift.status, shift.cancelled_at = Shift.Status.CANCELLED, starts - timedelta(hours=2)
        shifts.append(shift)
        for place, one in enumerate(crew, 1):
            slot = Slot(community=community, shift=shift, number=place, volunteer=one, taken_at=starts)
            slots.append(slot)
            if shift.open:
                hours.append(_hours(slot, shift, worker, chance, waits=back == 1))
    Shift.objects.bulk_create(shifts)
    Slot.objects.bulk_create(slots)
    Hours.objects.bulk_create(hours)


def _shift(community: Any, purpose: Any, task: str, starts: datetime, places: int, lead: Any) -> Shift:
    return Shift(
        community=community,
        purpose=purpose,
        for_need=purpose in FOR_NEED,
        task=task,
        place="南门服务点",
        starts_at=starts,
        ends_at=starts + timedelta(hours=4),
        places=places,
        lead=lead,
        created_at=starts - timedelta(days=2),
    )


def _hours(slot: Slot, shift: Shift, worker: Any, chance: Random, waits: bool) -> Hours:
    """There a little early, gone a little late; yesterday's still wait to be confirmed."""
    return Hours(
        community_id=slot.community_id,
        slot=slot,
        volunteer=slot.volunteer,
        purpose=shift.purpose,
        for_need=shift.for_need,
        status=Hours.Status.ENDED if waits else Hours.Status.CONFIRMED,
        starts_at=shift.starts_at - timedelta(minutes=chance.randrange(0, 12)),
        ends_at=shift.ends_at + timedelta(minutes=chance.randrange(0, 25)),
        way_in=Hours.Way.PHONE,
        way_out=Hours.Way.PHONE,
        confirmed_by=None if waits else worker,
        confirmed_at=None if waits else shift.ends_at + timedelta(hours=3),
    )


def _ahead(community: Any, helpers: list[Volunteer], worker: Any, at: datetime) -> None:
    """Today's shift, at which one is at work; tomorrow's, that is to be swapped; others that lack people."""
    tang, long_ago = helpers[0], at - timedelta(days=1)
    today = _plan(community, worker, at, 0, 8, 12, P.VISIT, "看望独居老人", 2)
    mine = Slot.take(today, tang, by=tang.user, at=long_ago)
    if today.starts_at - timedelta(minutes=20) <= at < today.ends_at:
        Hours.check_in(mine, way="phone", by=tang.user, at=max(today.starts_at - timedelta(minutes=4), long_ago))
    tomorrow = _plan(community, worker, at, 1, 8, 12, P.MEDICINE, "代买药品", 2)
    Slot.take(tomorrow, tang, by=tang.user, at=long_ago)
    elder = Resident.objects.living().filter(no_smartphone=True, birth_year__lt=1945).order_by("pk").first()
    if elder is not None:
        tomorrow.count_on(elder, by=worker, at=long_ago)
    market = _plan(community, worker, at, 2, 14, 17, P.PURCHASE, "团购分拣", 2)
    theirs = Slot.take(market, helpers[1], by=helpers[1].user, at=long_ago)
    Swap.offer(theirs, tang, by=helpers[1].user, at=at - timedelta(hours=3))
    evening = _plan(community, worker, at, 2, 19, 21, P.CALL, "晚间电话问候", 1)
    gate = _plan(community, worker, at, 3, 9, 12, P.GATE, "守南门", 3)
    for shift in (today, tomorrow, evening, gate):
        if shift.starts_at > at:
            rotation.fill(shift, by=None, at=at - timedelta(hours=1))


def _plan(
    community: Any, lead: User, at: datetime, days: int, start: int, end: int, purpose: str, task: str, places: int
) -> Shift:
    return Shift.plan(
        community,
        purpose=purpose,
        task=task,
        place="南门服务点",
        starts_at=_moment(community, at, days, start),
        ends_at=_moment(community, at, days, end),
        places=places,
        lead=lead,
        by=lead,
        at=at - timedelta(days=2),
    )


def _offers(community: Any, at: datetime) -> None:
    """Two whom the office has not answered yet."""
    told = {"skills": ["teaching"], "times": ["6m", "6a", "7m", "7a"], "note": "教师，周末有空"}
    Volunteer.offer(
        community, source="public", name="沈丽", phone="+8613800010009", told=told, by=None, at=at - timedelta(hours=5)
    )
    grown = Resident.objects.living().filter(birth_year__gt=1985, birth_year__lt=2000, no_smartphone=False, here=True)
    young = grown.exclude(pk__in=Volunteer.objects.exclude(resident=None).values("resident")).order_by("-pk").first()
    if young is not None:
        at = at - timedelta(hours=2)
        Volunteer.offer(
            community, source="phone", name=young.name, resident=young, told={"skills": ["cycling"]}, by=young, at=at
        )
