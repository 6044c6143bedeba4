"""Who may be the same person as somebody: shown on every way in, never in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from linli.core.fields import BlindIndex
from linli.registry import names
from linli.registry.models import Community, Resident

SAME_IDENTITY = "like.identity"
SAME_PHONE = "like.phone"
SAME_YEAR = "like.year"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A resident who resembles somebody, and why: `reason` is one of the three codes above."""

    resident: Resident
    reason: str


def alike(
    community: Community,
    name: str,
    *,
    phone: str = "",
    identity: str = "",
    birth_year: int | None = None,
    but: Any = None,
) -> list[Likeness]:
    """Living residents with the same identity number, the same name and phone, or the same name and year of birth."""
    name = names.tidy(name)
    question = Q(name=name)
    if identity:
        question |= Q(identity_index=BlindIndex.of(Resident, "identity_index", community.pk, identity))
    found = []
    for one in Resident.objects.living().filter(question).exclude(pk=but).select_related("household__flat")[:50]:
        if identity and one.identity == identity:
            found.append(Likeness(one, SAME_IDENTITY))
        elif one.name != name or (identity and one.identity):
            continue
        elif phone and one.phone == phone:
            found.append(Likeness(one, SAME_PHONE))
        elif birth_year and one.birth_year == birth_year:
            found.append(Likeness(one, SAME_YEAR))
    return found


def like(resident: Resident) -> list[Likeness]:
    """Who may be the same person as this resident."""
    return alike(
        resident.community,
        resident.name,
        phone=resident.phone,
        identity=resident.identity,
        birth_year=resident.birth_year,
        but=resident.pk,
    )
