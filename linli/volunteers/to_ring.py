"""Whom to ring about a matter of volunteers, for today's list."""

from collections.abc import Iterable
from typing import Any

from linli.followups.models import FollowUp
from linli.volunteers.models import Volunteer


def to_ring(matters: Iterable[FollowUp]) -> dict[Any, tuple[str, Any]]:
    """Id of a matter -> (masked name, whose number)."""
    asked = {one.pk: key for one in matters if (key := _volunteer_of(one))}
    if not asked:  # as in most lists
        return {}
    rows = Volunteer.objects.filter(pk__in=set(asked.values())).select_related("resident")
    people = {str(one.pk): one for one in rows}
    return {
        key: (people[whose].masked, (people[whose].resident or people[whose]) if people[whose].number else None)
        for key, whose in asked.items()
        if whose in people
    }


def _volunteer_of(matter: FollowUp) -> str:
    model, key, *rest = [*matter.subject.split(":"), ""]
    if model == "volunteer":
        return key
    return rest[0] if model == "shift" and matter.kind == FollowUp.Kind.VOLUNTEER and rest[0] != "hours" else ""
