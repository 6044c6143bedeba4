"""What the rules are told of a volunteer: turns taken and served, posts, absence."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps

from linli.accounts.models.absences import absent
from linli.core.refusals import Refused
from linli.orders.standing import orders_of
from linli.volunteers import rules
from linli.volunteers.policy import terms_of

REACH = timedelta(days=35)  # turns so far back and ahead can still bear on what is asked now


def _model(name: str) -> Any:
    return apps.get_model("volunteers", name)


def lock(*volunteers: Any) -> None:
    """One after another, in one order: two who swap crosswise never wait for each other."""
    for one in sorted(volunteers, key=lambda row: row.pk):
        type(one)._base_manager.select_for_update(no_key=True).get(pk=one.pk, community_id=one.community_id)


def people(volunteers: Iterable[Any], at: datetime, without: Iterable[Any] = ()) -> dict[Any, rules.Person]:
    """Volunteer id -> what the rules see; ``without``: ids of slots that do not count (they are being given away)."""
    rows = list(volunteers)
    if not rows:
        return {}
    community = rows[0].community_id
    turns = _turns(community, {one.pk for one in rows}, at, set(without))
    off = absent(community, at)
    bound = set(orders_of(community, at, [one.resident_id for one in rows if one.resident_id]))
    return {
        one.pk: rules.Person(
            key=str(one.pk),
            skills=frozenset(one.skills),
            languages=frozenset(one.languages),
            times=frozenset(one.times),
            day_minutes=one.day_hours * 60,
            week_minutes=one.week_hours * 60,
            until=one.ends_at if one.status == "approved" else at,
            paused_until=one.paused_until,
            away=one.user_id in off or one.resident_id in bound,
            turns=tuple(turns[one.pk]),
            asked_at=one.asked_at,
        )
        for one in rows
    }


def _turns(community: Any, keys: set[Any], at: datetime, without: set[Any]) -> dict[Any, list[rules.Span]]:
    """Taken or served; a shift that was cancelled is none."""
    found: dict[Any, list[rules.Span]] = defaultdict(list)
    slots = _model("Slot")._base_manager.filter(
        community_id=community,
        volunteer__in=keys,
        shift__status="open",
        shift__starts_at__gt=at - REACH,
        shift__starts_at__lt=at + REACH,
    )
    for slot in slots.exclude(pk__in=without).values_list("volunteer", "shift__starts_at", "shift__ends_at"):
        found[slot[0]].append(rules.Span(slot[1], slot[2]))
    loose = _model("Hours")._base_manager.filter(
        community_id=community, volunteer__in=keys, slot=None, starts_at__gt=at - REACH, ends_at__isnull=False
    )
    for key, start, end in loose.exclude(status="rejected").values_list("volunteer", "starts_at", "ends_at"):
        found[key].append(rules.Span(start, end))
    return found


def refuse_obstacles(volunteer: Any, shift: Any, at: datetime, without: Iterable[Any] = ()) -> None:
    """Refused("volunteers.<obstacle>") where the rules say that ``volunteer`` may not take ``shift``."""
    fresh = type(volunteer)._base_manager.get(pk=volunteer.pk, community_id=volunteer.community_id)
    person = people([fresh], at, without)[fresh.pk]
    community = shift.community
    against = rules.obstacles(person, shift.need, terms_of(community), community.zone)
    if against:
        raise Refused(OBSTACLES[against[0]])


OBSTACLES = {
    "role_over": "volunteers.role_over",
    "away": "volunteers.away",
    "skill": "volunteers.skill_missing",
    "language": "volunteers.language_missing",
    "times": "volunteers.other_times",
    "overlap": "volunteers.overlap",
    "rest": "volunteers.rest_first",
    "day_full": "volunteers.day_full",
    "week_full": "volunteers.week_full",
}


def willing(community: Any, at: datetime) -> list[Any]:
    """Who helps at ``at``: approved, and their post not over."""
    rows = _model("Volunteer")._base_manager.filter(community_id=community.pk, status="approved", ends_at__gt=at)
    return list(rows.select_related("user", "resident").order_by("pk"))
