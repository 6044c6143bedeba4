"""What this app does when others announce something (`config/wiring.py`): signs of life."""

from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from linli.care.models import Watch
from linli.care.watching import hear, settle_heard
from linli.gates.models import Crossing, Pass, counted
from linli.registry.models import Community, Flat, Resident

ORDERED = {"errand", "purchase"}
ANSWERED = {"reached", "on_the_way", "at_home", "needs_help"}


def hear_crossings(happening: Any) -> None:
    """A gate has sent what happened: whoever crossed is well enough to. Late paper counts with its own time."""
    went = [one for one in happening.subject.sent if one.went]
    if went:
        _crossed(happening.subject.community, went, happening.at)


def _crossed(community: Community, crossings: list[Crossing], at: datetime) -> None:
    """A household's own pass says that somebody of it crossed: who is looked out for is all of it."""
    people, homes = _newest(crossings, "resident_id"), _newest(_by_household(crossings), "household_id")
    if not people and not homes:
        return
    watched = Watch.objects.filter(Q(resident__in=people) | Q(resident__household__in=homes)).select_related("resident")
    rows = list(watched)
    for row in rows:
        newest = max(filter(None, (people.get(row.resident_id), homes.get(row.resident.household_id))))
        if row.crossed_at is None or row.crossed_at < newest:
            # who passes a gate is not away any more
            Watch.objects.filter(pk=row.pk).update(crossed_at=newest, away_until=None)
    settle_heard(community, [row.resident_id for row in rows], at)


def _by_household(crossings: list[Crossing]) -> list[Crossing]:
    """Those with a household's pass; a carer's pass names a household too, and is somebody else's."""
    nameless = [one for one in crossings if one.resident_id is None and one.household_id and one.pass_id]
    trips = Pass.objects.filter(pk__in=[one.pass_id for one in nameless], kind=Pass.Kind.TRIP) if nameless else ()
    own = {one.pk for one in trips}
    return [one for one in nameless if one.pass_id in own]


def _newest(crossings: list[Crossing], field: str) -> dict[Any, datetime]:
    found: dict[Any, datetime] = {}
    for one in crossings:
        key = getattr(one, field)
        if key is not None:
            found[key] = max(one.at, found.get(key, one.at))
    return found


def unhear_crossing(happening: Any) -> None:
    """A crossing counts no longer: the one before it is the newest again."""
    crossing = Crossing.objects.filter(id=happening.subject.crossing_id).first()
    if crossing is None or crossing.resident_id is None:
        return
    for row in Watch.objects.filter(resident=crossing.resident_id, crossed_at=crossing.at):
        left = counted(Crossing.objects.filter(resident_id=row.resident_id)).aggregate(newest=Max("at"))["newest"]
        Watch.objects.filter(pk=row.pk).update(crossed_at=left)


def hear_outing(happening: Any) -> None:
    """Asked for by themselves, in whatever way; what somebody else asks for them says nothing."""
    outing = happening.subject
    if outing.asked_by_resident_id in (None, outing.resident_id):
        _hear(happening, outing.resident_id, Watch.Sign.OUTING)


def hear_call(happening: Any) -> None:
    """A worker rang about a matter and spoke to somebody."""
    if happening.codes.get("outcome") == "reached" and happening.codes.get("resident"):
        _hear(happening, happening.codes["resident"], Watch.Sign.CALL)


def hear_check(happening: Any) -> None:
    """Somebody who returned was rung at home and answered."""
    if happening.codes.get("resident"):
        _hear(happening, happening.codes["resident"], Watch.Sign.CALL)


def hear_outing_call(happening: Any) -> None:
    """A step after somebody who is out: they were spoken to, or opened; a word of the household is not theirs."""
    call = happening.subject
    if call.way != "household" and call.outcome in ANSWERED:
        _hear(happening, call.resident_id, Watch.Sign.DOOR if call.way == "knock" else Watch.Sign.CALL)


def hear_order(happening: Any) -> None:
    """Something is to be fetched or brought for them."""
    matter = happening.subject
    if matter.kind in ORDERED and matter.codes.get("resident"):
        _hear(happening, matter.codes["resident"], Watch.Sign.ORDER)


def hear_door(happening: Any) -> None:
    """A round of knocks: somebody opened where one person lives."""
    if happening.codes.get("found") == Flat.Use.OCCUPIED:
        people = Resident.objects.living().filter(household__flat=happening.subject, here=True)
        keys = list(people.values_list("pk", flat=True)[:2])
        if len(keys) == 1:
            _hear(happening, keys[0], Watch.Sign.DOOR)


def _hear(happening: Any, resident: Any, sign: str) -> None:
    watched = Watch.objects.filter(resident=resident).select_related("community").first()
    if watched is not None:
        hear(watched.community, {watched.resident_id: happening.at}, sign, happening.at)
