"""Where and as what somebody works in this session: one community, and within it one set of rights.

The roles of one person add up, except police and counsellors: what either sees must not leak into another post,
so whoever holds such a role besides others chooses at sign-in which of the two they are now, and signs in again for
the other.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.accounts.models import Role

APART = (Role.Kind.POLICE, Role.Kind.COUNSELLOR)


@dataclass(frozen=True)
class Place:
    """A choice: ``roles`` of one community that count together; ``key`` is what the session keeps."""

    key: str
    community: Any
    roles: tuple[Role, ...]


def places_of(user: Any, at: datetime) -> list[Place]:
    """The choices that ``user`` has at ``at``, by the community's name; usually one."""
    together: dict[tuple[Any, str], list[Role]] = {}
    for role in Role.held_by(user, at).order_by("community__name", "community_id", "starts_at"):
        apart = role.kind if role.kind in APART else ""
        together.setdefault((role.community_id, apart), []).append(role)
    return [
        Place(f"{community}:{apart}", roles[0].community, tuple(roles))
        for (community, apart), roles in together.items()
    ]


def is_apart(one: str, other: str) -> bool:
    """Whether between the places of these two keys lies what must not mix: police or counsellor on one side only."""
    sides = {key.rpartition(":")[2] for key in (one, other)}
    return len(sides) > 1 and bool(sides & set(APART))


def choose(places: list[Place], chosen: str | None) -> Place | None:
    """The place of the key ``chosen``; without a valid choice the first one."""
    for place in places:
        if place.key == chosen:
            return place
    return places[0] if places else None
