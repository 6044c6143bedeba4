"""Goods and how many of them, in what is left of a line. Pure; a number that may belong to two goods is a doubt."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
UNITS = "公斤|KG|千克|斤|份|箱|盒|袋|包|桶|板|盘|个|只|条|瓶|把|提|件|套|捆|罐|筐|张|颗"
ANY_UNIT = {"", "份"}  # a share of whatever it is
MOST = 999
NUMBER = re.compile(
    rf"(?P<sign>[X×*✕✖:+]?)\s*(?:(?P<digits>\d+(?:\.\d+)?)|(?P<words>[一二两三四五六七八九十半]{{1,3}})"
    rf"(?=\s*(?:{UNITS}|$|[\s,，、;；。])))\s*(?P<unit>{UNITS})?"
)


@dataclass(frozen=True)
class Ware:
    """Goods of the round as people call them; ``names`` in capitals, ``limit`` per household."""

    number: int
    names: tuple[str, ...]
    unit: str = ""
    limit: int | None = None


@dataclass(frozen=True)
class Bought:
    """``units`` by the goods' number, what is doubtful, and the line without goods and amounts."""

    units: tuple[tuple[int, int], ...]
    doubts: list[str]
    rest: str


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    ware: Ware | None = None
    number: int = 0
    unit: str = ""


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with commas in place of ``spans``: positions stay, and words on both sides do not grow together."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = "、" * (end - start)
    return "".join(signs)


def number(words: str) -> int:
    """二十 is 20; half of anything is nothing that can be counted: 0."""
    if "半" in words:
        return 0
    tens, ten, ones = words.partition("十")
    if not ten:
        return DIGITS[words] if len(words) == 1 else 0
    return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)


def amounts(text: str, wares: Sequence[Ware]) -> Bought:
    goods = _goods(text, wares)
    rest = mask(text, [(one.start, one.end) for one in goods])
    numbers = [_amount(found) for found in NUMBER.finditer(rest)]
    rest = mask(rest, [(one.start, one.end) for one in numbers])
    units, doubts = _paired(sorted([*goods, *numbers], key=lambda one: one.start), wares)
    by_ware: dict[int, int] = {}
    for ware, amount, unit in units:
        if ware.number in by_ware:
            doubts.append("goods_twice")
        by_ware[ware.number] = by_ware.get(ware.number, 0) + amount
        if unit not in ANY_UNIT | {ware.unit}:
            doubts.append("unit_differs")
        if not 0 < amount <= MOST:
            doubts.append("amount_unclear")
        elif ware.limit is not None and by_ware[ware.number] > ware.limit:
            doubts.append("over_limit")
    kept = tuple(sorted((key, min(amount, MOST)) for key, amount in by_ware.items() if amount > 0))
    return Bought(kept, doubts, rest)


def _goods(text: str, wares: Sequence[Ware]) -> list[_Token]:
    """Where goods are named: the longest name first, so that 土鸡蛋 is not taken for 鸡蛋."""
    names = sorted(((name, ware) for ware in wares for name in ware.names if name), key=lambda one: -len(one[0]))
    found: list[_Token] = []
    for name, ware in names:
        edge = r"(?<![A-Z0-9])" if name[0].isascii() else ""
        tail = r"(?![A-Z])" if name[-1].isascii() and name[-1].isalpha() else r"(?!\d)" if name[-1].isdigit() else ""
        for hit in re.finditer(edge + re.escape(name) + tail, text):
            if all(hit.end() <= one.start or hit.start() >= one.end for one in found):
                found.append(_Token(hit.start(), hit.end(), ware))
    return found


def _amount(found: re.Match[str]) -> _Token:
    digits, words = found["digits"], found["words"]
    whole = number(words) if words else int(digits) if digits.isdigit() else 0
    return _Token(found.start(), found.end(), None, whole, found["unit"] or "")


def _paired(tokens: Sequence[_Token], wares: Sequence[Ware]) -> tuple[list[tuple[Ware, int, str]], list[str]]:
    """Each goods with its number: all numbers behind their goods, or all before; anything else is unclear."""
    goods = [one for one in tokens if one.ware]
    numbers = [one for one in tokens if not one.ware]
    if not goods:
        if len(wares) == 1 and len(numbers) == 1:
            return [(wares[0], numbers[0].number, numbers[0].unit)], []
        return [], ["goods_missing"]
    if not numbers:
        return [(one.ware, 1, "") for one in goods if one.ware], ["amount_missing"]
    shape = "".join("G" if one.ware else "N" for one in tokens)
    if shape in ("GN" * len(goods), "NG" * len(goods)):
        pairs = zip(goods, numbers, strict=True)
        return [(one.ware, amount.number, amount.unit) for one, amount in pairs if one.ware], []
    return _nearest(tokens), ["amount_unclear"]


def _nearest(tokens: Sequence[_Token]) -> list[tuple[Ware, int, str]]:
    """A proposal for somebody to look at: the number right behind each goods, else one."""
    made = []
    for index, one in enumerate(tokens):
        if one.ware:
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            taken = after is not None and after.ware is None
            made.append((one.ware, after.number if taken and after else 1, after.unit if taken and after else ""))
    return made
