"""A roster file as rows: .xlsx, .xls, .csv in any of the encodings and shapes that offices send.

Nothing is judged here: every row that holds anything comes out, with its sheet, its number as the spreadsheet
shows it, and its cells as found, so that a refused one can be handed back as it came.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from linli.registry.roster.columns import Columns, understand

HEADER_WITHIN = 25
MOST_ROWS = 200_000
MOST_INFLATED = 400 * 1024 * 1024
ENCODINGS = ("utf-8", "gb18030")

Cells = list[object]


class RosterUnreadable(ValueError):
    """A file from which no row can be read; `code` is one of registry's refusals (roster.*)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row as found. `number` counts from 1 as in the spreadsheet."""

    sheet: str
    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with a header row; `above` are the lines before it (titles)."""

    name: str
    columns: Columns
    rows: list[SourceRow]
    blank: int


@dataclass(frozen=True, slots=True)
class Roster:
    """名册: the sheets that have a header row, and the names of those that have none."""

    sheets: list[Sheet]
    skipped: list[str]

    @property
    def rows(self) -> Iterator[tuple[Columns, SourceRow]]:
        for sheet in self.sheets:
            for row in sheet.rows:
                yield sheet.columns, row

    @property
    def size(self) -> int:
        return sum(len(sheet.rows) for sheet in self.sheets)


def read(content: bytes, filename: str = "") -> Roster:
    """Every row of a file. The content decides what it is, not the name: many an ".xls" is text."""
    if not content.strip():
        raise RosterUnreadable("roster.empty")
    if content[:4] == b"PK\x03\x04" or content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        tables = workbook(content)
    else:
        tables = [(filename.rsplit(".", 1)[0] or "1", text_rows(content))]
    sheets, skipped = [], []
    for name, rows in tables:
        sheet = with_header(name, rows)
        if sheet:
            sheets.append(sheet)
        elif any(any(map(filled, cells)) for cells in rows):
            skipped.append(name)
    if not sheets:
        raise RosterUnreadable("roster.no_header" if skipped else "roster.empty")
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        raise RosterUnreadable("roster.too_many_rows")
    return Roster(sheets, skipped)


def workbook(content: bytes) -> list[tuple[str, list[Cells]]]:
    """The sheets of an .xlsx or .xls file."""
    try:
        if content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                if sum(part.file_size for part in archive.infolist()) > MOST_INFLATED:
                    raise RosterUnreadable("roster.too_many_rows")
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [(name, sheet_rows(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except PasswordError:
        raise RosterUnreadable("roster.password") from None
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        if isinstance(error, RosterUnreadable):
            raise
        raise RosterUnreadable("roster.not_a_workbook") from None


def sheet_rows(sheet: CalamineSheet) -> list[Cells]:
    """Rows with merged cells filled down: one 房号 over four people means all four."""
    rows: list[Cells] = [list(cells) for cells in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        # A title across the page is one row high and stays as it is.
        if bottom == top or left != right or bottom >= len(rows) or left >= len(rows[top]):
            continue
        for row in range(top + 1, bottom + 1):
            rows[row][left] = rows[top][left]
    return rows


def text_rows(content: bytes) -> list[Cells]:
    """Rows of comma, semicolon or tab separated text."""
    text = decode(content).replace("\x00", "")
    top = "\n".join(text.splitlines()[:HEADER_WITHIN])
    separator = max(",\t;，", key=top.count)
    if separator == "，":
        text, separator = text.replace("，", ","), ","
    csv.field_size_limit(1_000_000)
    try:
        return [list[object](row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error:
        raise RosterUnreadable("roster.not_a_workbook") from None


def decode(content: bytes) -> str:
    """Text in UTF-8 (with or without its mark), UTF-16 with its mark, or GB18030, what Excel writes in China."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    content = content.removeprefix(b"\xef\xbb\xbf")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterUnreadable("roster.unknown_encoding")


def with_header(name: str, rows: list[Cells]) -> Sheet | None:
    """The sheet below its header row, which need not be the first; None when no row looks like one."""
    best, at = 0, -1
    for place, cells in enumerate(rows[:HEADER_WITHIN]):
        score = understand(cells).score
        if score > best:
            best, at = score, place
    if at < 0:
        return None
    kept = [SourceRow(name, at + 2 + place, cells) for place, cells in enumerate(rows[at + 1 :])]
    full = [row for row in kept if any(map(filled, row.cells))]
    return Sheet(name, understand(rows[at]), full, len(kept) - len(full))


def filled(cell: object) -> bool:
    """Whether a cell holds anything."""
    return cell is not None and str(cell).strip() != ""
