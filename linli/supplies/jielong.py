"""A chat's list (接龙) read line by line, purely. What is not certain is marked, with what speaks for and against.

Every line that holds anything comes back: lines in = sure + unsure + skipped. A line is sure when one home, each
amount and its goods are certain, and no word is left that nobody understood.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from linli.registry.rooms import match, parse
from linli.supplies.jielong_amounts import Ware, amounts, mask

NUMBERED = re.compile(r"^\s*(\d{1,4})\s*(?:[.、,)）:]|\s(?=\D|\d+\s*[-栋幢号#楼]))\s*(?!\d+\s*元)")
HEADING = re.compile(r"^\s*(?:#|【|例[:如]|示例|格式|----)")
PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
DIGIT = "[0-9一二三四五六七八九十百〇零○]"
BUILDING, STAIR = rf"(?:[A-Z]{{0,2}}{DIGIT}{{1,3}}[A-Z]?|[A-Z])", rf"(?:{DIGIT}{{1,2}}|[A-Z甲乙丙丁])"
ROOM = r"[A-Z]?(?:\d{3,4}|[一二三四五六七八九][〇零○一二三四五六七八九]{2,3}|[一-九]百[零一-九]+)[A-Z]?(?!\d)"
DASH = r"\s*[-‐–—/.~]\s*"
WHERE = re.compile(
    rf"(?<![0-9A-Z]){BUILDING}\s*(?:号楼|栋楼|栋|幢|座|楼|#|号)\s*-?\s*"
    rf"(?:{STAIR}\s*(?:单元|门栋|门|梯)\s*-?\s*|{STAIR}{DASH})?{ROOM}\s*(?:室|房号|房|号(?!楼))?"
    rf"|(?<![0-9A-Z]){BUILDING}{DASH}(?:{STAIR}(?:单元)?{DASH})?{ROOM}\s*(?:室|房)?"
    rf"|(?<![0-9A-Z])\d{{1,3}}\s+(?:\d{{1,2}}\s+)?\d{{3,4}}(?!\d)"
)
TAKEN_BACK = re.compile(r"不要|取消|不订|不用|退|改成|改为|换成|作废|删")
FILLERS = re.compile(
    r"谢谢|辛苦了?|麻烦|拜托|一共|总共|共计|各(?=$|\W)|我家|我要|我订|想要|订购|团购|接龙|要|订|买|来|团|请|和|家|了|的|住|呀|哦|啦"
)
SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Home:
    """A household among which a line's is looked for; ``place``: its compound."""

    key: Any
    place: str
    building: str
    unit: str | None
    room: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Read:
    """One line as it was read. ``home`` is the one home it may mean, else None with ``homes`` to choose from.

    ``skipped``: it is no order (a heading, an example). ``doubts`` are codes; without any the line is sure.
    """

    line: str
    home: Home | None = None
    homes: tuple[Home, ...] = ()
    units: tuple[tuple[int, int], ...] = ()
    doubts: tuple[str, ...] = ()
    left: str = ""
    skipped: bool = False
    number: int = 0

    @property
    def sure(self) -> bool:
        return not self.skipped and not self.doubts


def read(text: str, wares: Sequence[Ware], homes: Sequence[Home], ordered: Iterable[Any] = ()) -> list[Read]:
    """Every line of ``text`` that holds anything. ``ordered``: homes (their keys) that are in the round already."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    begun, numbered = False, any(_number(line) for line in lines)
    rows, known = [], _by_name(homes)
    for line in lines:
        begun = begun or bool(_number(line)) or not numbered
        if not begun or HEADING.match(line):
            rows.append(Read(line, skipped=True))
        else:
            one = _line(line, wares, homes, known)
            blank = not numbered and one.home is None and not one.homes and not one.units
            rows.append(Read(line, skipped=True) if blank else one)
    return _compared(rows, set(ordered))


def gaps(rows: Iterable[Read]) -> list[int]:
    """Numbers that the list leaps over: a line may have been lost when it was copied."""
    numbers = {row.number for row in rows if row.number}
    return [one for one in range(1, max(numbers, default=0)) if one not in numbers][:50]


def _number(line: str) -> int:
    found = NUMBERED.match(unicodedata.normalize("NFKC", line))
    return int(found[1]) if found else 0


def _by_name(homes: Iterable[Home]) -> dict[str, list[Home]]:
    known: dict[str, list[Home]] = {}
    for home in homes:
        for name in home.people:
            if len(name) > 1:
                known.setdefault(name, []).append(home)
    return known


def _line(line: str, wares: Sequence[Ware], homes: Sequence[Home], known: dict[str, list[Home]]) -> Read:
    plain = unicodedata.normalize("NFKC", line).upper()
    plain = PHONE.sub(" ", NUMBERED.sub("", plain, count=1))
    found, plain = _rooms(plain, homes)
    bought = amounts(plain, wares)
    named, rest = _names(bought.rest, known, found)
    home, several, doubts = _who(found, named)
    doubts += bought.doubts
    left = SIGNS.sub("", FILLERS.sub("", rest))
    if TAKEN_BACK.search(rest):
        doubts.append("taken_back")
    elif left:
        doubts.append("name_unknown" if home and not named and len(left) < 5 and not bought.doubts else "words_left")
    return Read(line, home, several, bought.units, tuple(dict.fromkeys(doubts)), left, number=_number(line))


def _rooms(plain: str, homes: Sequence[Home]) -> tuple[list[Home] | None, str]:
    """The homes that the room may be (None: no room is written), and the line without it."""
    at = WHERE.search(plain)
    room = parse(at.group()) if at else None
    if at is None or room is None:
        return None, plain
    places = {home.place for home in homes if home.place and home.place.upper() in plain[: at.start()]}
    near = [home for home in homes if not places or home.place in places]
    meant = match(room, near)
    found = [meant.found] if meant.found else list(meant.candidates)
    if meant.found:  # a flat that is let has two households
        found = [home for home in near if _flat(home) == _flat(meant.found)]
    rest = mask(plain, [at.span()])
    for place in places:
        rest = rest.replace(place.upper(), " ")
    return found, rest


def _flat(home: Home) -> tuple[Any, ...]:
    return home.place, home.building, home.unit, home.room


def _names(rest: str, known: dict[str, list[Home]], found: list[Home] | None) -> tuple[list[Home] | None, str]:
    """Whose homes the names in the line are (None: no name that we know), and the line without them."""
    own = {name for home in found or () for name in home.people}
    spans = [(start, start + size) for size in (4, 3, 2) for start in range(len(rest) - size + 1)]
    hits = [span for span in spans if rest[span[0] : span[1]] in known]
    hits.sort(key=lambda span: (rest[span[0] : span[1]] not in own, span[0] - span[1]))
    if not hits:
        return None, rest
    start, end = hits[0]
    return known[rest[start:end]], mask(rest, [(start, end)])


def _who(found: list[Home] | None, named: list[Home] | None) -> tuple[Home | None, tuple[Home, ...], list[str]]:
    if found is None:
        if named is None:
            return None, (), ["who_missing"]
        return (named[0], (), []) if len(named) == 1 else (None, tuple(named), ["who_unclear"])
    if not found:
        return None, tuple(named or ()), ["room_unknown"]
    both = [home for home in found if home in named] if named else []
    if len(both) == 1:
        return both[0], (), []
    doubts = ["name_elsewhere"] if named and not both else []
    if len(found) == 1:
        return found[0], (), doubts
    return None, tuple(found), ["who_unclear", *doubts]


def _compared(rows: list[Read], ordered: set[Any]) -> list[Read]:
    """With what only the whole list, or the round, can tell."""
    times = Counter(row.home.key for row in rows if row.home)
    made = []
    for row in rows:
        more = []
        if row.home and times[row.home.key] > 1:
            more.append("twice")
        if row.home and row.home.key in ordered:
            more.append("has_order")
        made.append(replace(row, doubts=(*row.doubts, *more)))
    return made
