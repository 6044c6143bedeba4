"""Rooms as people write them, and the one key we keep.

"3栋2单元502", "3-2-502", "3号楼2单元502室", "三栋二单元五〇二" and "３－２－５０２" are one room: ``3-2-502``.
"3-502" names no unit; where a building has several it may mean several rooms, and then we say so and do not guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
SCALES = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "[零〇○一二两三四五六七八九十百千]+"
BUILDING_WORD = r"(?:号楼|栋楼|栋|幢|座|#楼|#|号)"
UNIT_WORD = r"(?:单元|门栋|门|梯)"
ROOM_WORD = r"(?:室|房|号房|号|户)"

# A Chinese numeral is a number only beside one of our words or at an edge: 百步亭, 三阳路 and 一期 are names.
NUMERAL_BEFORE_WORD = re.compile(f"{NUMERAL}(?={BUILDING_WORD}|{UNIT_WORD}|[层楼室房户-]|$)")
NUMERAL_AFTER_WORD = re.compile(f"(?<=[栋幢座楼元门梯-])(?:{NUMERAL})")
DASHES = re.compile(r"[-‐‑‒–—―−_/\\.,，、~～|]+")
FLOOR = re.compile(r"(?<=[栋幢座楼#元门梯号-])(\d{1,2})(?:层|楼)-?(?=[A-Z]?\d)")
WORDED = re.compile(
    rf"^(?P<place>.*?)-?(?P<building>[A-Z]{{0,2}}\d{{1,3}}[A-Z]?|[A-Z]{{1,2}})(?:{BUILDING_WORD}|楼(?=-?\d+单元))-?"
    rf"(?:(?P<unit>[A-Z]|\d{{1,2}}){UNIT_WORD}?-|(?P<unit2>[A-Z]|\d{{1,2}}){UNIT_WORD}-?)?"
    rf"(?P<room>[A-Z]?\d{{1,4}}[A-Z]?){ROOM_WORD}?$"
)
DASHED = re.compile(
    rf"^(?:(?P<place>.*[^\d-])-?)??(?P<building>[A-Z]{{0,2}}\d{{1,3}}[A-Z]?|[A-Z]{{1,2}})-"
    rf"(?:(?P<unit>[A-Z]|\d{{1,2}})(?:{UNIT_WORD}-?|-))?(?P<room>[A-Z]?\d{{1,4}}[A-Z]?){ROOM_WORD}?$"
)


@dataclass(frozen=True, slots=True)
class Room:
    """房号: a room as written. `unit` is None when none was written; `place` is what stood before (a compound)."""

    building: str
    unit: str | None
    room: str
    place: str = ""

    @property
    def key(self) -> str:
        """``3-2-502``, or ``3-502`` without a unit."""
        return "-".join(part for part in (self.building, self.unit, self.room) if part)

    @property
    def short(self) -> str:
        """Building and room alone, as people say them: ``3-502``."""
        return f"{self.building}-{self.room}"

    @property
    def floor(self) -> int | None:
        """1203 is on the 12th floor; None when the number does not say."""
        digits = re.sub(r"\D", "", self.room)
        return int(digits[:-2]) if len(digits) > 2 else None


class Written(Protocol):
    """Anything that has a place, a building, a unit and a room (a Room, or a row of flats)."""

    @property
    def building(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def room(self) -> str: ...
    @property
    def place(self) -> str: ...


W = TypeVar("W", bound=Written)


@dataclass(frozen=True, slots=True)
class Match(Generic[W]):
    """What a written room may mean among known ones: one certain `found`, or several `candidates`, or neither."""

    found: W | None
    candidates: tuple[W, ...]

    @property
    def unclear(self) -> bool:
        return self.found is None and bool(self.candidates)


def number(numeral: str) -> str:
    """A Chinese numeral in digits: 五〇二 and 五百零二 -> 502, 十二 -> 12."""
    if not any(sign in SCALES for sign in numeral):
        return "".join(str(DIGITS[sign]) for sign in numeral)
    total, digit = 0, 0
    for sign in numeral:
        if sign in SCALES:
            # 十二 begins with its scale: one ten, not none.
            total += (digit or 1) * SCALES[sign]
            digit = 0
        else:
            digit = DIGITS[sign]
    return str(total + digit)


def simplify(text: str) -> str:
    """Half-width, upper case, digits for numerals, one kind of dash, no spaces (a space between numbers is a dash)."""
    text = unicodedata.normalize("NFKC", text).upper().strip()
    text = re.sub(r"(?<=[0-9A-Z])\s+(?=[0-9A-Z])", "-", text)
    text = re.sub(r"\s+", "", text)
    text = DASHES.sub("-", text).strip("-")
    text = text.replace("號", "号").replace("樓", "楼").replace("棟", "栋").replace("單元", "单元")
    for pattern in (NUMERAL_BEFORE_WORD, NUMERAL_AFTER_WORD):
        text = pattern.sub(lambda found: number(found.group()), text)
    return FLOOR.sub("", text)


def trimmed(part: str) -> str:
    """Without leading zeros: building 03 is 3, room 0502 is 502."""
    return re.sub(r"^([A-Z]*)0+(?=\d)", r"\1", part)


def parse(text: str) -> Room | None:
    """The room that a text names, or None when it names none for certain ("502", "2单元502", "32502")."""
    plain = simplify(text)
    found = WORDED.match(plain) or DASHED.match(plain)
    if found is None or not found["room"].strip("0"):
        return None
    parts = found.groupdict()
    unit = parts.get("unit") or parts.get("unit2")
    return Room(
        building=trimmed(parts["building"]),
        unit=trimmed(unit) if unit else None,
        room=trimmed(parts["room"]),
        place=(parts["place"] or "").strip("-"),
    )


def assemble(building: str, unit: str, room: str, place: str = "") -> Room | None:
    """A room from separate columns; a room column that already holds all three ("3-2-502") wins over the others."""
    whole, block = parse(room), head(building)
    if whole is not None and (whole.unit or not block):
        return Room(whole.building, whole.unit, whole.room, whole.place or place)
    if not block or not room.strip():
        return None
    if whole is not None:
        # "2-502" beside building 3 is unit 2; "3-502" beside building 3 may be either, so its unit stays open.
        inner = head(unit, UNIT_WORD) or (whole.building if whole.building != trimmed(block) else "")
        tail = whole.room
    else:
        inner, tail = head(unit, UNIT_WORD), simplify(room)
    made = parse(f"{block}栋{inner}单元{tail}" if inner else f"{block}栋{tail}")
    return Room(made.building, made.unit, made.room, made.place or place) if made else None


def head(part: str, word: str = BUILDING_WORD) -> str:
    """A building or unit column without its word: "3号楼" and "3栋" are 3."""
    plain = simplify(part)
    return re.sub(rf"(?:{word}|楼)$", "", plain)


def block(text: str) -> str | None:
    """A building's number as rooms have it: "03栋" is 3, "１２Ａ" is 12A; None when the text is not one."""
    plain = trimmed(head(text))
    fits = re.fullmatch(r"[A-Z]{0,2}\d{1,3}[A-Z]?|[A-Z]{1,2}", plain)
    return plain if fits and plain.strip("0") else None


def match(wanted: Room, known: Iterable[W]) -> Match[W]:
    """Which of the known rooms is meant. A unit left out on one side matches any; more than one match is unclear."""
    near = [one for one in known if one.building == wanted.building and one.room == wanted.room]
    if wanted.place:
        near = [one for one in near if places_agree(one.place, wanted.place)]
    exact = [one for one in near if one.unit == wanted.unit]
    if len(exact) == 1:
        return Match(exact[0], ())
    if exact:
        return Match(None, tuple(exact))
    if wanted.unit is not None:
        # Only "1单元" says nothing new about a building that has no units; any other unit is a question.
        near = [one for one in near if one.unit is None]
        certain = len(near) == 1 and wanted.unit == "1"
    else:
        certain = len(near) == 1
    return Match(near[0], ()) if certain else Match(None, tuple(near))


def places_agree(one: str, other: str) -> bool:
    """Compound names agree when one holds the other: 南苑 and 新城南苑小区. An unnamed place agrees with all."""
    first, second = (re.sub(r"(?:小区|社区)$", "", name) for name in (simplify(one), simplify(other)))
    return not first or not second or first in second or second in first
