"""What is looked up for a thread: the home that is meant, its worker and lead, and who may be the same people."""

from collections import Counter
from datetime import datetime
from typing import Any

from linli.accounts.models import Role, User
from linli.accounts.models.absences import absent
from linli.accounts.models.people import in_force
from linli.arrivals import rules
from linli.followups.owners import next_owner, owner_for
from linli.registry.models import Flat, Household, Resident
from linli.registry.rooms import parse

MOST = 200  # threads that are compared with a new one


def home(community: Any, room: str) -> Household | None:
    """The one household that ``room`` can mean; None if there is none, or several. Nothing is made."""
    read = parse(room) if room.strip() else None
    if read is None:
        return None
    flats = Flat._base_manager.filter(
        community_id=community.pk, unit__building__number=read.building, number=read.room
    ).select_related("unit")
    if read.unit:
        flats = flats.filter(unit__number=read.unit)
    homes = Household._base_manager.filter(community_id=community.pk, flat__in=flats)
    found = list(homes.select_related("flat__unit__building")[:2])
    return found[0] if len(found) == 1 else None


def grid_of(household: Household | None) -> Any:
    return household.flat.unit.building.grid_id if household else None


def worker_for(community: Any, grid: Any, at: datetime) -> User:
    """Who is named for people of ``grid``: of several grid workers the one with the fewest threads."""
    if grid is None:
        return owner_for(community, at)
    roles = Role._base_manager.filter(
        in_force(at), community_id=community, kind=Role.Kind.GRID_WORKER, grids=grid, user__is_active=True
    ).select_related("user")
    roles = roles.exclude(user__in=absent(community, at))
    workers = list({role.user_id: role.user for role in roles.order_by("-starts_at")}.values())
    if len(workers) < 2:
        return owner_for(community, at, grid)
    load = loads(community)
    return min(workers, key=lambda user: load[user.pk])


def lead_of(community: Any, grid: Any, at: datetime, but: User) -> User:
    """Who takes over from ``but``: the lead of the grid, else another of its workers, else the office."""
    return next_owner(community, at, grid, without={but.pk}) or owner_for(community, at)


def loads(community: Any) -> Counter[Any]:
    """How many open threads each worker (an id) has."""
    from linli.arrivals.models import Arrival

    rows = Arrival._base_manager.filter(community_id=community).exclude(status__in=rules.OVER)
    return Counter(rows.values_list("worker_id", flat=True))


def likely_same(
    community: Any, household: Household | None, travellers: list[dict[str, Any]], at: datetime
) -> list[Any]:
    """Open threads that may be about the same people, the latest first; a warning, never a refusal."""
    from linli.arrivals.models import Arrival
    from linli.arrivals.models.travellers import readable

    people = [
        rules.Person(
            str(one.get("name") or getattr(one.get("resident"), "name", "")),
            one.get("birth_year") or getattr(one.get("resident"), "birth_year", None),
            readable(one.get("phone") or "", community) or getattr(one.get("resident"), "phone", ""),
        )
        for one in travellers
    ]
    group = rules.Group(str(household.pk) if household else "", people)
    rows = Arrival.objects.filter(community=community).exclude(status__in=rules.OVER)
    found = rows.select_related("household__flat", "worker").prefetch_related("travellers").order_by("-created_at")
    return [one for one in found[:MOST] if rules.same_people(group, one.group())]


def take_over(kept: Any, other: Any) -> None:
    """Whoever stands only on ``other`` comes over to ``kept``, and what was said only there."""
    mine = kept.present
    for one in other.present:
        same = next((row for row in mine if rules.same_person(row.person, one.person)), None)
        if same is None:
            one.arrival = kept
            one.save(update_fields=["arrival"])
            continue
        same.phone, same.birth_year = same.phone or one.phone, same.birth_year or one.birth_year
        same.resident, same.by_call = same.resident or one.resident, same.by_call or one.by_call
        same.save()
    for field in ("household", "grid", "expected_at", "origin", "transport", "vehicle", "room", "told_by"):
        if not getattr(kept, field):
            setattr(kept, field, getattr(other, field))
    if kept.household_id:
        kept.room = ""
    kept.save()


def household_members(arrival: Any) -> list[Resident]:
    """Who lives in the home they come to."""
    if arrival.household_id is None:
        return []
    return list(Resident.objects.living().filter(household=arrival.household_id).order_by("pk"))


def resident_named(community: Any, household: Any, name: str) -> Resident | None:
    """Who of that name lives in the home (its id)."""
    rows = Resident._base_manager.filter(community_id=community, household=household, name=name)
    return rows.filter(left_at=None, merged_into=None).first() if household else None


def others_at_home(arrival: Any) -> bool:
    """Whether anybody lives there who did not travel."""
    own = {one.resident_id for one in arrival.present}
    return any(one.here and one.pk not in own for one in household_members(arrival))
