"""Print: rows in, PDF bytes out. Pure: no database, no clock, no settings.

A sheet is a typst template (`*.typ`, beside the code that owns it) which reads `rows.json` and may
import the shared parts in `linli/core/print/`. Every PDF is PDF/A-2u, for one reason: it is the only
mode in which typst refuses to write a character that no font can draw. Without it a machine with no
Chinese font prints blank cards and says nothing.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst
import zxingcpp

FONT = "Noto Sans CJK SC"
PARTS = Path(__file__).parent / "print"
GETA = "〓"  # the typesetter's mark for a character that the case does not hold
UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')


class CannotPrint(Exception):
    """Printing is impossible on this machine; `str()` is one line that says what to install."""


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The fonts of this machine (and of `LINLI_FONTS`, a folder), found once.

    Raises CannotPrint when the Chinese font is not among them.
    """
    folder = os.environ.get("LINLI_FONTS")
    found = typst.Fonts(include_system_fonts=True, font_paths=[folder] if folder else [])
    require_chinese(found.families())
    return found


def require_chinese(families: Sequence[str]) -> None:
    """Raise CannotPrint unless the font that the sheets are set in is among `families`."""
    if FONT not in families:
        raise CannotPrint(
            f"No Chinese font ({FONT}) on this machine, so nothing was printed. "
            "Install it with: apt-get install fonts-noto-cjk"
        )


def pdf(template: Path, rows: Mapping[str, Any]) -> bytes:
    """Typeset `template` over `rows` (JSON values only) and return the PDF.

    A character that no font here can draw is printed as 〓, and `rows.json` then has it in `missing`,
    so that the sheet itself can say which characters to write in by hand.
    """
    try:
        return _typeset(template, rows, "pdf")[0]
    except typst.TypstError as error:
        undrawn = "".join(sorted(set("".join(UNDRAWN.findall(f"{error} {error.diagnostic}")))))
        if not undrawn:
            raise
    text = json.dumps(rows, ensure_ascii=False).translate(dict.fromkeys(map(ord, undrawn), GETA))
    return _typeset(template, {**json.loads(text), "missing": len(undrawn)}, "pdf")[0]


def png(template: Path, rows: Mapping[str, Any], dots_per_inch: int = 150) -> list[bytes]:
    """The same pages as pictures, one PNG a page: for previews, and for tests that read the codes."""
    return _typeset(template, rows, "png", dots_per_inch)


def _typeset(
    template: Path, rows: Mapping[str, Any], form: Literal["pdf", "png"], dots_per_inch: int = 150
) -> list[bytes]:
    files = {part.name: part.read_bytes() for part in PARTS.glob("*.typ")}
    files["main"] = template.read_bytes()
    files["rows.json"] = json.dumps({"missing": 0, **rows}, ensure_ascii=False).encode()
    compile_files: Callable[..., Any] = typst.compile  # its type stubs do not know several files at once
    made = compile_files(
        files,
        font_paths=fonts(),
        format=form,
        ppi=float(dots_per_inch),
        pdf_standards="a-2u" if form == "pdf" else None,
    )
    pages = made if isinstance(made, list) else [made]
    return [bytes(page) for page in pages if page is not None]


def qr(text: str, level: Literal["L", "M", "Q", "H"] = "M") -> str:
    """A QR code as SVG text, quiet zone included, one unit a module.

    zxing-cpp, not segno: a sheet run needs over a thousand of them, and it makes ten times as many a second.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    return str(code.to_svg(add_quiet_zones=True))


def grouped(code: str, size: int = 4) -> str:
    """A typed code in groups that the eye can hold: `K7QM4T2X` -> `K7QM-4T2X`."""
    return "-".join(code[at : at + size] for at in range(0, len(code), size))
