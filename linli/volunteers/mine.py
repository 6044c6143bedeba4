"""What a volunteer sees first: my turns, who asks for me, my hours. The same on both faces."""

from datetime import datetime, timedelta
from typing import Any

from linli.volunteers import known, rotation, rules
from linli.volunteers.counting import Count, hours
from linli.volunteers.models import Ask, Hours, Shift, Slot, Swap, Volunteer
from linli.volunteers.policy import terms_of

SHOWN = timedelta(days=21)
MOST = 8


def of_user(community: Any, user: Any) -> Volunteer | None:
    return _latest(Volunteer.objects.filter(community=community, user=user))


def of_resident(resident: Any) -> Volunteer | None:
    return _latest(Volunteer.objects.filter(resident=resident))


def _latest(rows: Any) -> Volunteer | None:
    """The offer that counts now, else the last one."""
    found = sorted(rows.select_related("community", "resident", "user"), key=lambda one: one.created_at)
    open_ones = [one for one in found if one.status in ("asked", "approved")]
    return next(iter(reversed(open_ones or found)), None)


def front(volunteer: Volunteer, at: datetime) -> dict[str, Any]:
    """Everything that ``volunteers/front.html`` shows."""
    terms = terms_of(volunteer.community)
    helps = volunteer.status == Volunteer.Status.APPROVED
    turns = _turns(volunteer, at)
    count = Count.of(volunteer, at, confirmed=False)
    return {
        "volunteer": volunteer,
        "helps": helps,
        "now": [_now(slot, at, terms) for slot in turns if _near(slot, at, terms)],
        "turns": [slot for slot in turns if not _near(slot, at, terms)],
        "asks": _asks(volunteer, at) if helps else [],
        "offered": _swaps(at).filter(taker=volunteer),
        "offering": {swap.slot_id: swap for swap in _swaps(at).filter(giver=volunteer)},
        "open": _open(volunteer, at, terms) if helps else [],
        "others": [one for one in known.willing(volunteer.community, at) if one.pk != volunteer.pk] if turns else [],
        "counted_on": _counted_on(turns),
        "count": count,
        "hours_confirmed": hours(count.minutes),
        "hours_waiting": hours(count.waiting),
        "ends_soon": bool(helps and volunteer.ends_at and volunteer.ends_at - at <= timedelta(days=terms.warn_days)),
        "paused": bool(volunteer.paused_until and volunteer.community.today(at) <= volunteer.paused_until),
        "at": at,
    }


def _turns(volunteer: Volunteer, at: datetime) -> list[Slot]:
    """Taken and not over, or over and not yet checked out."""
    rows = Slot.objects.filter(volunteer=volunteer, shift__starts_at__lt=at + SHOWN, shift__status="open")
    rows = rows.select_related("shift__lead", "shift__community").prefetch_related("hours")
    ahead = list(rows.filter(shift__ends_at__gt=at).order_by("shift__starts_at"))
    running = rows.filter(shift__ends_at__lte=at, hours__status="running").order_by("shift__starts_at")
    return [*running, *ahead]


def _near(slot: Slot, at: datetime, terms: rules.Terms) -> bool:
    return slot.shift.starts_at - timedelta(minutes=terms.early_minutes) <= at


def _now(slot: Slot, at: datetime, terms: rules.Terms) -> tuple[Slot, Hours | None]:
    held = [one for one in slot.hours.all() if one.status != Hours.Status.REJECTED]
    return slot, held[0] if held else None


def _asks(volunteer: Volunteer, at: datetime) -> list[Ask]:
    rows = Ask.objects.filter(volunteer=volunteer, status="asked", shift__status="open", shift__starts_at__gt=at)
    return list(rows.select_related("shift__lead").order_by("shift__starts_at"))


def _swaps(at: datetime) -> Any:
    rows = Swap.objects.filter(status="offered", slot__shift__starts_at__gt=at)
    return rows.select_related("slot__shift", "back__shift", "giver", "taker")


def _open(volunteer: Volunteer, at: datetime, terms: rules.Terms) -> list[Shift]:
    """What they could take themselves, without waiting to be asked."""
    person = known.people([volunteer], at)[volunteer.pk]
    zone = volunteer.community.zone
    asked = set(Ask.objects.filter(volunteer=volunteer, status="asked").values_list("shift", flat=True))
    shifts = rotation.open_shifts(volunteer.community, at, terms)
    free = [one for one in shifts if one.pk not in asked and not rules.obstacles(person, one.need, terms, zone)]
    return free[:MOST]


def _counted_on(turns: list[Slot]) -> list[tuple[Shift, Any]]:
    """Who counts on their turns to come: masked, with the home and a number to ring."""
    found = []
    for slot in turns:
        rows = slot.shift.dependents.select_related("resident__household__flat")
        found += [(slot.shift, one.resident) for one in rows]
    return found
