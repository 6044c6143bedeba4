"""Psychological scales: their files, and a pure score. ``cottage/src/scales/score.ts`` is the twin in the browser.

A scale is data (``protocol/scales/``): items, answers, bands, cut-offs with their citation, alerts. A score is a
screening, never a diagnosis. The server never sees one: this side is for the command line and for tests.
"""

import json
from collections.abc import Mapping, Sequence
from math import floor
from pathlib import Path
from typing import Any, Final

from linli.core.data import data_folder

Scale = Mapping[str, Any]
Answers = Sequence[int | None]

BUILT_IN: Final = ("phq-9", "phq-2", "gad-7", "who-5", "pc-ptsd-5")  # in the order in which they are offered


def load() -> dict[str, dict[str, Any]]:
    """The scales that Linli brings, by their id."""
    folder = data_folder("protocol") / "scales"
    return {name: read(folder / f"{name}.json") for name in BUILT_IN}


def read(path: Path) -> dict[str, Any]:
    """A scale's file. Raises ValueError where it is no JSON object, OSError where there is none."""
    body = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(body, dict):
        raise ValueError("a scale is a JSON object")
    return body


def score(scale: Scale, answers: Answers, cutoff: str = "") -> dict[str, Any]:
    """What the answers come to, in the order of the items (None: not answered), or ``{"error": code, …}``.

    ``above``: the total is on the side of the cut-off that asks for a call, whichever way the scale runs. Unscored
    items at the end may be left out. Where a scale opens with a screening question, "no" ends it with a total of 0,
    whatever follows.
    """
    chosen = next((one for one in scale["cutoffs"] if one["id"] == (cutoff or scale["default_cutoff"])), None)
    if chosen is None:
        return {"error": "scale.unknown_cutoff"}
    ended = ends_at_once(scale, answers)
    wrong = _refused(scale, answers, ended)
    if wrong:
        return wrong
    if ended:
        return _judged(scale, 0, chosen, [])
    return _judged(scale, _total(scale, answers), chosen, _alerts(scale, answers))


def ends_at_once(scale: Scale, answers: Answers) -> bool:
    """Whether these answers end a scale at its opening question: a "no" there."""
    return "screen" in scale and len(answers) > 0 and type(answers[0]) is int and answers[0] == 0


def values(scale: Scale, item: Mapping[str, Any]) -> list[int]:
    """The values that an item may have."""
    return [answer["value"] for answer in item.get("answers", scale["answers"])]


def _refused(scale: Scale, answers: Answers, ended: bool) -> dict[str, Any] | None:
    items = scale["items"]
    least = max(place for place, item in enumerate(items, start=1) if item["scored"])
    if not (1 if ended else least) <= len(answers) <= len(items):
        return {"error": "scale.wrong_count", "expected": least, "got": len(answers)}
    for item, value in zip(items, answers, strict=False):
        allowed = values(scale, item)
        if value is not None and not (type(value) is int and value in allowed):  # True is no answer, though it is 1
            return {"error": "scale.wrong_value", "items": [item["id"]], "allowed": allowed}
    missing = [] if ended else _unanswered(scale, answers)
    return {"error": "scale.missing", "items": missing} if _too_many(scale, missing) else None


def _unanswered(scale: Scale, answers: Answers) -> list[str]:
    opening = scale.get("screen", {}).get("item")
    needed = [(item, value) for item, value in _pairs(scale, answers) if item["scored"] or item["id"] == opening]
    return [item["id"] for item, value in needed if value is None]


def _too_many(scale: Scale, missing: Sequence[str]) -> bool:
    """A scale may do without some answers, but never without its opening question or one that can raise an alert."""
    kept = {scale.get("screen", {}).get("item"), *(alert["item"] for alert in scale["alerts"])}
    return len(missing) > scale["scoring"]["missing"]["allowed"] or not kept.isdisjoint(missing)


def _total(scale: Scale, answers: Answers) -> int:
    scored = [value for item, value in _pairs(scale, answers) if item["scored"]]
    given = [value for value in scored if value is not None]
    raw = (2 * sum(given) * len(scored) + len(given)) // (2 * len(given))  # scaled up to all items, half up
    factor: float = scale["scoring"]["factor"]
    return floor(raw * factor)


def _alerts(scale: Scale, answers: Answers) -> list[dict[str, str]]:
    said = {item["id"]: value for item, value in _pairs(scale, answers)}
    raised = [alert for alert in scale["alerts"] if _reaches(said[alert["item"]], alert["op"], alert["value"])]
    return [{"item": alert["item"], "code": alert["code"]} for alert in raised]


def _judged(scale: Scale, total: int, cutoff: Scale, alerts: list[dict[str, str]]) -> dict[str, Any]:
    band = next((one for one in scale["bands"] if one["from"] <= total <= one["to"]), None)
    if band is None:
        return {"error": "scale.no_band"}
    return {
        "total": total,
        "band": band["id"],
        "level": band["level"],
        "above": _reaches(total, cutoff["op"], cutoff["at"]),
        "alerts": alerts,
        "cutoff": cutoff["at"],
        "cutoff_id": cutoff["id"],
        "citation": cutoff["citation"],
    }


def _pairs(scale: Scale, answers: Answers) -> list[tuple[Mapping[str, Any], int | None]]:
    rest = [None] * (len(scale["items"]) - len(answers))
    return list(zip(scale["items"], [*answers, *rest], strict=True))


def _reaches(value: int | None, op: str, mark: int) -> bool:
    if value is None:
        return False
    return value >= mark if op == ">=" else value <= mark
