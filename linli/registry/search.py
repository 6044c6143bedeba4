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
    # Two steps: the inner one reads an index alone, the outer one fetches only those found.
    named = Resident.objects.filter(person(community, text, identities)).values("pk")
    people = list(
        residents.filter(pk__in=named)
        .select_related("household__flat__unit__building")
        .defer("phone", "identity", "contact", "contact_phone")
        .order_by("household__flat__key", "name")[: MOST + 1]
    )
    rooms = list(flats.filter(room(text)).select_related("unit__building__compound").order_by("key")[: MOST + 1])
    return Found(people[:MOST], rooms[:MOST], len(people) > MOST or len(rooms) > MOST)


def person(community: Community, text: str, identities: bool) -> Q:
    """The question for residents."""
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
        return Q(pk=None)
    return Q(name__contains=names.tidy(text))


def room(text: str) -> Q:
    """The question for flats: the room itself, or rooms that begin so."""
    found: Any = parse(text)
    typed = simplify(text)
    if found is None:
        return Q(key__startswith=f"{typed}-") | Q(number=typed) if re.fullmatch(r"[A-Z0-9-]+", typed) else Q(pk=None)
    exact = Q(unit__building__number=found.building, number=found.room)
    if found.unit:
        exact &= Q(unit__number=found.unit)
    # "3-2" is room 2 of building 3 to the reader of rooms, and the beginning of 3-2-502 to whoever is typing.
    return exact | Q(key__startswith=f"{found.key}-")
