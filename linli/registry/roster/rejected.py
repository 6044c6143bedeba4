"""The rows that could not be taken, handed back as the workbook they came in, with a red reason beside each.

Correct them there and upload that file again: only those rows are in it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from linli.registry.roster.entry import Problem, Rejected
from linli.registry.roster.read import Roster, Sheet

Words = Callable[[Problem], str]
REASON_WIDTH = 48


def workbook(roster: Roster, rejected: Iterable[Rejected], header: str, words: Words) -> bytes:
    """An .xlsx with the same sheets, columns and order; `header` names the reason column, `words` says a problem."""
    by_sheet: dict[str, list[Rejected]] = {}
    for row in rejected:
        by_sheet.setdefault(row.row.sheet, []).append(row)
    out = io.BytesIO()
    # A cell that begins with = came from outside: it is text, never a formula.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "red": book.add_format({"font_color": "#B3261E", "text_wrap": True, "valign": "top"}),
        "red_head": book.add_format({"font_color": "#B3261E", "bold": True, "bottom": 1}),
        "text": book.add_format({"num_format": "@"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    for sheet in roster.sheets:
        if sheet.name in by_sheet:
            write_sheet(book.add_worksheet(safe_name(sheet.name)), sheet, by_sheet[sheet.name], header, words, formats)
    if not by_sheet:
        book.add_worksheet()
    book.close()
    return out.getvalue()


def write_sheet(
    page: Worksheet, sheet: Sheet, rows: list[Rejected], header: str, words: Words, formats: dict[str, object]
) -> None:
    last = len(sheet.columns.headers)
    for place, title in enumerate(sheet.columns.headers):
        page.write_string(0, place, title, formats["head"])
    page.write_string(0, last, header, formats["red_head"])
    page.set_column(0, max(last - 1, 0), 16)
    page.set_column(last, last, REASON_WIDTH)
    page.freeze_panes(1, 0)
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row.row.cells[:last]):
            write_cell(page, line, place, cell, formats)
        page.write_string(line, last, "; ".join(map(words, row.problems)), formats["red"])


def write_cell(page: Worksheet, line: int, place: int, cell: object, formats: dict[str, object]) -> None:
    """A cell as it came. Text is marked as text, or Excel would eat an identity number's digits a second time."""
    if isinstance(cell, datetime | date):
        page.write_datetime(line, place, cell, formats["day"])
    elif isinstance(cell, float) and abs(cell) < 1e11:
        page.write_number(line, place, cell)
    elif cell is not None and str(cell) != "":
        page.write_string(line, place, str(cell)[:32_000], formats["text"])


def safe_name(name: str) -> str:
    """A sheet name that Excel takes: 31 characters, none of []:*?/\\, no quote at its ends."""
    kept = "".join("-" if sign in "[]:*?/\\" else sign for sign in name)[:31].strip("'")
    return kept or "1"
