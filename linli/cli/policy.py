"""``linli policy``: the rules of the phases, without Django and without a database."""

from pathlib import Path
from typing import Any

import click

from linli.core.data import data_folder
from linli.gates.rules import decide
from linli.situation import packs


class Unusable(click.ClickException):
    """A file that cannot be used at all: one line on stderr, exit code 2."""

    exit_code = 2


@click.group()
def policy() -> None:
    """Policy packs: the rules of each phase, as data."""


@policy.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
def check(paths: tuple[Path, ...]) -> None:
    """Validate phases (files, folders; default: all packs) and run their dated examples.

    Exit code 0: all is well; 1: a phase is wrong or an example came out otherwise; 2: a file cannot be read.
    """
    own = data_folder("policies")
    wrong = 0
    for path in _files(paths or (own,)):
        wrong += _check(path, in_pack=own.resolve() in path.resolve().parents)
    if wrong:
        raise SystemExit(1)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.json")) if path.is_dir() else [path]
        if not inside:
            raise Unusable(f"{path}: no policy file (*.json) is in this folder.")
        found += inside
    return found


def _check(path: Path, *, in_pack: bool) -> bool:
    """True if something is wrong with the file; says what."""
    try:
        body = packs.load(path)
    except packs.Unreadable as unreadable:
        raise Unusable(f"{path}: {unreadable}") from None
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from None
    problems = [problem.english() for problem in packs.validate(body)]
    if in_pack and not problems and (path.parent.name, path.stem) != (body["pack"], body["phase"]):
        problems = [f"it says it is {body['pack']}/{body['phase']}; folder and file must be named so."]
    for problem in problems:
        click.echo(f"{path}: {problem}")
    return bool(problems) or _run_examples(path, body)


def _run_examples(path: Path, body: dict[str, Any]) -> bool:
    failures = packs.check_examples(body, decide)
    for failure in failures:
        click.echo(f"{path}: example {failure.number}, {failure.about}")
        click.echo(f"  expected {failure.expected}")
        click.echo(f"  got      {failure.got}")
    count = len(body["examples"])
    said = f"{len(failures)} of {count} examples came out otherwise" if failures else f"{count} examples"
    click.echo(f"{body['pack']}/{body['phase']}: {said}")
    return bool(failures)
