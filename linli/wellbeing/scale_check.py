"""What is wrong with a scale's file: against the schema, and what a schema cannot say. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import floor
from pathlib import Path
from typing import Any, Final

import jsonschema

from linli.core.data import data_folder
from linli.wellbeing.scales import Scale, values

LARGEST: Final = 200_000  # bytes of a file; the longest of the five has 11,000
LEVELS: Final = ("none", "mild", "moderate", "severe")
WORST: Final = {"higher_is_worse": ">=", "higher_is_better": "<="}


class Unreadable(Exception):
    """The text is no scale at all; ``str()`` says why."""


def parse(content: bytes) -> dict[str, Any]:
    """The one JSON object in a file. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(f"larger than {LARGEST // 1000} KB: this is no scale")
    try:
        body = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise Unreadable("not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON: line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    if not isinstance(body, dict):
        raise Unreadable("not a JSON object")
    return body


def read(path: Path) -> dict[str, Any]:
    """The scale in a file. Raises Unreadable, or OSError."""
    with path.open("rb") as file:
        return parse(file.read(LARGEST + 1))


def problems(scale: Scale) -> list[str]:
    """One line each, with the place; none: the file can be used. The schema's come first and alone."""
    found = [f"{error.json_path}: {_short(error.message)}" for error in _validator().iter_errors(scale)]
    return found or [*_items(scale), *_scoring(scale), *_bands(scale), *_cutoffs(scale), *_alerts(scale)]


def reach(scale: Scale) -> tuple[int, int]:
    """The least and the greatest total that can come out."""
    scored = [values(scale, item) for item in scale["items"] if item["scored"]]
    factor: float = scale["scoring"]["factor"]
    least = 0 if "screen" in scale else floor(sum(map(min, scored)) * factor)
    return least, floor(sum(map(max, scored)) * factor)


@cache
def _validator() -> Any:
    schema = json.loads((data_folder("protocol") / "scales/scale.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema)


def _items(scale: Scale) -> Iterator[str]:
    yield from _twice("$.items", [item["id"] for item in scale["items"]])
    lists = [("$.answers", scale["answers"])]
    lists += [(f"$.items[{n}].answers", item["answers"]) for n, item in enumerate(scale["items"]) if "answers" in item]
    for place, answers in lists:
        yield from _twice(place, [answer["value"] for answer in answers])
    opening = scale.get("screen", {}).get("item")
    first = scale["items"][0]
    if opening is not None and (first["id"] != opening or first["scored"] or 0 not in values(scale, first)):
        yield "$.screen: the opening question is the first item, unscored, and one of its answers is 0"
    if not any(item["scored"] for item in scale["items"]):
        yield "$.items: none is scored"


def _scoring(scale: Scale) -> Iterator[str]:
    scored = sum(item["scored"] for item in scale["items"])
    if scale["scoring"]["missing"]["allowed"] >= max(scored, 1):
        yield f"$.scoring.missing.allowed: fewer than the {scored} scored items"


def _bands(scale: Scale) -> Iterator[str]:
    bands = scale["bands"]
    yield from _twice("$.bands", [band["id"] for band in bands])
    if not any(item["scored"] for item in scale["items"]):
        return
    least, most = reach(scale)
    if (bands[0]["from"], bands[-1]["to"]) != (least, most):
        yield f"$.bands: they must reach from {least} to {most}, the least and the greatest total"
    for place, (one, following) in enumerate(pairwise(bands)):
        if following["from"] != one["to"] + 1:
            yield f"$.bands[{place + 1}].from: {one['to'] + 1} follows {one['to']}, without a gap and without overlap"
    yield from (f"$.bands[{n}]: it ends before it begins" for n, one in enumerate(bands) if one["to"] < one["from"])
    ranks = [LEVELS.index(band["level"]) for band in bands]
    worse = scale["scoring"]["direction"] == "higher_is_worse"
    if ranks != sorted(ranks, reverse=not worse):
        yield f"$.bands: the levels run against the direction, {scale['scoring']['direction']}"


def _cutoffs(scale: Scale) -> Iterator[str]:
    known = [cutoff["id"] for cutoff in scale["cutoffs"]]
    yield from _twice("$.cutoffs", known)
    if scale["default_cutoff"] not in known:
        yield f"$.default_cutoff: none of {', '.join(known)}"
    for place, cutoff in enumerate(scale["cutoffs"]):
        yield from (f"$.cutoffs[{place}]{problem}" for problem in cutoff_problems(scale, cutoff))


def cutoff_problems(scale: Scale, cutoff: Mapping[str, Any]) -> Iterator[str]:
    """A cut-off stands within the totals, and asks for a call on the side that is worse."""
    least, most = reach(scale)
    worst = WORST[scale["scoring"]["direction"]]
    if cutoff["op"] != worst:
        yield f".op: {worst}, for {scale['scoring']['direction']}"
    if not least <= cutoff["at"] <= most:
        yield f".at: between {least} and {most}"


def _alerts(scale: Scale) -> Iterator[str]:
    scored = {item["id"]: values(scale, item) for item in scale["items"] if item["scored"]}
    for place, alert in enumerate(scale["alerts"]):
        if alert["item"] not in scored:
            yield f"$.alerts[{place}].item: no scored item is called {alert['item']}"
        elif alert["value"] not in scored[alert["item"]]:
            yield f"$.alerts[{place}].value: no answer to that item has this value"


def _twice(place: str, seen: Sequence[Any]) -> Iterator[str]:
    for one in sorted({str(one) for one in seen if seen.count(one) > 1}):
        yield f"{place}: {one} stands there twice"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    body = dict(pairs)
    if len(body) != len(pairs):
        raise Unreadable("a key stands twice in one object")
    return body


def _no_number(text: str) -> Any:
    raise Unreadable(f"{text} is no number")


def _short(message: str) -> str:
    return message if len(message) <= 160 else message[:157] + "…"
