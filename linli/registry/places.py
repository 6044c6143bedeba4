"""All rooms of a community at hand: find the flat that a written room means, or make it and all above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linli.core.refusals import Refused
from linli.registry.models import Building, Community, Compound, Flat, Grid, Resident, Unit
from linli.registry.models.people import Source
from linli.registry.rooms import Room, match, parse, places_agree
from linli.registry.roster.entry import Problem


@dataclass(frozen=True, slots=True)
class Spot:
    """A flat with the parts of its name. `unit` is None in a building without stairs; `use` as known before."""

    flat_id: Any
    place: str
    building: str
    unit: str | None
    room: str
    use: str = Flat.Use.OCCUPIED
    fresh: bool = False

    @property
    def key(self) -> str:
        return Room(self.building, self.unit, self.room).key


class Places:
    """The flats of some buildings (by number; None: all), read once. `save()` writes what was made on the way."""

    def __init__(self, community: Community, buildings: set[str] | None = None, imported_by: Any = None) -> None:
        self.community = community
        self.imported_by = imported_by
        self.compounds = {one.name: one for one in Compound.objects.filter(community=community)}
        self.grids = {one.number: one for one in Grid.objects.filter(community=community)}
        self.buildings = {
            (one.compound.name, one.number): one
            for one in Building.objects.filter(community=community).select_related("compound")
        }
        self.units: dict[tuple[Any, str], Unit] = {}
        self.spots: dict[tuple[str, str], list[Spot]] = {}
        self.loaded: set[str] = set()
        self.new: dict[type, list[Any]] = {Compound: [], Building: [], Unit: [], Flat: []}
        self.load({number for _, number in self.buildings} if buildings is None else buildings)

    def load(self, buildings: set[str]) -> None:
        """Read the flats of buildings that were not read yet."""
        missing = buildings - self.loaded
        self.loaded |= missing
        units = Unit.objects.filter(community=self.community, building__number__in=missing)
        self.units.update({(unit.building_id, unit.number): unit for unit in units})
        rows = Flat.objects.filter(community=self.community, unit__building__number__in=missing).values_list(
            "id", "unit__building__compound__name", "unit__building__number", "unit__number", "number", "use"
        )
        for flat_id, place, building, unit, number, use in rows:
            self._keep(Spot(flat_id, place, building, unit or None, number, use))

    def _keep(self, spot: Spot) -> Spot:
        self.spots.setdefault((spot.building, spot.room), []).append(spot)
        return spot

    def find(self, room: Room, compound: str = "", default: str = "", grid: str = "") -> Spot | Problem:
        """The flat that is meant, made if nothing like it is known; or why it cannot be told.

        `compound` is what a column says, `default` what holds for a whole file, `room.place` what an address says.
        """
        name = self.compound_meant(compound, room.place) or default
        near = self.spots.get((room.building, room.room), [])
        if name:
            near = [spot for spot in near if spot.place == name]
        found = match(Room(room.building, room.unit, room.room), near)
        if found.found:
            return found.found
        if found.unclear:
            one_place = len({spot.place for spot in found.candidates}) == 1
            known = ", ".join(spot.key if one_place else f"{spot.place} {spot.key}" for spot in found.candidates[:6])
            code = "roster.room_has_several" if len(found.candidates) > 1 else "roster.stair_unknown"
            return Problem(code, known)
        owner = name or self.owner_of(room.building)
        if not owner:
            return Problem("roster.compound_unclear", room.building)
        return self.make(owner, room, grid)

    def compound_meant(self, column: str, before: str) -> str:
        """The name of the compound that a column or an address means; a column may name a new one."""
        for hint in (column, before):
            agreed = [name for name in self.compounds if hint and places_agree(name, hint)]
            if hint in self.compounds or len(agreed) == 1:
                return hint if hint in self.compounds else agreed[0]
        return column

    def owner_of(self, building: str) -> str:
        """The only compound with such a building, else the only compound; "" when nothing tells."""
        having = {place for place, number in self.buildings if number == building}
        if len(having) == 1:
            return having.pop()
        if not self.compounds:
            return self.community.name
        return next(iter(self.compounds)) if len(self.compounds) == 1 else ""

    def make(self, place: str, room: Room, grid: str = "") -> Spot:
        compound = self.compounds.get(place)
        if compound is None:
            compound = self.compounds[place] = self._new(Compound(community=self.community, name=place[:80]))
        building = self.buildings.get((place, room.building))
        if building is None:
            building = self._new(Building(community=self.community, compound=compound, number=room.building))
            building.grid = self.grids.get(grid.zfill(3)) if grid else None
            self.buildings[place, room.building] = building
        unit = self.units.get((building.pk, room.unit or ""))
        if unit is None:
            unit = self._new(Unit(community=self.community, building=building, number=room.unit or ""))
            self.units[building.pk, room.unit or ""] = unit
        flat = Flat(community=self.community, unit=unit, number=room.room, key=room.key, imported_by=self.imported_by)
        self._new(flat)
        return self._keep(Spot(flat.pk, place, room.building, room.unit, room.room, fresh=True))

    def _new(self, row: Any) -> Any:
        self.new[type(row)].append(row)
        return row

    def save(self) -> None:
        """Write what was made."""
        for model, rows in self.new.items():
            model.objects.bulk_create(rows)  # type: ignore[attr-defined]
            rows.clear()


def flat_for(community: Community, text: str) -> Flat:
    """The flat that somebody wrote, made if it is not known yet. Refused when it cannot be told.

    At a gate nobody waits: see `flat_at_gate`.
    """
    room = parse(text)
    if room is None:
        raise Refused("registry.room_unclear", room=text[:40])
    places = Places(community, {room.building})
    found = places.find(room)
    if isinstance(found, Problem):
        raise Refused("registry.room_has_several", room=room.key, candidates=found.value)
    places.save()
    return Flat.objects.get(community=community, pk=found.flat_id)


def flat_at_gate(community: Community, text: str) -> Flat:
    """As `flat_for`, but nobody waits for the office, which sets right later what is to be sorted.

    Where a list was taken in, only a room of it, and only one that is clear: a slip of the thumb adds no building to
    a street. Where there is none, whatever is written; a room that may be several becomes a flat of its own.
    """
    if has_list(community):
        return _flat_known(community, text)
    try:
        return flat_for(community, text)
    except Refused as refusal:
        room = parse(text)
        if room is None or refusal.code != "registry.room_has_several":
            raise
    places = Places(community, {room.building})
    # A place of its own: the office sees at once what is still to be sorted.
    spot = places.make(room.place or next(iter(places.compounds), community.name), room)
    places.save()
    return Flat.objects.get(community=community, pk=spot.flat_id)


def has_list(community: Community) -> bool:
    """Whether most are known otherwise than from what was written down at a gate."""
    known = Resident.objects.filter(community=community)
    return bool(known.count() > 2 * known.filter(sources__name__0=Source.GATE).count())


def _flat_known(community: Community, text: str) -> Flat:
    room = parse(text)
    found = Places(community, {room.building}).find(room) if room else None
    if not isinstance(found, Spot) or found.fresh:
        raise Refused("registry.room_unclear", room=text[:40])
    return Flat.objects.get(community=community, pk=found.flat_id)
