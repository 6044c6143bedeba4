"""The sentences that reading is measured by: an invented community, and what a person takes each line to mean."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from linli.registry import names
from linli.sentences.known import Block, Home, Known, Person
from linli.sentences.rules import Reading, understand
from linli.sentences.rules_people import Names

FOLDER = Path(__file__).resolve().parent / "tests"
ZONE = ZoneInfo("Asia/Shanghai")
FIELDS = ("kind", "who", "due")


@dataclass(frozen=True, slots=True)
class Case:
    """A line, when it was written, and what is expected; `part` is tuning or held_out."""

    part: str
    line: str
    at: datetime
    expect: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one field of one line was read. `open`: the words leave it open, so that it must be marked; `may`: it may."""

    case: Case
    field: str
    said: str
    right: bool
    marked: bool
    open: bool
    may: bool

    @property
    def wrong_unmarked(self) -> bool:
        return not self.marked and (self.open or not self.right)


def cases() -> list[Case]:
    rows = [json.loads(row) for row in (FOLDER / "lines.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        Case(row["part"], row["line"], datetime.fromisoformat(row["at"]).replace(tzinfo=ZONE), row["expect"])
        for row in rows
    ]


def people() -> dict[str, list[dict[str, Any]]]:
    """The invented people, and flats that nobody is known to live in."""
    found: dict[str, list[dict[str, Any]]] = json.loads((FOLDER / "people.json").read_text(encoding="utf-8"))
    return found


def community() -> Known:
    """The invented community in memory; ids are words, so that a test can name them."""
    told = people()
    blocks: dict[tuple[str, str], Block] = {}
    homes: dict[str, Home] = {}
    living: dict[str, Person] = {}
    phones: dict[str, list[str]] = {}
    for row in [*told["people"], *told["empty"]]:
        place, number = row["place"], row["building"]
        block = blocks.setdefault((place, number), Block(f"{number}@{place}", number, place, row["grid"]))
        key = "-".join(part for part in (number, row["unit"], row["room"]) if part)
        household = f"{key}@{place}#{row['household']}" if "name" in row else None
        home = homes.setdefault(household or key, Home(household, key, row["unit"] or None, row["room"], block))
        if "name" in row:
            person = Person(f"{row['name']}@{key}", row["name"], row["born"], home)
            living[person.id] = person
            for digits in (row["phone"], row["phone"][-4:]):
                phones.setdefault(digits, []).append(person.id)
    rows = [(person.id, person.name, names.sounds(person.name)) for person in living.values()]
    known = {digits: tuple(ids) for digits, ids in phones.items()}
    return Known(list(blocks.values()), list(homes.values()), living, Names(rows), known)


def run() -> Iterator[Outcome]:
    """Every field of every line; when a line asks for nothing, neither its door nor its time matters."""
    known = community()
    for case in cases():
        said = understand(case.line, case.at, ZONE, known)
        if len(said) != 1:
            raise ValueError(f"{case.line!r} was read as {len(said)} lines")
        yield from outcomes(case, said[0])


def outcomes(case: Case, said: Reading) -> Iterator[Outcome]:
    open_fields, may = case.expect["unsure"], case.expect.get("may", [])
    # A line that asks for nothing needs neither door nor time.
    idle = case.expect["kind"] == "none" or said.kind == "none"
    for field, read in (("kind", said.kind), ("who", door(said)), ("due", moment(said))):
        wanted = case.expect.get(field, "")
        if (idle and field != "kind") or (field == "due" and case.expect["kind"] == "emergency"):
            continue
        right = _is_door(wanted, read) if field == "who" else wanted == read
        yield Outcome(case, field, read, right, field in said.unsure, field in open_fields, field in may)


def door(said: Reading) -> str:
    """The best door as name@room@compound, room@compound or building栋@compound; "" where none is proposed."""
    if not said.whose.doors:
        return ""
    best = said.whose.doors[0]
    home = best.person.home if best.person else best.home
    if home is None:
        return f"{best.block.building}栋@{best.block.place}" if best.block else ""
    name = f"{best.person.name}@" if best.person else ""
    return f"{name}{home.key}@{home.place}"


def _is_door(wanted: str, read: str) -> bool:
    """Whether every part that is expected (name, room, compound) is in what was read."""
    return bool(set(wanted.split("@")) <= set(read.split("@"))) if wanted else True


def moment(said: Reading) -> str:
    """The moment that the line names, in the community's time; "" for none."""
    return said.named_at.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M") if said.named_at else ""


def figures(found: list[Outcome], part: str = "") -> list[dict[str, Any]]:
    """Per field: lines, how many were right, marked, wrong without a mark, and marked though right and certain."""
    rows = []
    for field in FIELDS:
        mine = [one for one in found if one.field == field and part in ("", one.case.part)]
        rows.append(
            {
                "field": field,
                "lines": len(mine),
                "right": sum(one.right for one in mine),
                "marked": sum(one.marked for one in mine),
                "wrong_unmarked": sum(one.wrong_unmarked for one in mine),
                "marked_needlessly": sum(one.marked and one.right and not (one.open or one.may) for one in mine),
            }
        )
    return rows


def wrong_lines(found: list[Outcome], part: str = "") -> int:
    """Lines with at least one field that is wrong and not marked."""
    return len({one.case.line for one in found if one.wrong_unmarked and part in ("", one.case.part)})
