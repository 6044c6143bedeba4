"""The part of ``docs/jobs.md`` that is counted."""

from collections.abc import Sequence
from pathlib import Path

from bench.jobs.job import GOAL, Counted, Step

PAGE = Path(__file__).resolve().parents[2] / "docs" / "jobs.md"
BEGIN, END = "<!-- counted: begin -->", "<!-- counted: end -->"
SCREENS = {"phone": "phone", "desk": "computer"}


def counted_part(done: Sequence[Counted]) -> str:
    """The table, the sum, and each job's two ways in steps."""
    reached = sum(one.reached for one in done)
    head = [
        "| | job | taps | characters | other way: taps | characters | ours / other |",
        "| ---: | --- | ---: | ---: | ---: | ---: | --- |",
    ]
    rows = [_row(number, one) for number, one in enumerate(done, 1)]
    ours = sum(one.ours.taps + one.ours.characters for one in done)
    theirs = sum(step.taps + step.characters for one in done for step in one.other)
    said = (
        f"{reached} of {len(done)} jobs cost half or less; all together {ours} against {theirs}, {ours / theirs:.2f}."
    )
    return "\n".join([*head, *rows, "", said, "", *(_both(number, one) for number, one in enumerate(done, 1))])


def _row(number: int, one: Counted) -> str:
    taps, characters = sum(step.taps for step in one.other), sum(step.characters for step in one.other)
    ratio = f"{one.ratio:.2f}" + ("" if one.reached else f", **not {GOAL}**")
    return f"| {number} | {one.job.words} | {one.ours.taps} | {one.ours.characters} | {taps} | {characters} | {ratio} |"


def _both(number: int, one: Counted) -> str:
    where = f"{one.job.who}, on a {SCREENS[one.job.screen]}"
    ours = "; ".join(one.ours.steps)
    theirs = "; ".join(_step(step) for step in one.other)
    head = f"**{number}. {one.job.words}.** In the end {one.job.result}."
    return f"{head}\n\n- Linli ({where}): {ours}.\n- Otherwise: {theirs}.\n"


def _step(step: Step) -> str:
    costs = [f"{step.taps} t"] * bool(step.taps) + [f"{step.characters} c"] * bool(step.characters)
    return f"{step.words} ({', '.join(costs)})"


def in_page(part: str) -> str:
    """The whole page with ``part`` in its place."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{part}\n{END}{after}"


def written() -> str:
    """The counted part as the page has it."""
    return PAGE.read_text().partition(BEGIN)[2].partition(END)[0].strip()
