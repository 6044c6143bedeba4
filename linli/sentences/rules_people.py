"""Who a sentence names: whole names, given names, surname and title, pinyin, and telephone numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from linli.registry import names
from linli.sentences.dictionaries import either, words

PHONE = re.compile(r"(?<!\d)(?:\+?86[\s-]?)?(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4})(?!\d)")
TAIL = re.compile(
    r"(?:尾号|后四位|尾数|末四位|电话后4位|后4位|手机尾号|ending(?: in)?|last four)(?:是|为|:)?\s?(\d{4})(?!\d)"
    r"|(?<!\d)(\d{4})(?=的?(?:那家|那户|机主|这个号))"
)
LATIN = re.compile(r"[a-zü]{2,24}(?:'(?!s\b)[a-zü]{1,12})?")
LONGEST = 4


@dataclass(frozen=True, slots=True)
class Clue:
    """One mention of a person: where, how said (full given title pinyin phone tail), whom it may mean (ids).

    `age`: at least so old is who is called so; `weak`: the words may mean something else; `relative`: somebody of the
    household.
    """

    start: int
    end: int
    how: str
    ids: tuple[Any, ...]
    age: int = 0
    weak: bool = False
    relative: bool = False


class Names:
    """All names of a community, each with its id and what it sounds like, to be found within sentences."""

    def __init__(self, rows: Iterable[tuple[Any, str, str]]) -> None:
        self.whole: dict[str, list[Any]] = defaultdict(list)
        self.given: dict[str, list[Any]] = defaultdict(list)
        self.family: dict[str, list[Any]] = defaultdict(list)
        self.spoken: dict[str, list[Any]] = defaultdict(list)
        for key, name, sounds in rows:
            family = names.surname(name)
            self.whole[name.lower()].append(key)
            self.family[family.lower()].append(key)
            if len(name) > len(family) and not names.is_latin(name):
                self.given[name[len(family) :]].append(key)
            for sound in sounds.split():
                self.spoken[sound].append(key)
        self.long = [name for name in self.whole if len(name) > LONGEST]
        self._titled: re.Pattern[str] | None = None

    def titled(self) -> re.Pattern[str]:
        """Surname and title (王婆婆, 老王, 姓王的), or a given name and a title (秀英婆婆)."""
        if self._titled is None:
            titles = words("titles")
            families = [name for name in self.family if name and not name[0].isascii()]
            family = either([*families, *titles["surnames"], "欧阳", "司马", "诸葛", "上官"])
            title = either([*titles["elder"], *titles["adult"], *titles["staff"]])
            given = "[一-鿿]{1,2}"
            self._titled = re.compile(
                rf"(?P<s>{family})(?P<g>{given})??(?P<t>{title})|(?<![一-鿿])(?P<o>[老小])(?P<s2>{family})|"
                rf"(?P<o3>[老小])(?P<s3>{family})(?=[的家在要说,。 ])|姓(?P<s4>{family})"
            )
        return self._titled

    def find(self, text: str, phones: Callable[[str], tuple[Any, ...]]) -> list[Clue]:
        """Every mention in ``text`` (plain, lower case); ``phones`` looks up a whole number or a last four."""
        found = _numbers(text, phones)
        found += self._whole(text)
        free = _blanked(text, found)
        found += self._by_title(free)
        free = _blanked(free, found)
        found += self._by_given(free)
        found += self._by_sound(free)
        return sorted(found, key=lambda clue: clue.start)

    def _whole(self, text: str) -> list[Clue]:
        found = []
        at = 0
        while at < len(text):
            name = next((n for n in self.long if text.startswith(n, at)), "") or self._at(text, at)
            if name:
                end = at + len(name)
                found.append(_named(text, at, end, tuple(self.whole[name])))
                at = end
            else:
                at += 1
        return found

    def _at(self, text: str, at: int) -> str:
        for size in range(LONGEST, 1, -1):
            if text[at : at + size] in self.whole and len(text) >= at + size:
                return text[at : at + size]
        return ""

    def _by_title(self, text: str) -> list[Clue]:
        found = []
        titles = words("titles")
        for hit in self.titled().finditer(text):
            if any(text.startswith(word, hit.start()) for word in titles["not_people"]):
                continue
            title = hit["t"] or ""
            family = hit["s"] or hit["s2"] or hit["s3"] or hit["s4"]
            if title in titles["staff"]:
                found.append(Clue(hit.start(), hit.end(), "staff", ()))
                continue
            ids = self._meant(family, hit["g"] or "")
            if hit["g"] and not ids:
                continue
            relative = title in ("家", "家里", "屋里", "家屋里")
            found.append(Clue(hit.start(), hit.end(), "title", ids, _age(title), not title, relative))
        found += self._english(text)
        return found

    def _meant(self, family: str, given: str) -> tuple[Any, ...]:
        if not given:
            return tuple(self.family.get(family, ()))
        return tuple(self.whole.get(family + given, ()))

    def _english(self, text: str) -> list[Clue]:
        titles = words("titles")
        pattern = re.compile(rf"(?<![a-z])({either(titles['english'])})\.?\s([a-z]{{2,12}})(?![a-z])")
        found = []
        for hit in pattern.finditer(text):
            ids = tuple(key for family, keys in self.family.items() if _says(family, hit[2]) for key in keys)
            if ids or hit[1] in ("mr", "mrs", "ms", "miss", "dr"):
                found.append(Clue(hit.start(), hit.end(), "title", ids, _age(hit[1])))
        return found

    def _by_given(self, text: str) -> list[Clue]:
        """Given names of two signs; of one only before a title (梅姐), where they are as vague as a surname."""
        found = []
        titles = words("titles")
        for at in range(len(text) - 1):
            given = text[at : at + 2]
            if given in self.given and given not in titles["common_words"]:
                found.append(Clue(at, at + 2, "given", tuple(self.given[given]), weak=True))
        return found

    def _by_sound(self, text: str) -> list[Clue]:
        found = []
        tokens = list(LATIN.finditer(text))
        common = words("titles")["english_words"]
        for number, first in enumerate(tokens):
            for size in (3, 2, 1):
                part = tokens[number : number + size]
                if len(part) < size or part[-1].end() - first.start() > 40:
                    continue
                said = "".join(re.sub("[^a-z]", "", hit.group().replace("ü", "v")) for hit in part)
                turned = "".join(hit.group() for hit in [*part[1:], first])
                ids = self.spoken.get(said) or (self.spoken.get(turned) if size > 1 else None)
                if ids and len(said) > 1 and not (size == 1 and said in common):
                    found.append(Clue(first.start(), part[-1].end(), "pinyin", tuple(ids), weak=len(said) < 5))
                    break
        return found


def _numbers(text: str, phones: Callable[[str], tuple[Any, ...]]) -> list[Clue]:
    found = []
    for hit in PHONE.finditer(text):
        digits = re.sub(r"\D", "", hit[1])
        found.append(Clue(hit.start(), hit.end(), "phone", phones(digits)))
    for hit in TAIL.finditer(text):
        found.append(Clue(hit.start(), hit.end(), "tail", phones(hit[1] or hit[2])))
    return found


@lru_cache(maxsize=1)
def _goes_with_names() -> re.Pattern[str]:
    """Words behind a name that begin with a sign which might as well be the name's third."""
    times = words("times")
    return re.compile(either([*words("titles")["after_name_words"], *times["days"], *times["parts"]]))


def _named(text: str, start: int, end: int, ids: tuple[Any, ...]) -> Clue:
    """A whole name; two signs that are a common word, or go on into a longer name, are weak."""
    titles = words("titles")
    after = text[end : end + 1]
    han = "一" <= after <= "鿿"
    short = end - start == 2
    goes_on = han and after not in titles["after_name"] and not _goes_with_names().match(text, end)
    weak = text[start:end] in titles["common_words"] or (short and goes_on)
    tail = text[end : end + 5]
    # 罗桂英婆婆 is she herself, 罗桂英的婆婆 somebody else.
    herself = any(tail.startswith(word) for word in titles["elder"])
    relative = not herself and any(tail.lstrip("的 ").startswith(word) for word in titles["relatives"])
    return Clue(start, end, "full", ids, weak=weak, relative=relative)


def _blanked(text: str, clues: list[Clue]) -> str:
    for clue in clues:
        text = text[: clue.start] + "\n" * (clue.end - clue.start) + text[clue.end :]
    return text


def _age(title: str) -> int:
    """A child is no 师傅, and nobody's 婆婆 is thirty."""
    titles = words("titles")
    if title in titles["elder"]:
        return int(titles["elder_from"])
    return int(titles["adult_from"]) if title in titles["grown"] else 0


@lru_cache(maxsize=4000)
def _says(family: str, spoken: str) -> bool:
    return any("".join(way) == spoken for way in names.readings(family)) or family.lower() == spoken
