"""Who goes, in which order, and what the money comes to. Pure: neither Django nor a clock."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MOST = Decimal("99999.99")
# direction of each entry, as the runner's purse sees it
SIGNS = {"given": 1, "spent": -1, "change": -1, "handed_in": -1, "made_good": 1}
PIN = re.compile(
    r"((?:密码|口令|pin\s?(?:code)?|password)\s*(?:是|为|is|[:：=,，])?\s*)([0-9０-９][0-9０-９ -]{2,11})", re.I
)


@dataclass(frozen=True)
class Need:
    """What an errand asks of whoever does it. ``stairs`` is the id of the stair (unit) at whose top the door is."""

    stairs: str
    building: str
    grid: str = ""
    skill: str = ""


@dataclass(frozen=True)
class Candidate:
    """Somebody who could go. ``going``: ids of the stairs that they go up anyway; ``limit`` 0: none said."""

    key: str
    stairs: frozenset[str] = frozenset()
    buildings: frozenset[str] = frozenset()
    grids: frozenset[str] = frozenset()
    going: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    load: int = 0
    limit: int = 0
    on_shift: bool = False
    could_not: bool = False


@dataclass(frozen=True)
class Ranked:
    """A candidate with the reasons that speak for them, the strongest first, as codes."""

    key: str
    reasons: tuple[str, ...]


def rank(need: Need, people: Iterable[Candidate]) -> list[Ranked]:
    """Who could do it, best first: whoever goes up these stairs anyway before all others, and then nobody else.

    Out are those who lack the skill, whose hands are full, and who said that they cannot.
    """
    fit = [one for one in people if not obstacles(need, one)]
    there = [one for one in fit if need.stairs in one.going]
    ranked = sorted(there or fit, key=lambda one: (_far(need, one), not one.on_shift, one.load, one.key))
    return [Ranked(one.key, _reasons(need, one)) for one in ranked]


def obstacles(need: Need, one: Candidate) -> list[str]:
    """Why ``one`` should not be asked: could_not, skill, full."""
    found = ["could_not"] if one.could_not else []
    if need.skill and need.skill not in one.skills:
        found.append("skill")
    if one.limit and one.load >= one.limit:
        found.append("full")
    return found


def _far(need: Need, one: Candidate) -> int:
    if need.stairs in one.going:
        return 0
    if need.stairs in one.stairs:
        return 1
    if need.building in one.near or need.building in one.buildings:
        return 2
    return 3 if need.grid and need.grid in one.grids else 4


def _reasons(need: Need, one: Candidate) -> tuple[str, ...]:
    found = [("same_stairs", "lives_on_stairs", "same_building", "own_grid", "")[_far(need, one)]]
    found += ["skill"] if need.skill else []
    found += ["on_shift"] if one.on_shift else []
    found += ["idle"] if not one.load else []
    return tuple(reason for reason in found if reason)


@dataclass(frozen=True)
class Door:
    """A door to which something is brought: building, stair and room as they stand there."""

    key: str
    building: str
    stair: str
    room: str


def route(doors: Iterable[Door]) -> list[list[Door]]:
    """Stair by stair, each once: buildings in the order of their numbers, the highest floor first, then down."""
    stairs: dict[tuple[str, str], list[Door]] = {}
    for door in doors:
        stairs.setdefault((door.building, door.stair), []).append(door)
    return [
        sorted(stairs[key], key=lambda door: (-floor(door.room), natural(door.room), door.key))
        for key in sorted(stairs, key=lambda key: (natural(key[0]), natural(key[1])))
    ]


def floor(room: str) -> int:
    """502 -> 5, 1203 -> 12; 0 where a room does not say."""
    digits = re.search(r"\d+", room)
    return int(digits[0]) // 100 if digits else 0


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """9 before 10, 3 before 3A."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.findall(r"\d+|\D+", text))


def purse(entries: Iterable[tuple[str, Decimal]]) -> Decimal:
    """What a runner still holds of (what, amount); below zero: what is owed to them."""
    return sum((SIGNS[what] * amount for what, amount in entries), Decimal(0))


def totals(entries: Sequence[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Sum of each kind of entry; all kinds are there."""
    return {kind: sum((amount for what, amount in entries if what == kind), Decimal(0)) for kind in SIGNS}


def money(text: str) -> Decimal | None:
    """Yuan and fen as somebody types them: "50", "12.5", "¥3.20"; None if it is none, or not to the fen."""
    plain = text.strip().lstrip("¥￥").rstrip("元").strip()
    if not re.fullmatch(r"[0-9]{1,5}(?:\.[0-9]{1,2})?", plain):
        return None
    return Decimal(plain).quantize(CENT, ROUND_HALF_UP)


def fits(amount: Decimal) -> bool:
    """Not below zero, not above what one carries, to the fen."""
    return Decimal(0) <= amount <= MOST and amount == amount.quantize(CENT)


def without_pin(text: str) -> str:
    """``text`` without the number after a word such as 密码: a card's PIN is never kept."""
    return PIN.sub(lambda hit: hit[1] + "****", text)
