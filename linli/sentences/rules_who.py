"""Whose door it is: places and persons of a sentence weighed against what is known, and whether that is certain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from linli.registry.rooms import Room
from linli.sentences.dictionaries import either, words
from linli.sentences.known import Block, Home, Known, Person
from linli.sentences.rules_people import Clue
from linli.sentences.rules_rooms import Mention

MOST = 8


@dataclass(frozen=True, slots=True)
class Door:
    """One that may be meant: a person, a household, or a building; the higher the `score` the likelier."""

    score: float
    person: Person | None = None
    home: Home | None = None
    block: Block | None = None

    @property
    def grid(self) -> Any:
        home = self.person.home if self.person else self.home
        block = home.block if home else self.block
        return block.grid if block else None


@dataclass(frozen=True, slots=True)
class Whose:
    """The doors, best first, and whether the first one is certain."""

    doors: tuple[Door, ...] = ()
    sure: bool = False


def whose(text: str, places: list[Mention], clues: list[Clue], known: Known, year: int) -> Whose:
    """``text`` is plain and in lower case; ``year`` is the present one, for who is old."""
    clues = [clue for clue in clues if clue.how != "staff"]
    compounds = _compounds(text, known)
    rooms = [one for one in places if one.room and not one.loose]
    if rooms:
        return _by_room(rooms, clues, known, year, text, compounds)
    blocks = [one for one in places if not one.room]
    if blocks:
        return _by_building(blocks, clues, known, year, text, compounds)
    loose = [one for one in places if one.loose]
    if clues:
        found = _by_person(clues, known, year)
        if found.doors and not (loose and not found.sure):
            return found
        return _person_and_number(loose, clues, known, year, found)
    return _by_number(loose, known)


def _by_room(rooms: list[Mention], clues: list[Clue], known: Known, year: int, text: str, compounds: set[str]) -> Whose:
    homes: list[Home] = []
    certain = True
    for one in dict.fromkeys(room.wanted for room in rooms):
        flats = _flats(one, known, compounds)
        certain = certain and len(flats) == 1
        homes += [home for flat in flats for home in known.within(flat)]
    if not homes:
        elsewhere = _by_person(clues, known, year)
        return Whose((*elsewhere.doors, *_near(rooms[0].wanted, known))[:MOST], sure=False)
    living = known.living(homes)
    named = _persons(clues, living, year)
    if named:
        doors = [Door(1.0, person=person, home=person.home) for person in named]
        doors += [Door(0.4, home=home) for home in homes if home not in {person.home for person in named}]
        # A name beside the room tells which of two households or stairs is meant.
        one_home = len({person.home.key for person in named}) == 1 and len({r.wanted for r in rooms}) == 1
        others = [clue for clue in clues if not _fits(clue, named, year)]
        return Whose(tuple(doors[:MOST]), one_home and not others and len({p.home.household for p in named}) == 1)
    doors = [Door(0.9, home=home) for home in homes]
    spoken = [clue for clue in clues if clue.how in ("full", "title", "phone", "tail") and not clue.weak]
    if spoken:
        doors += [Door(0.5, person=known.people[key]) for clue in spoken for key in clue.ids[:3] if key in known.people]
        return Whose(tuple(doors[:MOST]), sure=False)
    occupied = all(home.household is not None for home in homes)
    old = _elders(living, year) if re.search(either(words("titles")["elder_words"]), text) else []
    if len(old) == 1 and len(homes) == 1:
        doors = [Door(1.0, person=old[0], home=old[0].home)]
    return Whose(tuple(doors[:MOST]), certain and occupied and len(homes) == 1)


def _flats(wanted: Room, known: Known, compounds: set[str]) -> list[Home]:
    met = known.rooms(wanted)
    flats = [met.found] if met.found else list(met.candidates)
    if len(flats) > 1 and compounds:
        flats = [flat for flat in flats if flat.place in compounds] or flats
    elsewhere = [flat for flat in flats if compounds and flat.place not in compounds]
    return flats if not elsewhere else [*flats, *flats]  # another compound than the one said: never certain


def _near(wanted: Room, known: Known) -> list[Door]:
    """A room that does not exist: the same room of another stair, of that building, or the building itself."""
    same = [home for home in known.homes if home.building == wanted.building]
    close = [home for home in same if home.room == wanted.room]
    blocks = [block for block in known.blocks if block.building == wanted.building]
    return [*(Door(0.4, home=home) for home in close[:4]), *(Door(0.2, block=block) for block in blocks[:4])]


def _by_building(
    blocks: list[Mention], clues: list[Clue], known: Known, year: int, text: str, compounds: set[str]
) -> Whose:
    numbers = {one.building for one in blocks}
    there = [block for block in known.blocks if block.building in numbers]
    there = [block for block in there if block.place in compounds] or there
    ids = {block.id for block in there}
    homes = [home for home in known.homes if home.block.id in ids and _agrees(home, blocks)]
    named = _persons(clues, known.living(homes), year)
    if named:
        doors = [Door(0.9, person=person) for person in named]
        sure = len(named) == 1 and len(numbers) == 1 and not any(clue.weak for clue in clues)
        return Whose(tuple(doors[:MOST]), sure)
    doors = [Door(0.6, block=block) for block in there]
    if re.search(either(words("titles")["elder_words"]), text):
        doors += [Door(0.5, person=person) for person in _elders(known.living(homes), year)]
    elsewhere = _by_person(clues, known, year).doors if clues else ()
    return Whose((*doors, *elsewhere)[:MOST], sure=False)


def _agrees(home: Home, blocks: list[Mention]) -> bool:
    return any(
        home.building == one.building
        and (one.unit is None or home.unit in (one.unit, None))
        and (one.floor is None or home.floor == one.floor)
        for one in blocks
    )


def _by_person(clues: list[Clue], known: Known, year: int) -> Whose:
    """Names alone. Certain: one whole name or number that only one person of the whole community has."""
    strong = [clue for clue in clues if not clue.weak] or clues
    met: dict[Any, Door] = {}
    for clue in strong:
        seen = [known.people[key] for key in clue.ids if key in known.people]
        fitting = [person for person in seen if _may_be_so_old(person, clue.age, year)] or seen
        for person in fitting:
            weight = {"phone": 1.0, "full": 0.9, "tail": 0.8, "pinyin": 0.7, "given": 0.5}.get(clue.how, 0.4)
            if person.id in met:
                weight = min(1.0, met[person.id].score + 0.3)
            met[person.id] = _door(person, weight, clue)
    doors = sorted(met.values(), key=lambda door: -door.score)
    lone = {
        clue.ids for clue in strong if len(clue.ids) == 1 and clue.how in ("full", "phone", "tail", "pinyin", "title")
    }
    others = [clue for clue in strong if not (set(clue.ids) & {key for ids in lone for key in ids})]
    sure = len(lone) == 1 and not others and len(doors) == 1 and not any(clue.weak for clue in strong)
    return Whose(tuple(doors[:MOST]), sure)


def _door(person: Person, weight: float, clue: Clue) -> Door:
    """Somebody's mother is of the household, and not the one named."""
    return Door(weight, home=person.home) if clue.relative else Door(weight, person=person)


def _person_and_number(loose: list[Mention], clues: list[Clue], known: Known, year: int, found: Whose) -> Whose:
    """ "502王梅": a number too vague by itself, and a name that lives behind such a door."""
    homes = [home for home in known.homes if any(_may_be(home, one) for one in loose)]
    named = _persons(clues, known.living(homes), year)
    if not named:
        return Whose(found.doors or _by_number(loose, known).doors, sure=False)
    doors = tuple(Door(0.9, person=person) for person in named[:MOST])
    return Whose(doors, len(named) == 1 and not any(clue.weak for clue in clues))


def _by_number(loose: list[Mention], known: Known) -> Whose:
    homes = list(dict.fromkeys(home for one in loose for home in known.homes if _may_be(home, one)))
    people = [door for one in loose for door in _tails(one, known)]
    doors = [Door(0.5, home=home) for home in homes] + people
    whole = [one for one in loose if one.building]
    sure = (
        len(doors) == 1 and bool(whole) and whole[0].start == 0 and homes[0].household is not None if homes else False
    )
    return Whose(tuple(doors[:MOST]), sure)


def _tails(one: Mention, known: Known) -> list[Door]:
    ids = known.phones.get(one.building + one.room, ()) if one.unit is None else ()
    return [Door(0.4, person=known.people[key]) for key in ids if key in known.people]


def _may_be(home: Home, one: Mention) -> bool:
    return (
        home.room == one.room
        and one.building in ("", home.building)
        and (one.unit is None or home.unit in (one.unit, None))
    )


def _persons(clues: list[Clue], living: list[Person], year: int) -> list[Person]:
    """Who of the ``living`` is named; somebody's relative is of the household, which the room says already."""
    return [person for person in living if any(_names(clue, person, year) for clue in clues)]


def _names(clue: Clue, person: Person, year: int) -> bool:
    if person.id not in clue.ids:
        return False
    return _may_be_so_old(person, clue.age, year)


def _fits(clue: Clue, named: list[Person], year: int) -> bool:
    return clue.weak or clue.relative or any(person.id in clue.ids for person in named)


def _may_be_so_old(person: Person, age: int, year: int) -> bool:
    return person.birth_year is None or year - person.birth_year >= age


def _elders(people: list[Person], year: int) -> list[Person]:
    return [person for person in people if _is_old(person, year)]


def _is_old(person: Person, year: int) -> bool:
    return person.birth_year is not None and year - person.birth_year >= int(words("titles")["elder_from"])


def _compounds(text: str, known: Known) -> set[str]:
    """Compounds that the sentence names, whole or by what tells them apart (一期)."""
    places = {block.place for block in known.blocks}
    aliases = words("aliases")
    found = set()
    for place in places:
        said = [place, re.sub("(?:小区|社区|花园)$", "", place), *_tail(place, places), *aliases.get(place, [])]
        if any(len(word) > 1 and word.lower() in text for word in said):
            found.add(place)
    return found


def _tail(place: str, places: set[str]) -> list[str]:
    """新城一期 beside 新城二期 is also called 一期."""
    for size in range(len(place) - 2, 0, -1):
        if any(other != place and other.startswith(place[:size]) for other in places):
            return [place[size:]]
    return []
