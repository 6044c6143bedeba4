"""The words that reading goes by, as data: one JSON file a subject, loaded once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "data"


@lru_cache(maxsize=32)
def words(name: str) -> Any:
    """The content of ``data/<name>.json``."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def either(said: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; ``a..b`` means a, at most eight other signs, then b.

    A Latin word or a number stands by itself: "now" is not in "know", 120 not in 1203.
    """
    ordered = sorted(dict.fromkeys(said), key=lambda word: (-len(word), word))
    return "|".join(_pattern(word) for word in ordered)


def _pattern(word: str) -> str:
    plain = r"[^,。;!?\n]{0,8}?".join(re.escape(part) for part in word.split(".."))
    before = r"(?<![a-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    after = r"(?![a-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return f"{before}{plain}{after}"
