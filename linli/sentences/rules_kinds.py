"""What a sentence wants: cue words with weights, what takes them back, and how far the best is ahead of the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from linli.sentences.dictionaries import either, words

KINDS = ("emergency", "errand", "purchase", "visit", "call", "outing", "arrival", "question", "none")
# Below this the words say too little; nearer than this two kinds are both possible.
WEAK = 4.0
NEAR = 2.0
REQUEST = re.compile(
    "(?:能不能|可不可以|可以|能|麻烦|请)(?:你们?|您|社区|志愿者|哪个|谁|大家)?(?:帮|替|给|代)|麻烦|帮忙|帮我|帮他|帮她|拜托|please"
)
TRAIN = re.compile(r"(?<![a-z\d])([gdcztky]\d{1,4})(?:次|\b|(?=[一-鿿]))(?!\s?(?:栋|座|号楼))")
FLIGHT = re.compile(r"(?<![a-z\d])((?:mu|cz|ca|hu|zh|mf|3u|ho|9c|fm|sc|tv|gj|pn|ju|kn|ns|hx|cx)\s?\d{3,4})(?!\d)")


@dataclass(slots=True)
class Wish:
    """What is wanted: `kind`, how `sure`, and the words that were taken back or are over."""

    kind: str = "none"
    sure: bool = True
    scores: dict[str, float] = field(default_factory=dict)
    negated: bool = False
    over: bool = False


@lru_cache(maxsize=1)
def _cues() -> dict[str, tuple[re.Pattern[str], dict[str, float]]]:
    return {kind: (re.compile(either(cues)), cues) for kind, cues in words("kinds").items()}


@lru_cache(maxsize=8)
def _said(table: str, name: str) -> re.Pattern[str]:
    return re.compile(either(words(table)[name]))


@lru_cache(maxsize=1)
def _negation() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = either(words("negations")["before"])
    return re.compile(f"(?:{before})[的 ]?(?:再|有|需要|必要|想|要|打算|出现|任何)?\\s?$"), _said(
        "negations", "not_negating"
    )


def wish(text: str) -> Wish:
    """The kind that ``text`` (plain, lower case) asks for; `none` when it asks for nothing."""
    found = Wish()
    scores = found.scores
    for kind, (pattern, weights) in _cues().items():
        total = 0.0
        seen: set[str] = set()
        for hit in pattern.finditer(text):
            if _is_negated(text, hit.start()):
                found.negated = True
            elif hit.group() not in seen:
                seen.add(hit.group())
                total += _weight(weights, hit.group())
        if total:
            scores[kind] = total
    _items(text, scores)
    _journeys(text, scores)
    if REQUEST.search(text) and max((scores.get(kind, 0) for kind in KINDS[:7]), default=0) >= WEAK:
        scores["question"] = scores.get("question", 0) - 6
    return _decide(found, text)


def _weight(weights: dict[str, float], said: str) -> float:
    if said in weights:
        return weights[said]
    for cue, weight in weights.items():
        first, _, last = cue.partition("..")
        if last and said.startswith(first) and said.endswith(last):
            return weight
    return 0.0


def _is_negated(text: str, start: int) -> bool:
    before, harmless = _negation()
    head = text[max(0, start - 8) : start]
    hit = before.search(head)
    return bool(hit) and not harmless.search(text[max(0, start - 8) : start + 2])


def _items(text: str, scores: dict[str, float]) -> None:
    """A thing that is lacking or ordered says what is wanted even without a verb."""
    needed = bool(_said("items", "need").search(text))
    counted = bool(re.search(rf"(?:\d{{1,3}}|[一两二三四五六七八九十半])\s?(?:{words('items')['units']})", text))
    for group in ("medicine", "infant", "food", "goods"):
        data = words("items")[group]
        if _things(group).search(text):
            weight = data["weight"] if needed or counted else 2
            scores[data["kind"]] = scores.get(data["kind"], 0) + weight


@lru_cache(maxsize=8)
def _things(group: str) -> re.Pattern[str]:
    return re.compile(either(words("items")[group]["words"]))


def _journeys(text: str, scores: dict[str, float]) -> None:
    if TRAIN.search(text) or FLIGHT.search(text):
        scores["arrival"] = scores.get("arrival", 0) + 5


def _decide(found: Wish, text: str) -> Wish:
    ranked = sorted(((score, kind) for kind, score in found.scores.items() if score > 0), reverse=True)
    taken_back = bool(_said("negations", "takes_back").search(text))
    found.over = bool(_said("negations", "over").search(text))
    if not ranked:
        found.kind, found.sure = "none", not (found.negated or taken_back)
        return found
    if found.scores.get("emergency", 0) >= 7:
        found.kind = "emergency"
        found.sure = not (found.negated or taken_back or found.over)
        return found
    best, found.kind = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    found.sure = best >= WEAK and best - second >= NEAR and not (found.negated or taken_back or found.over)
    if taken_back and found.kind != "emergency":
        found.kind = "none"
    return found
