"""What a sentence wants: cue words with weights, what takes them back, and how far the best is ahead of the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from linli.sentences.dictionaries import either, words

KINDS = ("emergency", "errand", "purchase", "visit", "call", "outing", "arrival", "question", "none")
# Below this the words say too little; nearer than this two kinds are both possible.
WEAK = 5.0
WEAK_NONE = 4.0
SECOND_AT_ALL = 4.0
NEAR = 2.0
# Two wishes in one line: the second has this share of the first, or more.
SECOND = 0.65
# So much of an emergency's words is answered as one, whatever else is said.
ALARM = 7.0
FEVER = 37.3
TEMPERATURE = re.compile(r"(?<![\d.])(3[5-9](?:[.点]\d)?|4[0-2](?:[.点]\d)?)(?=度|℃|°|$|[,。!?;\s正]|的?烧)")
WISHES = KINDS[:7]
GROUPS = ("medicine", "infant", "food", "goods")
ASKING = re.compile(
    r"[?]|[吗呢呀撒啊么]$|请问|(?<![慰访学顾])问(?![题候好])|怎么|什么时候|么时候|几时|几点|多久|如何|^(?:when|what|how|where|why|can|may|is|do)\b"
)
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
    hits = _hits(text)
    for kind in KINDS:
        mine = [hit for hit in hits if hit.kind == kind]
        meant = {hit.said: hit.weight for hit in mine if not hit.negated}
        if meant:
            scores[kind] = sum(meant.values())
        # "buy lotus, don't buy old ones" is still to be bought.
        if kind in WISHES and max(meant.values(), default=0) < WEAK and any(hit.negated for hit in mine):
            found.negated = True
    found.negated = _items(text, scores) or found.negated
    _journeys(text, scores)
    _heat(text, scores)
    asked = max((scores.get(kind, 0) for kind in WISHES), default=0) >= WEAK
    if REQUEST.search(text) and asked:
        scores["question"] = scores.get("question", 0) - 6
    elif ASKING.search(text):
        scores["question"] = scores.get("question", 0) + 3
    return _decide(found, text)


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    kind: str
    said: str
    weight: float
    negated: bool


def _hits(text: str) -> list[_Hit]:
    """Every cue; one that is negated only within a longer cue ("没出门") says nothing by itself."""
    found = [
        _Hit(hit.start(), hit.end(), kind, hit.group(), _weight(weights, hit.group()), _is_negated(text, hit.start()))
        for kind, (pattern, weights) in _cues().items()
        for hit in pattern.finditer(text)
    ]
    whole = [hit for hit in found if not hit.negated]
    return [
        hit for hit in found if not (hit.negated and any(one.start < hit.start and hit.end <= one.end for one in whole))
    ]


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


def _items(text: str, scores: dict[str, float]) -> bool:
    """A thing that is lacking or ordered says what is wanted even without a verb; whether one is said not to be."""
    needed = bool(_said("items", "need").search(text))
    counted = bool(re.search(rf"(?:\d{{1,3}}|[一两二三四五六七八九十半])\s?[大小]?(?:{words('items')['units']})", text))
    refused = False
    for group in GROUPS:
        data = words("items")[group]
        hit = next((one for one in _things().finditer(text) if one.group() in data["words"]), None)
        if hit is None:
            continue
        if _refusal().search(text[max(0, hit.start() - 16) : hit.start()]):
            refused = True
            continue
        wanted = needed or counted or (group == "medicine" and _said("items", "fetch").search(text))
        scores[data["kind"]] = scores.get(data["kind"], 0) + (data["weight"] if wanted else 2)
    return refused


@lru_cache(maxsize=1)
def _refusal() -> re.Pattern[str]:
    return re.compile(
        f"(?:{_said('negations', 'refuses').pattern})\\s?(?:再|买|送|带|拿|要|any|more)?\\s?[^,。;!?]{{0,2}}$"
    )


@lru_cache(maxsize=1)
def _things() -> re.Pattern[str]:
    """All things at once: 硝酸甘油 is no oil."""
    items = words("items")
    return re.compile(either(word for group in GROUPS for word in items[group]["words"]))


def _journeys(text: str, scores: dict[str, float]) -> None:
    """A train says that somebody comes; on the way to a place of the town somebody goes out."""
    if TRAIN.search(text) or FLIGHT.search(text):
        scores["arrival"] = scores.get("arrival", 0) + 5
    if _towards().search(text):
        scores["outing"] = max(scores.get("outing", 0), 6)


@lru_cache(maxsize=1)
def _towards() -> re.Pattern[str]:
    places = either(words("places")["places"])
    return re.compile(
        rf"(?:去|(?<![晚早马网])上(?=[^,]{{0,2}}(?:{places}))|克|跑|往)(?:一?趟|一?下|哈)?[^,。;!?不没]{{0,6}}?(?:{places})|要到[^,。;!?]{{0,4}}?(?:{places})"
    )


def _heat(text: str, scores: dict[str, float]) -> None:
    """A temperature from 37.3 up is told to be acted upon; a lower one asks for nothing."""
    hit = TEMPERATURE.search(text)
    if hit is None:
        return
    degrees = float(hit[1].replace("点", "."))
    kind, weight = ("emergency", 8) if degrees >= FEVER else ("none", 5)
    scores[kind] = scores.get(kind, 0) + weight


def _decide(found: Wish, text: str) -> Wish:
    ranked = sorted(((score, kind) for kind, score in found.scores.items() if score > 0), reverse=True)
    taken_back, done = (bool(_said("negations", name).search(text)) for name in ("takes_back", "done"))
    found.over = done or bool(_said("negations", "over").search(text))
    doubted = found.negated or taken_back or found.over
    if not ranked:
        # Signs without words ("1", "...") ask for nothing; words that no dictionary knows may ask for anything.
        found.sure = not doubted and not re.search("[a-z一-鿿]", text)
        return found
    if found.scores.get("emergency", 0) >= ALARM:
        found.kind, found.sure = "emergency", not doubted
        return found
    best, found.kind = ranked[0]
    if WEAK <= found.scores.get("emergency", 0) >= best - NEAR:
        found.kind, found.sure = "emergency", False  # rather asked about once too often than overlooked
        return found
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    ahead = best - second >= NEAR and second < SECOND * best
    if found.kind == "none":
        found.sure = best >= WEAK_NONE and ahead and not taken_back
        return found
    found.sure = best >= WEAK and ahead and not doubted and not _two_ways(text, second)
    if taken_back or (done and not REQUEST.search(text) and found.kind in ("errand", "purchase", "visit", "call")):
        found.kind = "none"
    return found


def _two_ways(text: str, second: float) -> bool:
    """A second wish after "besides", or words that two kinds use: to fetch medicine may be to go out."""
    if _said("negations", "two_ways").search(text):
        return True
    return second >= SECOND_AT_ALL and bool(_said("negations", "also").search(text))
