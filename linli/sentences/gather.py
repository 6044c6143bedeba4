"""What the database knows that a text may mean: all of it for the names, the rest only where the text asks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from linli.accounts.reach import within
from linli.core.fields import BlindIndex
from linli.registry.models import Building, Community, Flat, Household, Resident
from linli.sentences.known import Block, Home, Known, Person
from linli.sentences.rules import clues_of
from linli.sentences.rules_people import PHONE, Names
from linli.sentences.rules_rooms import find
from linli.sentences.rules_text import Line

LATIN = re.compile("[a-z]{2}")
# A grid worker of six must still find their own among all of one surname.
MOST = 5000
COLUMNS = ("id", "number", "key", "unit__number", "unit__building_id")


def gather(community: Community, read: list[Line], roles: Iterable[Any]) -> Known:
    """All that ``roles`` reach of what ``read`` may mean; names of everybody, so that a namesake is noticed."""
    roles = list(roles)
    texts = [text for line in read for text in (line.body.lower(), line.sender.lower()) if text]
    known = Known(_blocks(roles), [], {}, _names(texts), _phones(community, texts))
    wanted = {key for text in texts for clue in clues_of(text, known)[1] for key in clue.ids}
    wanted |= {key for ids in known.phones.values() for key in ids}
    flats = _flats(texts, wanted, roles, community)
    known.homes = list(_homes(flats, known.blocks))
    known.people = _people(known.homes)
    return known


def _names(texts: list[str]) -> Names:
    """Whoever may be named, of the whole community. Ids come as text: to make 15,000 of them takes longer than all."""
    rows = Resident.objects.living().annotate(key=Cast("pk", CharField())).order_by("pk")
    every = any(LATIN.search(text) for text in texts)
    signs, whole = set().union(*texts), "\n".join(texts)
    return Names(
        (UUID(key), name, sounds)
        for key, name, sounds in rows.values_list("key", "name", "sounds")
        if every or name[:1] in signs or name[-2:] in whole
    )


def _blocks(roles: list[Any]) -> list[Block]:
    reached = Flat.objects.filter(within(roles)).values("unit__building")
    rows = Building.objects.filter(pk__in=reached).order_by("compound__name", "number", "pk")
    return [Block(*row) for row in rows.values_list("pk", "number", "compound__name", "grid_id")]


def _phones(community: Community, texts: list[str]) -> dict[str, tuple[Any, ...]]:
    """Whole numbers and every four digits that may be the end of one, with the residents who have them."""
    whole = {re.sub(r"\D", "", hit[1]) for text in texts for hit in PHONE.finditer(text)}
    tails = {hit for text in texts for hit in re.findall(r"(?<!\d)\d{4}(?!\d)", text)}
    digests = {BlindIndex.of(Resident, "phone_last4", community.pk, number): number[-4:] for number in whole | tails}
    if not digests:
        return {}
    found: dict[str, list[Any]] = {number: [] for number in whole | tails}
    rows = Resident.objects.living().filter(phone_last4__in=digests).order_by("pk")
    for resident in rows:
        tail = digests[resident.phone_last4]
        if tail in tails:
            found[tail].append(resident.pk)
        for number in whole:
            if number[-4:] == tail and resident.phone[-11:] == number:
                found[number].append(resident.pk)
    return {number: tuple(keys) for number, keys in found.items()}


def _flats(texts: list[str], wanted: set[Any], roles: list[Any], community: Community) -> QuerySet[Flat]:
    """Flats of the rooms and buildings that are named, and of the people."""
    asked = Q(pk__in=[])
    for place in {place for text in texts for place in find(text)}:
        if place.room and place.building:
            asked |= Q(unit__building__number=place.building, number=place.room)
        elif place.room:
            asked |= Q(number=place.room)
        else:
            asked |= Q(unit__building__number=place.building)
    homes = Household.objects.filter(residents__in=list(wanted)[:MOST]).values("flat")
    found = Flat.objects.filter(within(roles)).filter(asked | Q(pk__in=homes))
    return found.order_by("key", "pk")


def _homes(flats: QuerySet[Flat], blocks: list[Block]) -> Iterable[Home]:
    """Households where somebody lives; a flat without any is a home whose household is None."""
    by_id = {block.id: block for block in blocks}
    rows = list(flats.values_list(*COLUMNS))
    lived: dict[Any, list[Any]] = {}
    pairs = Household.objects.filter(flat__in=[row[0] for row in rows[:MOST]], residents__in=Resident.objects.living())
    for flat, household in pairs.order_by("created_at", "pk").values_list("flat_id", "pk").distinct():
        lived.setdefault(flat, []).append(household)
    for flat, number, key, unit, building in rows[:MOST]:
        for household in lived.get(flat, [None]):
            yield Home(household, key, unit or None, number, by_id[building])


def _people(homes: list[Home]) -> dict[Any, Person]:
    by_household = {home.household: home for home in homes if home.household is not None}
    rows = Resident.objects.living().filter(household__in=list(by_household)).order_by("pk")
    return {
        key: Person(key, name, year, by_household[household])
        for key, name, year, household in rows.values_list("pk", "name", "birth_year", "household_id")
    }
