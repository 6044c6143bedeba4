"""Who can be sent now: what errands ask."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from linli.accounts.models import Role
from linli.accounts.models.absences import absent
from linli.accounts.models.people import in_force
from linli.registry.models import Community
from linli.volunteers import known, rules
from linli.volunteers.models import Hours, Slot
from linli.volunteers.policy import terms_of

SOON = timedelta(minutes=1)


@dataclass(frozen=True)
class Ready:
    """``user`` may be sent; ``load_limit``: so many errands at once; ``on_shift``: at work now, or entered for now."""

    user: Any
    resident_id: Any
    skills: frozenset[str]
    load_limit: int
    on_shift: bool


def ready(community: Any, at: datetime, skill: str = "") -> list[Ready]:
    """Who can be sent at ``at`` in ``community`` (a row or its id) and has ``skill``; who is on shift stands first.

    On shift, or free at this hour by their own word; never somebody who pauses, is off, or is restricted. Who holds
    the post without ever having said more (the office gave it by hand) counts as free, without any skill.
    """
    if not isinstance(community, Community):
        community = Community._base_manager.get(pk=community)
    terms, rows = terms_of(community), known.willing(community, at)
    people, working = known.people(rows, at), _working(community, at)
    part = rules.weekly(rules.Span(at, at + SOON), community.zone)
    found = [
        Ready(
            user=one.user,
            resident_id=one.resident_id,
            skills=frozenset(one.skills),
            load_limit=one.errands_at_once or terms.load,
            on_shift=one.pk in working,
        )
        for one in rows
        if one.user is not None and _free(people[one.pk], one.pk in working, part, community.today(at))
    ]
    found += _by_hand(community, at, terms, {one.user_id for one in rows})
    return sorted((one for one in found if not skill or skill in one.skills), key=lambda one: not one.on_shift)


def _free(person: rules.Person, working: bool, part: str, today: Any) -> bool:
    if person.away or (person.paused_until is not None and today <= person.paused_until):
        return False
    return working or not person.times or part in person.times


def _working(community: Any, at: datetime) -> set[Any]:
    """Checked in and not gone, or entered for a shift that runs and not yet checked out of it."""
    begun = Hours._base_manager.filter(community_id=community.pk, starts_at__gt=at - timedelta(days=1))
    running = set(begun.filter(status="running").values_list("volunteer", flat=True))
    slots = Slot._base_manager.filter(
        community_id=community.pk, shift__status="open", shift__starts_at__lte=at, shift__ends_at__gt=at
    )
    entered = slots.filter(volunteer__isnull=False, hours=None).values_list("volunteer", flat=True)
    return running | set(entered)


def _by_hand(community: Any, at: datetime, terms: rules.Terms, known_users: set[Any]) -> list[Ready]:
    roles = Role._base_manager.filter(
        in_force(at), community_id=community.pk, kind=Role.Kind.VOLUNTEER, user__is_active=True
    )
    off = absent(community, at) | known_users
    users = {role.user_id: role.user for role in roles.select_related("user").order_by("pk")}
    return [Ready(user, None, frozenset(), terms.load, False) for key, user in users.items() if key not in off]
