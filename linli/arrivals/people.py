"""Companions as somebody types them, one a line: a name, and the year of birth or the age. Pure."""

import re
from typing import Any

MOST = 8
SPLIT = re.compile(r"[\n;；、，,]+")
BORN = re.compile(r"(?P<year>(?:19|20)\d{2})\s*年?生?|(?P<age>\d{1,2})\s*岁")


def companions(text: str, year: int) -> list[dict[str, Any]]:
    """``name`` and ``birth_year`` (None if nobody said) of each line; an age counts back from ``year``, this one."""
    found = []
    for line in SPLIT.split(text):
        said = BORN.search(line)
        name = re.sub(r"[\d()（）岁年生\s]+$", "", (line[: said.start()] if said else line).strip())
        if name:
            found.append({"name": name[:60], "birth_year": _born(said, year)})
    return found[:MOST]


def _born(said: re.Match[str] | None, year: int) -> int | None:
    if said is None:
        return None
    born = int(said["year"]) if said["year"] else year - int(said["age"])
    return born if year - 120 <= born <= year else None
