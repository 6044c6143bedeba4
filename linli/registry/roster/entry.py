"""One roster row understood: who lives where, or the reasons why it cannot be taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from linli.registry import identity, names, phones, rooms
from linli.registry.roster.columns import Columns
from linli.registry.roster.read import SourceRow, filled

OWNER, TENANT, SECOND_HOME = "owner", "tenant", "second_home"
OCCUPIED, LET, EMPTY, NOBODY_OPENED = "occupied", "let", "empty", "nobody_opened"

# Looked for inside a cell, in this order: 未入住 holds 入住, 空置 says more than 自住.
TENURES = (
    ("二套 第二居所 偶住 second", SECOND_HOME),
    ("租 tenant let", TENANT),
    ("业主 房东 自住 自有 产权 户主 owner", OWNER),
)
OCCUPANCIES = (
    ("无人应 敲门无 未开门 不开门 nobody", NOBODY_OPENED),
    ("空 未入住 未住 没人住 无人 未装修 empty", EMPTY),
    ("租 let", LET),
    ("住 在家 occupied", OCCUPIED),
)

YES = frozenset(["是", "有", "对", "y", "yes", "true", "1", "√", "✓", "✔", "v"])
NO = frozenset(["否", "无", "没有", "不", "不会", "n", "no", "false", "0", "×", "x", "✗", "-"])
LONGEST_NAME = 60
EXCEL_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row was not taken, or what is odd about it: a code of registry's refusals and the text it is about."""

    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that can be taken. `name` is empty for a flat that stands empty. Absent is "" or None, never a guess."""

    row: SourceRow
    room: rooms.Room
    name: str = ""
    compound: str = ""
    grid: str = ""
    phone: str = ""
    identity: identity.Identity | None = None
    birth_year: int | None = None
    tenure: str = ""
    occupancy: str = ""
    lives_elsewhere: bool | None = None
    no_smartphone: bool | None = None
    contact: str = ""
    contact_phone: str = ""
    guardian: str = ""
    oddities: tuple[Problem, ...] = ()
    repeated: bool = False

    @property
    def who(self) -> tuple[str, ...]:
        """By what two rows of one file are the same person."""
        return (self.compound or self.room.place, self.room.key, self.name)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken, with every reason at once."""

    row: SourceRow
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Reading:
    """The cells of one row by field, and what was found wrong on the way."""

    columns: Columns
    row: SourceRow
    problems: list[Problem] = field(default_factory=list)
    oddities: list[Problem] = field(default_factory=list)

    def cell(self, name: str) -> object:
        """The first filled cell of a field's columns, "" when there is none."""
        for place in self.columns.places.get(name, ()):
            if place < len(self.row.cells) and filled(self.row.cells[place]):
                return self.row.cells[place]
        return ""

    def text(self, name: str) -> str:
        return written(self.cell(name))

    def yes(self, name: str) -> bool | None:
        """A tick or a word for yes or no; None for an empty cell or any other word."""
        word = self.text(name).strip().lower()
        return True if word in YES else False if word in NO else None


def written(value: object) -> str:
    """A cell as text; 3.0 is 3, because spreadsheets hold room numbers as floats."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def understand(columns: Columns, row: SourceRow, today: date, area_code: str = "027") -> Entry | Rejected:
    """A row taken or refused; nothing in between, nothing lost."""
    reading = Reading(columns, row)
    room = room_of(reading)
    name = names.tidy(reading.text("name"))
    occupancy = first_word(OCCUPANCIES, reading.text("occupancy"))
    if not name and occupancy not in (EMPTY, NOBODY_OPENED):
        reading.problems.append(Problem("roster.no_name"))
    if len(name) > LONGEST_NAME or re.search(r"\d{2}|[=<>{}@|]", name):
        reading.problems.append(Problem("roster.name_is_no_name", name[:20]))
    papers = identity_of(reading, today)
    contact_phone = phone_of(reading, "contact_phone", area_code)
    phone = phone_of(reading, "phone", area_code)
    born = birth_year_of(reading, papers, today)
    if reading.problems or room is None:
        return Rejected(row, tuple(reading.problems))
    return Entry(
        row=row,
        room=room,
        name=name,
        compound=reading.text("compound"),
        grid=re.sub(r"\D", "", reading.text("grid")),
        phone=phone,
        identity=papers,
        birth_year=born,
        tenure=tenure_of(reading),
        occupancy=occupancy,
        lives_elsewhere=either(reading.yes("elsewhere"), reading.yes("living_here")),
        no_smartphone=either(reading.yes("no_smartphone"), reading.yes("smartphone")),
        contact=names.tidy(reading.text("contact"))[:LONGEST_NAME],
        contact_phone=contact_phone,
        guardian=names.tidy(reading.text("guardian"))[:LONGEST_NAME],
        oddities=tuple(reading.oddities),
    )


def room_of(reading: Reading) -> rooms.Room | None:
    """The room, or a problem that says what was written instead."""
    parts = [reading.text(name) for name in ("building", "unit", "room")]
    if not any(parts):
        reading.problems.append(Problem("roster.no_room"))
        return None
    building, unit, inner = parts
    room = rooms.assemble(building, unit, inner, place=reading.text("compound"))
    if room is None:
        reading.problems.append(Problem("roster.room_unclear", " ".join(part for part in parts if part)[:40]))
    return room


def identity_of(reading: Reading, today: date) -> identity.Identity | None:
    value = reading.cell("identity")
    if not filled(value) or written(value) in NO:
        return None
    try:
        return identity.read(value, today)
    except identity.IdentityError as error:
        # Somebody masked it on purpose: nothing to correct, nothing to keep.
        masked = error.code == "identity.masked"
        (reading.oddities if masked else reading.problems).append(Problem(error.code))
        return None


def phone_of(reading: Reading, name: str, area_code: str) -> str:
    value = reading.cell(name)
    if not filled(value) or written(value) in NO:
        return ""
    try:
        phone = phones.read(value, area_code)
    except phones.PhoneError as error:
        masked = error.code == "phone.masked"
        (reading.oddities if masked else reading.problems).append(Problem(error.code, written(value)[:20]))
        return ""
    if phone.others:
        reading.oddities.append(Problem("phone.more_than_one"))
    return phone.number


def birth_year_of(reading: Reading, papers: identity.Identity | None, today: date) -> int | None:
    """The document's year, else the column's, else from the age (may be off by one, and says so)."""
    said = year_in(reading.cell("born"))
    if papers and papers.born:
        if said and said != papers.born.year:
            reading.oddities.append(Problem("roster.birth_year_differs", str(said)))
        return papers.born.year
    if said is not None:
        if today.year - 125 <= said <= today.year:
            return said
        reading.problems.append(Problem("roster.no_such_year", str(said)))
        return None
    if filled(reading.cell("born")):
        reading.problems.append(Problem("roster.no_such_year", reading.text("born")[:20]))
        return None
    age = re.fullmatch(r"(\d{1,3})岁?", reading.text("age"))
    if age and int(age[1]) <= 125:
        reading.oddities.append(Problem("roster.year_from_age"))
        return today.year - int(age[1])
    return None


def year_in(value: object) -> int | None:
    """The year in 1950, 1950.0, a date, "1950-03-02", "1950年3月", "19500302", and a date that Excel shows as 32264."""
    if isinstance(value, date | datetime):
        return value.year
    if re.fullmatch(r"[1-4]\d{4}", written(value)):
        return (EXCEL_EPOCH + timedelta(days=int(written(value)))).year
    found = re.match(r"(\d{4})(?:\D|\d{2}(?:\d{2})?$|$)", written(value))
    return int(found[1]) if found else None


def tenure_of(reading: Reading) -> str:
    if reading.yes("tenant"):
        return TENANT
    return first_word(TENURES, reading.text("tenure"))


def first_word(words: tuple[tuple[str, str], ...], text: str) -> str:
    """The meaning of the first of the words that the text holds, else ""."""
    lower = text.lower()
    return next((meaning for some, meaning in words if any(word in lower for word in some.split())), "")


def either(yes: bool | None, opposite: bool | None) -> bool | None:
    """A question asked one way or the other way round."""
    if yes is not None:
        return yes
    return None if opposite is None else not opposite
