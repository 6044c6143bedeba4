"""What this app does by the clock: ask in turn, let what was not answered lapse, end posts, warn before. Idempotent."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django_scopes import scope, scopes_disabled

from linli.journal.verbs import verb
from linli.registry.models import Community
from linli.volunteers import matters, rotation
from linli.volunteers.models import Hours, Shift, Volunteer
from linli.volunteers.policy import terms_of

AGAIN = timedelta(hours=1)  # how often the rotation goes over one shift


def turn_due(as_of: datetime) -> int:
    """Go over the shifts of the days ahead, and over who was not asked for a week; how many were asked."""
    with scopes_disabled():
        communities = list(Community._base_manager.order_by("pk"))
    return sum(_turn(one, as_of) for one in communities)


def _turn(community: Any, at: datetime) -> int:
    terms, asked = terms_of(community), 0
    with scope(community=community.pk):
        for shift in _to_look_at(community, at):
            _look(shift, at)
        for shift in rotation.open_shifts(community, at, terms):
            if shift.looked_at is None or shift.looked_at <= at - AGAIN:
                asked += rotation.fill(shift, by=None, at=at)
        rotation.look_for_unasked(community, at)
        return asked


def _to_look_at(community: Any, at: datetime) -> Any:
    """Shifts with something unanswered, and those that have just ended."""
    asks = Q(asks__status="asked")
    over = Q(ends_at__lte=at, ends_at__gt=at - timedelta(days=2))
    rows = Shift._base_manager.filter(asks | over, community_id=community.pk).distinct()
    return rows.select_related("community", "lead").order_by("pk")


@verb
def _look(shift: Shift, at: datetime) -> None:
    rotation.lapse_unanswered(shift, at, terms_of(shift.community))
    if shift.ends_at <= at or not shift.open:
        matters.filled(shift, by=None, at=at)
        waiting = Hours._base_manager.filter(community_id=shift.community_id, slot__shift=shift)
        if waiting.filter(status__in=("running", "ended")).exists():
            matters.ask_to_confirm(shift, by=None, at=at)


def end_due(as_of: datetime) -> int:
    """Posts whose time is up have ended by themselves: their offers end too. Before that they are told."""
    with scopes_disabled():
        rows = Volunteer._base_manager.filter(status="approved").select_related("community", "resident")
        over = list(rows.filter(ends_at__lte=as_of))
        soon = [
            one
            for one in rows.filter(ends_at__gt=as_of, warned_at=None)
            if one.ends_at and one.ends_at - as_of <= timedelta(days=terms_of(one.community).warn_days)
        ]
    for one in over:
        with scope(community=one.community_id):
            one.end(by=None, at=as_of)
    for one in soon:
        with scope(community=one.community_id):
            _warn(one, as_of)
    return len(over) + len(soon)


@verb
def _warn(volunteer: Any, at: datetime) -> None:
    rotation.warn(volunteer, at)
