"""``linli scale``: score a scale and check its file, without Django. Nothing that is typed here is kept anywhere."""

import json
from pathlib import Path
from typing import Any, Final

import click

from linli.wellbeing import scale_check
from linli.wellbeing.scales import BUILT_IN, load, score

EMPTY: Final = ("", "-", "null")  # how a missing answer is written in a list
WORDS: Final = {
    "scale.unknown_cutoff": "no such cut-off; {id} has {cutoffs}",
    "scale.wrong_count": "{id} has {expected} answers{optional}, not {got}",
    "scale.wrong_value": "the answer to item {items} must be one of {allowed}",
    "scale.missing": "no answer to item {items}; without it there is no score, and a missing answer is not a zero",
    "scale.no_band": "no band holds this total: run linli scale check on the file",
}


class Unusable(click.ClickException):
    """What was given cannot be scored or read: one line on stderr, exit code 2."""

    exit_code = 2


@click.group()
def scale() -> None:
    """Psychological scales: scoring, and the files they are made of. A score is a screening, not a diagnosis."""


@scale.command("list")
def list_command() -> None:
    """The scales that Linli brings: id, version, number of items, licence, title."""
    for one in load().values():
        texts = one["texts"]
        unsure = "".join(f" · {language} text not confirmed" for language in texts if _unsure(texts[language]))
        items = sum(item["scored"] for item in one["items"])
        click.echo(
            f"{one['id']}\t{one['version']}\t{items} items\t{one['licence']['name']}\t{one['title']['en']}{unsure}"
        )


def _unsure(text: dict[str, Any]) -> bool:
    return bool(text["status"] != "confirmed")


@scale.command("score")
@click.argument("name", metavar="SCALE|FILE")
@click.option("--answers", required=True, metavar="1,2,0,…", help="In the order of the items; - for no answer.")
@click.option("--cutoff", default="", help="The id of a cut-off; default: the one that the file names.")
def score_command(name: str, answers: str, cutoff: str) -> None:
    """Score answers and print one JSON object; exit code 2 and one line on stderr if they cannot be scored."""
    found = _scale(name)
    result = score(found, _answers(answers), cutoff)
    if "error" in result:
        raise Unusable(_words(found, result))
    click.echo(json.dumps({"scale": found["id"], "version": found["version"], **result}, ensure_ascii=False))


@scale.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
def check_command(files: tuple[Path, ...]) -> None:
    """Check scale files: against the schema, and what a schema cannot say.

    Exit code 0: all can be used; 1: one is wrong; 2: one cannot be read.
    """
    wrong = 0
    for file in files:
        body = _read(file)
        found = scale_check.problems(body)
        wrong += bool(found)
        for problem in found:
            click.echo(f"{file}: {problem}")
        if not found:
            click.echo(f"{body['id']} {body['version']}: {len(body['items'])} items, {len(body['cutoffs'])} cut-offs")
    if wrong:
        raise SystemExit(1)


def _scale(name: str) -> dict[str, Any]:
    if name in BUILT_IN:
        return load()[name]
    path = Path(name)
    if not path.is_file():
        raise Unusable(f"{name}: neither a scale ({', '.join(BUILT_IN)}) nor a file")
    body = _read(path)
    found = scale_check.problems(body)
    if found:
        raise Unusable(f"{name}: {found[0]}")
    return body


def _read(path: Path) -> dict[str, Any]:
    try:
        return scale_check.read(path)
    except scale_check.Unreadable as unreadable:
        raise Unusable(f"{path}: {unreadable}") from None
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from None


def _answers(text: str) -> list[int | None]:
    said = [part.strip() for part in text.replace("，", ",").split(",")] if text.strip() else []
    return [None if part in EMPTY else _number(part, place) for place, part in enumerate(said, start=1)]


def _number(part: str, place: int) -> int:
    if not (part.removeprefix("-").isascii() and part.removeprefix("-").isdigit()) or len(part) > 9:
        raise Unusable(f"answer {place} is {part!r}: an answer is a whole number, or - for none")
    return int(part)


def _words(found: dict[str, Any], result: dict[str, Any]) -> str:
    optional = len(found["items"]) - result.get("expected", 0)
    said = {
        "id": found["id"],
        "cutoffs": ", ".join(one["id"] for one in found["cutoffs"]),
        "optional": f" (or {len(found['items'])} with what is not scored)" if optional else "",
        "expected": result.get("expected"),
        "got": result.get("got"),
        "items": ", ".join(result.get("items", [])),
        "allowed": ", ".join(map(str, sorted(result.get("allowed", [])))),
    }
    return WORDS[result["error"]].format(**said)
