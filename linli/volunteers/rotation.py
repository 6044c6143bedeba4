"""The rotation: who is asked next for what is open, so that nobody willing is forgotten and nobody is worn out."""

from datetime import datetime, timedelta
from typing import Any

from linli.core.refusals import Refused
from linli.journal.verbs import verb
from linli.volunteers import known, matters, rules, telling
from linli.volunteers.models import Ask, Shift
from linli.volunteers.policy import terms_of
from linli.volunteers.rules import Terms


def candidates(shift: Shift, at: datetime) -> list[tuple[Any, rules.Choice]]:
    """Every volunteer of the community in turn for ``shift``, with what stands against it."""
    rows = {str(one.pk): one for one in known.willing(shift.community, at)}
    people = known.people(rows.values(), at).values()
    terms, zone = terms_of(shift.community), shift.community.zone
    found = rules.choices(people, shift.need, at, terms, zone, seed=str(shift.pk))
    return [(rows[one.person.key], one) for one in found]


@verb
def fill(shift: Shift, *, by: Any, at: datetime) -> int:
    """Ask as many as are lacking and not being asked already, in turn; returns how many were asked now."""
    shift = shift._locked()
    if not shift.open or shift.starts_at <= at:
        return 0
    lacking = shift.slots.filter(volunteer=None).count() - shift.asks.filter(status="asked").count()
    asked = set(shift.asks.values_list("volunteer", flat=True))
    free = [row for row, choice in candidates(shift, at) if not choice.against and row.pk not in asked]
    chosen = free[: max(0, lacking)]
    for row in chosen:
        Ask.ask(shift, row, by=by, at=at)
    Shift._base_manager.filter(pk=shift.pk, community_id=shift.community_id).update(looked_at=at)
    follow(shift, at=at, by=by)
    return len(chosen)


def follow(shift: Shift, *, by: Any, at: datetime) -> None:
    """A shift that lacks somebody and is soon is a matter of its lead; one that is complete no longer."""
    soon = shift.starts_at - at <= timedelta(hours=terms_of(shift.community).urgent_hours)
    lacks = shift.open and shift.ends_at > at and shift.slots.filter(volunteer=None).exists()
    if lacks and soon:
        matters.ask_to_fill(shift, by=by, at=at)
    elif not lacks:
        matters.filled(shift, by=by, at=at)


def unasked(community: Any, at: datetime) -> list[Any]:
    """Who would help, and nobody asked for a week."""
    terms, today = terms_of(community), community.today(at)
    rows = [one for one in known.willing(community, at) if not (one.paused_until and today <= one.paused_until)]
    people = known.people(rows, at)
    since = at - timedelta(days=terms.unasked_days)
    welcome = [one for one in rows if one.decided_at and one.decided_at <= since]  # not who came yesterday
    return [one for one in welcome if not people[one.pk].away and rules.unasked(people[one.pk], at, terms)]


def look_for_unasked(community: Any, at: datetime) -> int:
    """Who is still unasked after the shifts were gone over fits none that is open: the coordinator sees them."""
    count = len(unasked(community, at))
    matters.idle(community, count, at=at)
    return count


def open_shifts(community: Any, at: datetime, terms: Terms) -> list[Shift]:
    """Shifts of the days ahead that still lack somebody, the soonest first."""
    rows = Shift._base_manager.filter(
        community_id=community.pk,
        status="open",
        starts_at__gt=at,
        starts_at__lte=at + timedelta(days=terms.ahead_days),
        slots__volunteer=None,
    )
    return list(rows.distinct().select_related("community", "lead").order_by("starts_at", "pk"))


def lapse_unanswered(shift: Shift, at: datetime, terms: Terms) -> None:
    """Unanswered too long, or nothing is open any more."""
    open_now = shift.open and shift.starts_at > at and shift.slots.filter(volunteer=None).exists()
    for ask in shift.asks.filter(status="asked").select_related("volunteer", "shift"):
        if not open_now or ask.asked_at <= at - timedelta(hours=terms.answer_hours):
            try:
                ask.lapse(at=at)
            except Refused:  # answered at this very moment
                continue


def warn(volunteer: Any, at: datetime) -> None:
    """Their time ends soon: they say whether they would go on; if not, it ends by itself."""
    type(volunteer)._base_manager.filter(pk=volunteer.pk, community_id=volunteer.community_id).update(warned_at=at)
    key = f"ends:{volunteer.pk}:{int(volunteer.ends_at.timestamp())}"
    telling.tell(volunteer, "volunteers.ends_soon", at=at, key=key)
    if volunteer.by_call:  # whoever has no page cannot say so there: the office rings
        matters.ask_to_extend(volunteer, by=None, at=at)
