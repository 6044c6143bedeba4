"""Rooms and buildings within a sentence; ``registry.rooms`` says what each one means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from linli.registry.rooms import Room, parse
from linli.sentences.rules_text import numbers

CN = "[零〇一二两三四五六七八九十百]"
BLOCK = rf"(?:[A-Za-z]?\d{{1,3}}|{CN}{{1,4}}|[A-Za-z])"
BLOCK_WORD = r"(?:号楼|栋楼|栋|幢|座(?!机|位|谈|车|高)|#楼|#(?!\d{1,2}(?!\d)))"
STAIR_WORD = r"(?:单元|门栋|门|梯)"
ROOM_NUMBER = rf"(?:[A-Za-z]?\d{{3,4}}(?!\d)|{CN}{{3,6}})"
ROOM_WORD = r"(?:室|房|号房|号|户)?"

# Three栋, 3号楼2单元, 三栋二单元五零二, 3#502, 3栋的502; what follows the building may be missing.
WORDED = re.compile(
    rf"(?<![A-Za-z\d零〇一二两三四五六七八九十百])(?P<b>{BLOCK})\s?{BLOCK_WORD}[\s,的-]{{0,2}}"
    rf"(?:(?P<u>\d{{1,2}}|{CN}{{1,2}}|[A-Za-z])\s?{STAIR_WORD}[\s,的-]{{0,2}})?"
    rf"(?:(?P<f>\d{{1,2}}|{CN}{{1,3}})(?:楼|层)\s?)?(?:(?P<r>{ROOM_NUMBER}){ROOM_WORD})?"
)
# "3号2单元502" and "3号502": without a room behind it, 3号 is a date.
NUMBERED = re.compile(
    rf"(?<![A-Za-z\d月])(?P<b>\d{{1,2}}|{CN}{{1,2}})号(?:(?P<u>\d{{1,2}}|{CN}{{1,2}}){STAIR_WORD})?(?P<r>{ROOM_NUMBER})"
    rf"{ROOM_WORD}"
)
DASHED = re.compile(
    r"(?<![A-Za-z\d.-])(?<!\d:)(?P<b>[A-Za-z]?\d{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3})\s?[-‐‑‒–—―_/#~.]\s?"
    r"(?:(?P<u>\d{1,2}|[一二三四五六七八九十]{1,2})(?:单元)?\s?[-‐‑‒–—―_/~.]\s?)?"
    rf"(?P<r>{ROOM_NUMBER}){ROOM_WORD}(?![-\d:/])(?!\s?(?:元|块|毛|斤|克|g\b|ml|毫升|年|度))"
)
SPACED = re.compile(
    r"^\s*(?P<b>\d{1,2})\s(?:(?P<u>\d{1,2})\s)?(?P<r>\d{3,4})(?:室|号)?(?!\d|\s?(?:元|块|年|斤|克|个|份|盒))"
)
STAIR_ROOM = re.compile(rf"(?P<u>\d{{1,2}}|{CN}{{1,2}})单元[\s-]?(?P<r>{ROOM_NUMBER}){ROOM_WORD}")
LOOSE = re.compile(
    r"(?<![A-Za-z\d.:/+-])(?P<n>\d{3,5})(?P<w>室|号房|房|号)?(?![\d:.点%/-])(?!\s?(?:元|块|年|斤|克|g\b|ml|毫升|次|个|份|盒|米|路|公交))"
)

ENGLISH = re.compile(
    r"(?:building|bldg|block|tower)\.?\s?(?P<b>\w{1,3}),?\s?(?:(?:unit|entrance|stair)\.?\s?(?P<u>\d{1,2}),?\s?)?"
    r"(?:(?:room|rm|flat|apartment|apt|no|#)\.?\s?#?(?P<r>\d{3,4}))?",
    re.IGNORECASE,
)
ENGLISH_BACK = re.compile(
    r"(?:room|rm|flat|apartment|apt)\.?\s?#?(?P<r>\d{3,4}),?\s?(?:in|of|at)?\s?(?:building|bldg|block|tower)\.?\s?(?P<b>\w{1,3})",
    re.IGNORECASE,
)
SURE = (ENGLISH_BACK, ENGLISH, WORDED, NUMBERED, DASHED, SPACED)

MOST = 12


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that a sentence names: a room, a building (`room` empty), or a number that may be a room (`loose`)."""

    start: int
    end: int
    building: str
    unit: str | None = None
    room: str = ""
    floor: int | None = None
    loose: bool = False

    @property
    def wanted(self) -> Room:
        return Room(self.building, self.unit, self.room)


def find(text: str) -> list[Mention]:
    """Every place in the order in which it stands; numbers that may be rooms only where no place is certain."""
    found: list[Mention] = []
    left = text
    for pattern in SURE:
        for hit in islice(pattern.finditer(left), MOST):
            made = _mention(hit)
            if made is not None:
                found.append(made)
                left = left[: made.start] + "\n" * (made.end - made.start) + left[made.end :]
    found = _joined(sorted(found, key=lambda one: one.start), left)
    return found or _loose(left)


def _mention(hit: re.Match[str]) -> Mention | None:
    parts = hit.groupdict()
    building, unit, room = parts["b"], parts.get("u"), parts.get("r")
    if not building or not re.fullmatch(rf"[A-Za-z]?\d{{0,3}}|{CN}+", building):
        return None
    inner = f"{_plain(unit)}单元" if unit else ""
    read = parse(f"{_plain(building)}栋{inner}{_plain(room) if room else '1'}")
    if read is None or (room and len(read.room) > 4):
        return None
    floor = parts.get("f")
    return Mention(
        hit.start(),
        hit.start() + len(hit.group().rstrip(" ,的-")),
        read.building,
        read.unit,
        read.room if room else "",
        int(numbers(floor)) if floor and not room else None,
    )


def _plain(part: str) -> str:
    return numbers(part) if re.fullmatch(f"{CN}+", part) else part


def _joined(found: list[Mention], left: str) -> list[Mention]:
    """ "3栋王婆婆家502" and "3栋 2单元502": a building, and its room further on."""
    if len(found) != 1 or found[0].room:
        return found
    one = found[0]
    hit = STAIR_ROOM.search(left, one.end) or LOOSE.search(left, one.end)
    if hit is None:
        return found
    parts = hit.groupdict()
    number = parts.get("r") or parts["n"]
    plain = _plain(number)
    if not 3 <= len(plain) <= 4 or (parts.get("n") and not parts["w"] and hit.start() - one.end > 6):
        return found
    unit = _plain(parts["u"]) if parts.get("u") else one.unit
    return [Mention(one.start, hit.end(), one.building, unit, plain)]


def _loose(left: str) -> list[Mention]:
    """Numbers alone: "3502" is 3-502 or the end of a phone; "502" names no building."""
    found = []
    stair = STAIR_ROOM.search(left)
    if stair:
        plain = (_plain(stair["u"]), _plain(stair["r"]))
        return [Mention(stair.start(), stair.end(), "", plain[0], plain[1], loose=True)]
    for hit in LOOSE.finditer(left):
        digits = hit["n"]
        if len(digits) == 3:
            found.append(Mention(hit.start(), hit.end(), "", None, digits, loose=True))
            continue
        for cut in (1, 2):
            building, room = digits[:cut], digits[cut:]
            if 3 <= len(room) <= 4 and building[0] != "0" and room[0] != "0":
                found.append(Mention(hit.start(), hit.end(), building, None, room, loose=True))
        if len(digits) == 5 and digits[2] != "0":
            found.append(Mention(hit.start(), hit.end(), digits[0], digits[1], digits[2:], loose=True))
    return found[:MOST]


def several(found: list[Mention]) -> bool:
    """Whether more than one certain place is named."""
    certain = {(one.building, one.unit, one.room) for one in found if not one.loose}
    return len(certain) > 1 and any(a != b for a, b in pairwise(sorted(certain, key=str)))
