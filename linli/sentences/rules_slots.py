"""The particulars of a sentence: which thing, how much, where to, which train, from where, how many people."""

from __future__ import annotations

import re
from functools import lru_cache

from linli.sentences.dictionaries import either, words
from linli.sentences.rules_kinds import FLIGHT, TEMPERATURE, TRAIN

PEOPLE = re.compile(
    r"(?P<n>\d{1,2}|[一两二三四五六七八九])(?:个人|口人|个大人|人(?!民|份)|口子)|一家(?P<m>\d|[两三四五六七八])口"
    r"|\b(?P<e>\d{1,2}|two|three|four) (?:people|persons)"
)
COUNTS = {
    "一": "1",
    "两": "2",
    "二": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
    "two": "2",
    "three": "3",
    "four": "4",
}


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    items, travel = words("items"), words("travel")
    things = [word for group in ("medicine", "infant", "food", "goods") for word in items[group]["words"]]
    count = r"(?:\d{1,3}(?:\.\d)?|[一两二三四五六七八九十半]{1,2})"
    return {
        "item": re.compile(either(things)),
        "quantity": re.compile(rf"{count}\s?(?:{items['units']})"),
        "place": re.compile(either(words("places")["places"])),
        "station": re.compile(either(travel["stations"])),
        "from": re.compile(
            rf"(?:从|在|自|from\s)\s?({either(travel['cities'])})|({either(travel['cities'])})(?=回|返|过来|飞)"
        ),
        "to": re.compile(rf"(?:去|到|回|飞|to\s)\s?({either(travel['cities'])})"),
        "vehicle": re.compile(either(travel["vehicles"])),
        "urgent": re.compile(either(items["urgent_medicine"]["words"])),
    }


def slots(text: str, kind: str) -> dict[str, str]:
    """What ``text`` (plain, lower case) says of each; only what fits the kind."""
    found: dict[str, str] = {}
    if kind in ("errand", "purchase", "question", "none"):
        things = list(dict.fromkeys(hit.group() for hit in _patterns()["item"].finditer(text)))
        counts = [hit.group() for hit in _patterns()["quantity"].finditer(text)]
        found |= {"item": ", ".join(things[:8]), "quantity": ", ".join(counts[:8])}
    if kind in ("outing", "errand", "emergency"):
        found["place"] = _first("place", text)
    if kind == "outing" and not found["place"]:
        towards = _patterns()["to"].search(text)
        found["place"] = towards[1] if towards else ""
    if kind == "arrival":
        found |= _journey(text)
    if kind in ("arrival", "outing"):
        many = PEOPLE.search(text)
        said = next((part for part in many.groups() if part), "") if many else ""
        found["people"] = COUNTS.get(said, said)
    heat = TEMPERATURE.search(text)
    if heat and kind in ("emergency", "visit"):
        found["temperature"] = heat[1].replace("点", ".")
    return {name: value for name, value in found.items() if value}


def _journey(text: str) -> dict[str, str]:
    train, flight = TRAIN.search(text), FLIGHT.search(text)
    vehicle = _first("vehicle", text)
    number = train[1].upper() if train else flight[1].upper().replace(" ", "") if flight else ""
    told = _patterns()["from"].search(text)
    return {
        "train": number,
        "vehicle": words("travel")["vehicles"].get(vehicle, "train" if train else "plane" if flight else ""),
        "from": (told[1] or told[2]) if told else "",
        "place": _first("station", text),
    }


def _first(name: str, text: str) -> str:
    hit = _patterns()[name].search(text)
    return hit.group() if hit else ""


def is_urgent(text: str, kind: str) -> bool:
    """A medicine that nobody can wait a day for."""
    return kind == "errand" and bool(_patterns()["urgent"].search(text))
