"""Finding people and rooms by what one has: "3-502", a name, pinyin initials, the last four of a phone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from linli.core.fields import BlindIndex
from linli.registry import names
from linli.registry.models import Community, Flat, Resident
from linli.registry.rooms import parse, simplify

MOST = 30
# A grid worker of six must still find their own among all of one surname.
CANDIDATES = 5000


@dataclass(frozen=True, slots=True)
class Found:
    """At most 30 of each; `more` when there are others."""

    residents: list[Resident] = field(default_factory=list)
    flats: list[Flat] = field(default_factory=list)
    more: bool = False

    @property
    def nothing(self) -> bool:
        return not self.residents and not self.flats


def search(
    community: Community, text: str, *, flats: QuerySet[Flat], residents: QuerySet[Resident], identities: bool = False
) -> Found:
    """What a text may mean among the flats and residents that somebody may see.

    `identities`: whether a whole identity number is looked for (exactly, by its keyed index).
    """
    text = text.strip()
    if not text:
        return Found()
    people = residents_meant(community, text, residents, identities)
    asked = room(text)
    rooms: list[Flat] = []
    if asked is not None:
        rooms = list(flats.filter(asked).select_related("unit__building__compound").order_by("key")[: MOST + 1])
    return Found(people[:MOST], rooms[:MOST], len(people) > MOST or len(rooms) > MOST)


def residents_meant(community: Community, text: str, residents: QuerySet[Resident], identities: bool) -> list[Resident]:
    """Two steps: the first reads an index alone, the second fetches only those found."""
    asked = person(community, text, identities)
    if asked is None:
        return []
    keys = list(Resident.objects.filter(asked).order_by().values_list("pk", flat=True)[:CANDIDATES])
    found = residents.filter(pk__in=keys).select_related("household__flat__unit__building")
    found = found.defer("phone", "identity", "contact", "contact_phone")
    return list(found.order_by("household__flat__key", "name")[: MOST + 1]) if keys else []


def person(community: Community, text: str, identities: bool) -> Q | None:
    """The question for residents; None when the text can mean none."""
    digits = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    # "3502" may be the end of a phone, "3-502" is a room.
    if re.fullmatch(r"\d{4}|\d{11}", digits):
        return Q(phone_last4=BlindIndex.of(Resident, "phone_last4", community.pk, digits))
    if identities and re.fullmatch(r"[A-Z0-9]{8,18}", digits):
        return Q(identity_index=BlindIndex.of(Resident, "identity_index", community.pk, digits))
    if re.fullmatch(r"[A-Za-zü' ]+", text):
        typed = re.sub(r"[^a-z]", "", text.lower().replace("ü", "v"))
        return Q(sounds__contains=f" {typed}") | Q(name__icontains=text)
    if any(sign.isdigit() for sign in simplify(text)):
        return None
    return Q(name__contains=names.tidy(text))


def room(text: str) -> Q | None:
    """The question for flats: the room itself, or rooms that begin so; None when it is no room."""
    found: Any = parse(text)
    typed = simplify(text)
    if found is None:
        if not re.fullmatch(r"[A-Z]?[0-9][A-Z0-9-]*", typed):
            return None
        return Q(key__startswith=f"{typed}-") | Q(number=typed)
    exact = Q(unit__building__number=found.building, number=found.room)
    if found.unit:
        exact &= Q(unit__number=found.unit)
    # "3-2" is room 2 of building 3 to the reader of rooms, and the beginning of 3-2-502 to whoever is typing.
    return exact | Q(key__startswith=f"{found.key}-")
