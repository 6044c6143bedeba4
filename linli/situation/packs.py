"""Policy packs: a folder a pack, a JSON file a phase. Found, read, validated, their dated examples run.

Pure: neither Django nor a clock nor a database. What is wrong is said as problems, in words (``problems.py``).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from linli.core.data import data_folder
from linli.situation.problems import Problem, problems_of_schema

OFFSET = 28_800  # examples are told in the community's wall clock, UTC+8 in every pack so far
LARGEST = 300_000  # bytes of a file; the longest of our own phases has 16,000
DEEPEST = 30
SAFE = 2**53 - 1  # beyond it the phones' numbers are no longer whole

Decide = Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]


class Unreadable(Exception):
    """The text is not a policy at all; ``problem`` says why in words."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.english())
        self.problem = problem


@dataclass(frozen=True)
class Failure:
    """An example that did not come out as its file says: ``about`` and two verdicts in short."""

    number: int
    about: str
    expected: str
    got: str


def packs() -> dict[str, list[str]]:
    """pack -> its phases, in the order in which they began: ``{"default": ["open", …], …}``."""
    folders = sorted(folder for folder in data_folder("policies").iterdir() if folder.is_dir())
    return {folder.name: [path.stem for path in _by_start(folder)] for folder in folders}


def _by_start(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"), key=lambda path: (str(load(path)["from"]), path.stem))


def phase_file(pack: str, phase: str) -> Path:
    """The file of a phase that ``packs()`` names; KeyError for any other name (names come from addresses)."""
    if phase not in packs().get(pack, ()):
        raise KeyError(f"{pack}/{phase}")
    return data_folder("policies") / pack / f"{phase}.json"


def load(path: Path) -> dict[str, Any]:
    """The object in a phase's file; raises Unreadable, or OSError."""
    return parse(path.read_bytes())


def parse(text: str | bytes) -> dict[str, Any]:
    """The one JSON object in ``text``: whole numbers, no key twice, no characters that a database refuses."""
    if len(text) > LARGEST:
        raise Unreadable(Problem((), "too_large", {"most": LARGEST // 1000}))
    if not text.strip():
        raise Unreadable(Problem((), "empty", {}))
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        value = json.loads(
            decoded, object_pairs_hook=_object, parse_float=_no_fraction, parse_constant=_no_fraction, parse_int=_whole
        )
    except UnicodeDecodeError:
        raise Unreadable(Problem((), "not_utf8", {})) from None
    except json.JSONDecodeError as error:
        raise Unreadable(Problem((), "not_json", {"line": error.lineno, "column": error.colno})) from None
    except RecursionError:
        raise Unreadable(Problem((), "too_deep", {})) from None
    if not isinstance(value, dict):
        raise Unreadable(Problem((), "not_an_object", {}))
    _refuse_odd_text(value)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(Problem((), "key_twice", {"key": twice[:60]}))
    return made


def _no_fraction(text: str) -> Any:
    raise Unreadable(Problem((), "fraction", {"value": text[:30]}))


def _whole(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > SAFE:
        raise Unreadable(Problem((), "number_too_large", {"value": text[:30]}))
    return int(text)


def _refuse_odd_text(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise Unreadable(Problem((), "too_deep", {}))
    if isinstance(value, dict):
        for name, inner in value.items():
            _refuse_odd_text(name, depth + 1)
            _refuse_odd_text(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _refuse_odd_text(inner, depth + 1)
    elif isinstance(value, str) and any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in value):
        raise Unreadable(Problem((), "odd_character", {}))


@cache
def _validator(name: str) -> Any:
    from jsonschema import Draft202012Validator  # a tenth of a second: only for whoever validates

    schema = json.loads((data_folder("protocol") / "gate" / f"{name}.schema.json").read_bytes())
    return Draft202012Validator(schema)


@cache
def code_words() -> dict[str, Any]:
    """code -> its words in Chinese and English (``protocol/gate/words.json``)."""
    words: dict[str, Any] = json.loads((data_folder("protocol") / "gate" / "words.json").read_bytes())
    return words


def validate(body: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a phase: its shape by the schema first, then what no schema can say. Empty: nothing."""
    problems = problems_of_schema(_validator("policy").iter_errors(body))
    return problems or list(_sense(body))


def _sense(body: Mapping[str, Any]) -> Iterator[Problem]:
    """Contradictions within a phase whose shape is right."""
    days = {}
    for name in ("from", "lapses"):
        try:
            days[name] = date.fromisoformat(body[name])
        except ValueError:
            yield Problem((name,), "not_a_day", {"value": body[name]})
    if len(days) == 2 and days["lapses"] <= days["from"]:
        yield Problem(("lapses",), "lapses_before_start", {})
    if "lapses_at" in body["gate"]["settings"]:
        yield Problem(("gate", "settings", "lapses_at"), "set_when_published", {})
    for where, step in steps(body["gate"]):
        if step["check"] == "health_code" and not set(step["accept"]) <= {one["word"] for one in step["colours"]}:
            yield Problem(where, "colour_not_offered", {})
        if step["check"] == "temperature" and not step["least"] <= step["below"] <= step["most"]:
            yield Problem(where, "limit_outside", {})
    for number, example in enumerate(body["examples"]):
        yield from _sense_of_example(("examples", number), example)


def _sense_of_example(where: tuple[Any, ...], example: Mapping[str, Any]) -> Iterator[Problem]:
    try:
        datetime.fromisoformat(example["at"])
    except ValueError:
        yield Problem((*where, "at"), "not_a_time", {"value": example["at"]})
    if example["expect"]["code"] not in code_words():
        yield Problem((*where, "expect", "code"), "unknown_code", {"value": example["expect"]["code"]})
    facts = {"now": 0, "offset": OFFSET, **example["facts"]}
    for problem in problems_of_schema(_validator("facts").iter_errors(facts)):
        yield Problem((*where, "facts", *problem.where), problem.code, problem.params)


def steps(gate: Mapping[str, Any]) -> Iterator[tuple[tuple[Any, ...], Mapping[str, Any]]]:
    """(path, step) of all steps of a gate section, for residents first."""
    sections = [((), gate), *((("others", kind), part) for kind, part in gate.get("others", {}).items())]
    for path, section in sections:
        for direction in ("entry", "exit"):
            for number, step in enumerate(section[direction]):
                yield ("gate", *path, direction, number), step


def check_examples(body: Mapping[str, Any], decide: Decide) -> list[Failure]:
    """Run the examples of a valid phase; the ones that came out otherwise. ``decide``: ``linli.gates.rules``."""
    lapses = _epoch(body["lapses"])
    gate = {**body["gate"], "settings": {**body["gate"]["settings"], "lapses_at": lapses}}
    found = [_run(number, one, gate, decide) for number, one in enumerate(body["examples"], 1)]
    return [failure for failure in found if failure]


def _epoch(wall: str) -> int:
    """Epoch seconds of a day or time as the community's clock shows it."""
    return int(datetime.fromisoformat(wall).replace(tzinfo=UTC).timestamp()) - OFFSET


def _run(number: int, example: Mapping[str, Any], gate: Mapping[str, Any], decide: Decide) -> Failure | None:
    now = _epoch(example["at"])
    verdict = decide(gate, {**example["facts"], "now": now, "offset": OFFSET})
    expect = example["expect"]
    got = {name: verdict[name] for name in ("outcome", "code")}
    if "minutes" in expect:
        got["minutes"] = (verdict["until"] - now) // 60 if verdict["until"] else 0
    if got == {name: expect[name] for name in got}:
        return None
    return Failure(number, example["about"], _short(expect), _short(got))


def _short(verdict: Mapping[str, Any]) -> str:
    text = f"{verdict['outcome']} {verdict['code']}"
    return f"{text}, {verdict['minutes']} min" if "minutes" in verdict else text
