"""``linli sentences``: how well pasted sentences are read, without Django and without a database."""

import json

import click

from linli.sentences import rehearsal

COLUMNS = ("lines", "right", "marked", "wrong_unmarked", "marked_needlessly")


@click.group()
def sentences() -> None:
    """The box that takes anything: its rules and dictionaries."""


@sentences.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--wrong", is_flag=True, help="List every field of the tuning lines that was read otherwise.")
def check(as_json: bool, wrong: bool) -> None:
    """Read the test lines and print how many fields were right, marked as unsure, and wrong without a mark.

    The lines held out are counted and never listed: rules that follow them one by one would prove nothing.
    Exit code 1 when a hundredth of the lines or more has a field that is wrong and not marked.
    """
    found = list(rehearsal.run())
    parts = {part: rehearsal.figures(found, part) for part in ("tuning", "held_out", "")}
    lines = {part: len({one.case.line for one in found if part in ("", one.case.part)}) for part in parts}
    missed = {part: rehearsal.wrong_lines(found, part) for part in parts}
    if as_json:
        told = {
            part or "all": {"lines": lines[part], "wrong_unmarked_lines": missed[part], "fields": parts[part]}
            for part in parts
        }
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for part, rows in parts.items():
            _table(part or "all", rows, lines[part], missed[part])
    if wrong:
        _list(found)
    if missed[""] * 100 >= lines[""]:
        raise SystemExit(1)


def _table(part: str, rows: list[dict[str, int | str]], lines: int, missed: int) -> None:
    click.echo(f"{part}: {lines} lines, {missed} with a field that is wrong and not marked ({missed / lines:.1%})")
    click.echo("  field  lines  right          marked  wrong, unmarked  marked needlessly")
    for row in rows:
        count, right, marked, unmarked, needless = (int(row[column]) for column in COLUMNS)
        share = f"{right} ({right / count:.1%})"
        click.echo(f"  {row['field']:<5}  {count:>5}  {share:<13}  {marked:>6}  {unmarked:>15}  {needless:>17}")


def _list(found: list[rehearsal.Outcome]) -> None:
    for one in found:
        if one.case.part == "tuning" and (not one.right or one.wrong_unmarked):
            mark = "marked" if one.marked else "NOT MARKED"
            expected = one.case.expect.get(one.field, "")
            click.echo(f"{one.case.line}\n  {one.field}: expected {expected!r}, read {one.said!r}, {mark}")
