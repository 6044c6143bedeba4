"""People's names: surname, pinyin to search by, and the masked form that most screens show.

pypinyin reads a surname as the ordinary word (单 dan, 查 cha), so surnames have their own table.
Readings carry no tones.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from linli.registry.surnames import COMPOUND, RARE, SURNAMES

DOT = "·"
DOTS = re.compile("[·•・．‧∙⋅●。]|(?<=[\u3400-\u9fff])[.]")
MASK = "○"
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Signs without width; variation selectors ask for another drawing of the same character.
SELECTORS = re.compile("[\ufe00-\ufe0f\u200b-\u200f\u2060\ufeff\U000e0100-\U000e01ef]")


@lru_cache(maxsize=20000)
def tidy(name: str) -> str:
    """One way to write a name: composed, one kind of middle dot, no stray spaces ("张 三" is 张三)."""
    name = unicodedata.normalize("NFC", SELECTORS.sub("", name))
    name = name.translate(HALF_WIDTH)
    name = DOTS.sub(DOT, re.sub(r"\s+", " ", name.replace("\u3000", " ")).strip())
    name = re.sub(f" ?{DOT} ?", DOT, name).strip(DOT)
    return re.sub(r"(?<=[^\x00-\u024f]) (?=[^\x00-\u024f])", "", name)


def is_latin(name: str) -> bool:
    """Written in Latin letters, accents included."""
    return all((ord(sign) < 0x250 and sign != DOT) or sign in "’‘" for sign in name)


def surname(name: str) -> str:
    """The surname: 王, 欧阳; the first part of a name with a dot; the last word of a Latin one."""
    name = tidy(name)
    if not name:
        return ""
    if is_latin(name):
        return name.split(" ")[-1]
    if DOT in name:
        return name.split(DOT)[0]
    return name[:2] if name[:2] in COMPOUND else name[0]


def mask(name: str) -> str:
    """王小明 -> 王○○, 欧阳修 -> 欧阳○, 买买提·吐尔逊 -> 买○○·○○○, John Smith -> J○ Smith."""
    name = tidy(name)
    if is_latin(name):
        words = name.split(" ")
        last = words[-1] if len(words) > 1 else words[-1][:1] + MASK * (len(name) > 1)
        return " ".join([*(word[:1] + MASK for word in words[:-1]), last])
    if DOT in name:
        return name[0] + "".join(sign if sign == DOT else MASK for sign in name[1:])
    shown = surname(name) if len(name) > 2 else name[:1]
    return shown + MASK * (len(name) - len(shown))


@lru_cache(maxsize=20000)
def reading(sign: str) -> str:
    """The pinyin of one character, "" when nobody knows it."""
    if sign in RARE:
        return RARE[sign]
    if sign.isascii():
        return sign.lower() if sign.isalnum() else ""
    # Loaded here: its tables take over half a second, and a gate request never needs them.
    from pypinyin import lazy_pinyin

    read = lazy_pinyin(sign, errors="ignore")
    return str(read[0]) if read else ""


def readings(name: str) -> list[list[str]]:
    """Every way to say the name, each a list of syllables, the likeliest first (乐 is yue or le)."""
    name = tidy(name)
    if is_latin(name):
        words = [plain(word) for word in re.split(r"[ '’.-]+", name)]
        return [[word for word in words if word]]
    family = "" if DOT in name else surname(name)
    given = [said for said in map(reading, name[len(family) :]) if said]
    table = COMPOUND.get(family) or SURNAMES.get(family)
    if table is None:
        return [[said for said in map(reading, family) if said] + given]
    return [way.split() + given for way in table]


def plain(word: str) -> str:
    """A Latin word without accents, in lower case."""
    letters = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in letters if sign.isalnum()).lower()


def initials(name: str) -> str:
    """王小明 -> wxm: the likeliest reading's first letters."""
    return "".join(said[0] for said in readings(name)[0])


def sounds(name: str) -> str:
    """All that a search may type, between spaces: " wxm wangxiaoming ". A search is for " wxm" in it.

    A name with a dot is also found by the first letter of each part (买买提·吐尔逊: mt).
    """
    found: list[str] = []
    for way in readings(name):
        found += ["".join(said[0] for said in way), "".join(way)]
    if DOT in tidy(name):
        found.append("".join(reading(part[0])[:1] for part in tidy(name).split(DOT) if part))
    # u with two dots is typed both as v and as u: 吕 lv, lu.
    found += [word.replace("v", "u") for word in found if "v" in word]
    return f" {' '.join(dict.fromkeys(found))} "
