"""Sharing what came by a rule that was fixed before anybody ordered. Pure, and checkable by hand.

Nobody gets more than they ordered, and shares and remainder add up to what was there. Where one unit more or less
must be decided between equals, lots decide: the order of SHA-256 over the round's seed, the goods' number and the
order's number. The seed's own SHA-256 is published when the round opens, the seed when the goods have come: nobody
could choose it to suit somebody, and everybody can draw again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

EQUAL, NEED, LOTTERY = "equal", "need", "lottery"
RULES = (EQUAL, NEED, LOTTERY)


@dataclass(frozen=True)
class Claim:
    """What order ``number`` asks for; ``need``: somebody there is in need."""

    number: int
    wanted: int
    need: bool = False


@dataclass(frozen=True)
class Step:
    """One step of the calculation: ``code`` and its numbers; ``words.py`` says it."""

    code: str
    people: int = 0
    units: int = 0
    level: int = 0
    drawn: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sharing:
    """``got`` by order number; ``left``: what nobody ordered; ``steps``: how it came about."""

    there: int
    wanted: int
    got: dict[int, int]
    steps: tuple[Step, ...] = field(default=())

    @property
    def given(self) -> int:
        return sum(self.got.values())

    @property
    def left(self) -> int:
        return self.there - self.given

    @property
    def short(self) -> int:
        return self.wanted - self.given


def seal(seed: str) -> str:
    """What is published of a seed before it is: nobody can find the seed from it, or another that fits."""
    return sha256(seed.encode()).hexdigest()


def draw(seed: str, goods: int, numbers: Iterable[int]) -> list[int]:
    """The order numbers in the order in which their lots come out."""
    return sorted(numbers, key=lambda number: sha256(f"{seed}:{goods}:{number}".encode()).digest())


def share(rule: str, there: int, claims: Sequence[Claim], *, seed: str, goods: int) -> Sharing:
    """Share ``there`` units among ``claims``. ValueError: an unknown rule, or less than nothing."""
    if rule not in RULES or there < 0 or any(claim.wanted < 0 for claim in claims):
        raise ValueError(rule)
    asking = [claim for claim in claims if claim.wanted]
    wanted = sum(claim.wanted for claim in asking)
    none = {claim.number: 0 for claim in claims}
    if wanted <= there:
        got = none | {claim.number: claim.wanted for claim in asking}
        return Sharing(there, wanted, got, (Step("enough", len(asking), wanted),))
    if rule == LOTTERY:
        given, steps = _by_lot(there, asking, seed, goods)
    elif rule == NEED:
        given, steps = _need_first(there, asking, seed, goods)
    else:
        given, steps = _equally(there, asking, seed, goods)
    return Sharing(there, wanted, none | given, tuple(steps))


def _equally(there: int, claims: Sequence[Claim], seed: str, goods: int) -> tuple[dict[int, int], list[Step]]:
    """Everybody up to the same number of units; what then is left goes one each by lot."""
    level = _level(there, [claim.wanted for claim in claims])
    got = {claim.number: min(claim.wanted, level) for claim in claims}
    rest = there - sum(got.values())
    more = [claim.number for claim in claims if claim.wanted > level]
    drawn = draw(seed, goods, more)[:rest]
    for number in drawn:
        got[number] += 1
    steps = [Step("level", len(claims), there, level)]
    if drawn:
        steps.append(Step("rest", len(more), rest, level, tuple(drawn)))
    return got, steps


def _level(there: int, wanted: Sequence[int]) -> int:
    """The greatest number of units that everybody can have up to, within ``there``."""
    level, left, heights = 0, there, sorted(wanted)
    for index, height in enumerate(heights):
        sharers = len(heights) - index
        if (height - level) * sharers > left:
            return level + left // sharers
        left -= (height - level) * sharers
        level = height
    return level


def _need_first(there: int, claims: Sequence[Claim], seed: str, goods: int) -> tuple[dict[int, int], list[Step]]:
    first = [claim for claim in claims if claim.need]
    others = [claim for claim in claims if not claim.need]
    wanted = sum(claim.wanted for claim in first)
    if wanted > there:
        got, steps = _equally(there, first, seed, goods)
        return got, [Step("need_short", len(first), wanted), *steps]
    got = {claim.number: claim.wanted for claim in first}
    rest, steps = _equally(there - wanted, others, seed, goods)
    return got | rest, [Step("need", len(first), wanted), *steps]


def _by_lot(there: int, claims: Sequence[Claim], seed: str, goods: int) -> tuple[dict[int, int], list[Step]]:
    """Whole orders in the order of the lots; the last one may get a part."""
    wanted = {claim.number: claim.wanted for claim in claims}
    got, left = {}, there
    lots = draw(seed, goods, wanted)
    for number in lots:
        got[number] = min(wanted[number], left)
        left -= got[number]
    served = tuple(number for number in lots if got[number])
    return got, [Step("lots", len(claims), there, 0, served)]
