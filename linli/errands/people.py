"""Who may run, who would be good for it, and where they go already."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps

from linli.accounts.models import Role, User
from linli.accounts.models.absences import absent
from linli.accounts.models.people import in_force
from linli.accounts.permissions import PERMISSIONS
from linli.core.fields import BlindIndex
from linli.errands import rules
from linli.errands.choices import NEAR, SKILLS, UNDER_WAY
from linli.registry.models import Resident
from linli.volunteers.models import Volunteer
from linli.volunteers.ready import Ready, ready

MOST = 8  # errands at once, where nobody said another limit


def _errands() -> Any:
    return apps.get_model("errands", "Errand")._base_manager


def may_run(community: Any, user: User, at: datetime) -> bool:
    """``user`` holds a post with which one does errands in ``community`` (its id) at ``at``."""
    rows = Role._base_manager.filter(in_force(at), community_id=community, user=user, user__is_active=True)
    return rows.filter(kind__in=PERMISSIONS["errands.run"]).exists()


def resident_of(community: Any, user: User, at: datetime) -> Resident | None:
    """The resident of ``community`` who ``user`` is, as the volunteer's record says, or by the same name and number;
    None for somebody from outside.
    """
    held = Volunteer._base_manager.filter(community_id=community.pk, user=user, resident__left_at=None)
    volunteer = held.exclude(resident=None).select_related("resident").order_by("-created_at").first()
    if volunteer is not None:
        return volunteer.resident
    if not user.phone or not user.name:
        return None
    last = BlindIndex.of(Resident, "phone_last4", community.pk, user.phone)
    rows = Resident._base_manager.filter(community_id=community.pk, phone_last4=last, left_at=None, merged_into=None)
    found = [one for one in rows.filter(name=user.name) if one.phone == user.phone]
    return found[0] if len(found) == 1 else None


def others_on_stairs(errand: Any, user: User) -> bool:
    """Somebody else goes up the same stairs at about the same time."""
    rows = _errands().filter(
        community_id=errand.community_id,
        status__in=UNDER_WAY,
        household__flat__unit=errand.household.flat.unit_id,
        due_at__gt=errand.due_at - NEAR,
        due_at__lt=errand.due_at + NEAR,
    )
    return bool(rows.exclude(runner=user).exclude(pk=errand.pk).exists())


def suggest(errand: Any, at: datetime) -> list[tuple[User, rules.Ranked]]:
    """Whom to ask, best first, with the reasons: skill, stairs, building, load; nobody who could not already."""
    unit = errand.household.flat.unit
    need = rules.Need(str(unit.pk), str(unit.building_id), str(errand.grid_id or ""), SKILLS.get(errand.kind, ""))
    willing = {str(one.user.pk): one for one in _willing(errand.community, at)}
    ranked = rules.rank(need, _candidates(errand, willing, at))
    return [(willing[one.key].user, one) for one in ranked]


def _willing(community: Any, at: datetime) -> list[Ready]:
    """Volunteers who can be sent now, and the grid workers who are there: they know the stairs."""
    found = ready(community, at)
    known = {one.user.pk for one in found} | absent(community, at)
    held = Role._base_manager.filter(
        in_force(at), community_id=community.pk, kind=Role.Kind.GRID_WORKER, user__is_active=True
    )
    users = User.objects.filter(pk__in=held.values("user")).exclude(pk__in=known)
    return [*found, *(Ready(user, None, frozenset(), MOST, False) for user in users)]


def _candidates(errand: Any, willing: dict[str, Ready], at: datetime) -> Iterable[rules.Candidate]:
    could_not = set(errand.steps.filter(what="cannot").values_list("by", flat=True))
    grids = _grids(errand.community_id, at)
    going: dict[Any, set[str]] = defaultdict(set)
    near: dict[Any, set[str]] = defaultdict(set)
    load: dict[Any, int] = defaultdict(int)
    rows = _errands().filter(community_id=errand.community_id, status__in=UNDER_WAY).exclude(pk=errand.pk)
    for runner, due, stairs, building in rows.values_list(
        "runner", "due_at", "household__flat__unit", "household__flat__unit__building"
    ):
        load[runner] += 1
        near[runner].add(str(building))
        if abs(due - errand.due_at) < NEAR:
            going[runner].add(str(stairs))
    for key, one in willing.items():
        home = resident_of(errand.community, one.user, at)
        if home is not None and home.household_id == errand.household_id:
            continue
        unit = home.household.flat.unit if home is not None else None
        who = one.user.pk
        yield rules.Candidate(
            key=key,
            stairs=frozenset({str(unit.pk)} if unit else ()),
            buildings=frozenset({str(unit.building_id)} if unit else ()),
            grids=frozenset(grids.get(who, ())),
            going=frozenset(going[who]),
            near=frozenset(near[who]),
            skills=one.skills,
            load=load[who],
            limit=one.load_limit,
            on_shift=one.on_shift,
            could_not=who in could_not,
        )


def _grids(community: Any, at: datetime) -> dict[Any, set[str]]:
    """User -> ids of the grids that they look after."""
    found: dict[Any, set[str]] = defaultdict(set)
    roles = Role._base_manager.filter(in_force(at), community_id=community, kind=Role.Kind.GRID_WORKER)
    for role in roles.prefetch_related("grids"):
        found[role.user_id] |= {str(grid.pk) for grid in role.grids.all()}
    return found
