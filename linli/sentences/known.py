"""What is known of a community while a text is read: buildings, flats with their households, people, names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from linli.registry.rooms import Match, Room, match
from linli.sentences.rules_people import Names


@dataclass(frozen=True, slots=True)
class Block:
    """A building."""

    id: Any
    building: str
    place: str
    grid: Any = None


@dataclass(frozen=True, slots=True)
class Home:
    """A household in its flat; `household` is None for a flat that nobody is known to live in."""

    household: Any
    key: str
    unit: str | None
    room: str
    block: Block

    @property
    def building(self) -> str:
        return self.block.building

    @property
    def place(self) -> str:
        return self.block.place

    @property
    def floor(self) -> int | None:
        return self.wanted.floor

    @property
    def wanted(self) -> Room:
        return Room(self.building, self.unit, self.room)


@dataclass(frozen=True, slots=True)
class Person:
    """A resident who lives here; a Latin or Chinese `name`."""

    id: Any
    name: str
    birth_year: int | None
    home: Home


@dataclass(slots=True)
class Known:
    """All of it that a reader may see; `names` and `phones` are the community's, so that a namesake is noticed."""

    blocks: list[Block]
    homes: list[Home]
    people: dict[Any, Person]
    names: Names
    phones: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    def rooms(self, wanted: Room) -> Match[Home]:
        """The household of a room, or those that it may be."""
        flats = {(home.block.id, home.unit, home.room): home for home in self.homes}
        return match(wanted, flats.values())

    def within(self, home: Home) -> list[Home]:
        """All households of the same flat."""
        return [one for one in self.homes if (one.block.id, one.key) == (home.block.id, home.key)]

    def living(self, homes: Iterable[Home]) -> list[Person]:
        wanted = {home.household for home in homes if home.household is not None}
        return [person for person in self.people.values() if person.home.household in wanted]
