"""Rows of a roster laid over the registry: who is new, who changes, who is as before.

One reckoning serves the dry run and the real one: a `Piece` is worked out in memory, and written or forgotten.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from linli.core.fields import BlindIndex
from linli.registry.models import Flat, Household, Import, Resident, Stay, Touched
from linli.registry.places import Places, Spot
from linli.registry.roster.entry import Entry, Problem, Rejected
from linli.registry.roster.tally import CHANGED, FLAT_ONLY, NEW, REJECTED, SAME, Outcome


class Piece:
    """Some rows at once. Give it rows with `take`, then `save()` inside a transaction, or drop it."""

    def __init__(self, upload: Import, at: datetime) -> None:
        self.upload, self.at = upload, at
        self.community = upload.community
        self.default = upload.compound.name if upload.compound else ""
        self.places = Places(self.community, set(), imported_by=upload.pk)
        self.indexes: dict[tuple[str, str], str] = {}
        self.people: dict[Any, list[Resident]] = {}
        self.households: dict[Any, list[Household]] = {}
        self.new_households: list[Household] = []
        self.new_people: list[Resident] = []
        self.changed: dict[Any, tuple[Resident, dict[str, Any], set[str]]] = {}
        self.uses: dict[Any, str] = {}
        self.by_identity: dict[str, Any] = {}
        self.by_phone: dict[tuple[str, str], Any] = {}

    def take(self, judged: list[Entry | Rejected]) -> list[Outcome]:
        """Work out some rows; every one has its outcome."""
        self.places.load({one.room.building for one in judged if isinstance(one, Entry)})
        found = [self.locate(one) for one in judged]
        self.load({spot.flat_id for spot in found if isinstance(spot, Spot) and not spot.fresh} - self.people.keys())
        self.look_elsewhere([one for one in judged if isinstance(one, Entry)])
        return [self.lay(one, spot) for one, spot in zip(judged, found, strict=True)]

    def locate(self, one: Entry | Rejected) -> Spot | Problem | None:
        if isinstance(one, Rejected):
            return None
        return self.places.find(one.room, one.compound, self.default, one.grid)

    def load(self, flats: set[Any]) -> None:
        """The people and households of flats that were not looked at yet."""
        for flat in flats:
            self.people[flat], self.households[flat] = [], []
        wanted = list(flats)
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            for household in Household.objects.filter(flat_id__in=some).order_by("created_at"):
                self.households[household.flat_id].append(household)
            for person in Resident.objects.filter(household__flat_id__in=some).select_related("household"):
                person.community = self.community
                self.people[person.household.flat_id].append(person)

    def look_elsewhere(self, entries: list[Entry]) -> None:
        """Indexes of identity numbers and of names with phones known anywhere in the community."""
        identities = {self.index("identity_index", entry.identity.number) for entry in entries if entry.identity}
        phones = {self.index("phone_last4", entry.phone) for entry in entries if entry.phone}
        living = Resident.objects.living().filter(community=self.community)
        self.by_identity.update(living.filter(identity_index__in=identities).values_list("identity_index", "pk"))
        known = living.filter(phone_last4__in=phones, name__in={entry.name for entry in entries})
        self.by_phone.update({(name, last4): pk for name, last4, pk in known.values_list("name", "phone_last4", "pk")})

    def index(self, name: str, value: str) -> str:
        known = self.indexes.get((name, value))
        if known is None:
            known = self.indexes[name, value] = BlindIndex.of(Resident, name, self.community.pk, value)
        return known

    def lay(self, one: Entry | Rejected, spot: Spot | Problem | None) -> Outcome:
        """One row over the registry."""
        number = one.row.number
        if isinstance(one, Rejected):
            return Outcome(number, REJECTED, one.problems)
        if not isinstance(spot, Spot):
            return Outcome(number, REJECTED, (spot,) if spot else ())
        if one.occupancy and one.occupancy != spot.use and (spot.fresh or not one.name):
            self.uses[spot.flat_id] = one.occupancy
        if not one.name:
            return Outcome(number, FLAT_ONLY, one.oddities)
        person = self.same_person(one, spot)
        if person is None:
            return self.add(one, spot)
        return self.change(person, one)

    def same_person(self, entry: Entry, spot: Spot) -> Resident | None:
        """Somebody of this flat, also one who has left: an old file brings nobody back."""
        people = self.people.get(spot.flat_id, [])
        number = entry.identity.number if entry.identity else ""
        if number:
            index = self.index("identity_index", number)
            for person in people:
                if person.identity_index == index:
                    return person
        for person in people:
            apart = number and person.identity_index
            years = (person.birth_year, entry.birth_year)
            if person.name == entry.name and not apart and (None in years or abs(years[0] - years[1]) < 2):  # type: ignore[operator]
                return person
        return None

    def values(self, entry: Entry) -> dict[str, Any]:
        """The fields that a row speaks of."""
        return {
            "phone": entry.phone,
            "identity": entry.identity.number if entry.identity else "",
            "birth_year": entry.birth_year,
            "no_smartphone": entry.no_smartphone,
            "here": None if entry.lives_elsewhere is None else not entry.lives_elsewhere,
            "contact": entry.contact,
            "contact_phone": entry.contact_phone,
        }

    def add(self, entry: Entry, spot: Spot) -> Outcome:
        person = Resident(community=self.community, household=self.household(entry, spot), name=entry.name)
        person.spell()
        person.imported_by = self.upload.pk
        person.sources = {"name": [self.upload.source, person.day(self.at)]}
        person.take(self.upload.source, self.at, **self.values(entry))
        person.identity_kind = entry.identity.kind if entry.identity else ""
        person.identity_index = self.index("identity_index", person.identity)
        odd = list(entry.oddities)
        like = self.by_identity.get(person.identity_index) if entry.identity else None
        if like:
            odd.append(Problem("roster.like_identity"))
        else:
            like = self.by_phone.get((entry.name, self.index("phone_last4", entry.phone))) if entry.phone else None
            if like:
                odd.append(Problem("roster.like_phone"))
        self.remember(person, entry)
        if entry.guardian and not self.guard(person, entry.guardian, spot):
            odd.append(Problem("roster.guardian_unknown"))
        self.people.setdefault(spot.flat_id, []).append(person)
        self.new_people.append(person)
        return Outcome(entry.row.number, NEW, tuple(odd), str(like or ""))

    def remember(self, person: Resident, entry: Entry) -> None:
        """Later rows may be like this one."""
        if entry.identity:
            self.by_identity.setdefault(person.identity_index, person.pk)
        if entry.phone:
            self.by_phone.setdefault((person.name, self.index("phone_last4", entry.phone)), person.pk)

    def guard(self, person: Resident, name: str, spot: Spot) -> bool:
        """Set the guardian if somebody of that name stands in the same flat (above the child in the file)."""
        guardian = next((one for one in self.people.get(spot.flat_id, []) if one.name == name), None)
        if guardian is not None:
            person.guardian = guardian
        return guardian is not None

    def household(self, entry: Entry, spot: Spot) -> Household:
        """The household for a newcomer: of the same tenure, else one whose tenure is open, else a new one."""
        known = self.households.setdefault(spot.flat_id, [])
        fitting = [one for one in known if one.tenure == entry.tenure or not (one.tenure and entry.tenure)]
        if fitting:
            if entry.tenure and not fitting[0].tenure and fitting[0] in self.new_households:
                fitting[0].tenure = entry.tenure
            return fitting[0]
        made = Household(
            community=self.community, flat_id=spot.flat_id, tenure=entry.tenure, imported_by=self.upload.pk
        )
        known.append(made)
        self.new_households.append(made)
        return made

    def change(self, person: Resident, entry: Entry) -> Outcome:
        odd = list(entry.oddities)
        if not person.living:
            return Outcome(entry.row.number, SAME, tuple(odd))
        values = self.values(entry)
        if entry.repeated:
            values = {field: value for field, value in values.items() if getattr(person, field) in (None, "")}
        source = self.upload.source
        if any(
            person.differs_from_better(field, value, source)
            for field, value in values.items()
            if value not in (None, "")
        ):
            odd.append(Problem("roster.better_source"))
        before = {field: getattr(person, field) for field in values}
        fields = person.take(source, self.at, **values)
        if "identity" in fields and entry.identity:
            person.identity_kind = entry.identity.kind
        if not fields:
            return Outcome(entry.row.number, SAME, tuple(odd))
        if not person._state.adding:
            _, first, names = self.changed.setdefault(person.pk, (person, {}, set()))
            names.update(fields)
            for name in fields:
                first.setdefault(name, before[name])
        return Outcome(entry.row.number, CHANGED, tuple(odd))

    def save(self) -> None:
        """Write everything: places, households, people, stays; then the changes, each with its before and after."""
        self.places.save()
        Household.objects.bulk_create(self.new_households)
        Resident.objects.bulk_create(self.new_people)
        Stay.objects.bulk_create(
            [
                Stay(community=self.community, resident=person, household_id=person.household_id, since=self.at)
                for person in self.new_people
            ]
        )
        touched = []
        for person, before, fields in self.changed.values():
            person.save(update_fields=written_with(fields))
            note = Touched(community=self.community, upload=self.upload, resident=person)
            note.before = json.dumps(before)
            note.after = json.dumps({name: getattr(person, name) for name in fields})
            touched.append(note)
        Touched.objects.bulk_create(touched)
        for use in set(self.uses.values()):
            flats = [flat for flat, said in self.uses.items() if said == use]
            Flat.objects.filter(community=self.community, pk__in=flats).update(use=use)


def written_with(fields: set[str]) -> set[str]:
    """The columns to save when these fields change: their indexes and sources go with them."""
    columns = {*fields, "sources"}
    if "phone" in fields:
        columns.add("phone_last4")
    if "identity" in fields:
        columns |= {"identity_index", "identity_kind"}
    return columns
