"""A single QR code on a page."""

import segno

MASK = 2  # any of the eight is a good code; trying them all costs twenty milliseconds, too much in a rush


def picture(text: str, border: int = 2) -> str:
    """A data URI (SVG, black on white whatever the theme) for an ``<img>``; error level M."""
    code = segno.make(text, error="m", micro=False, mask=MASK)
    return str(code.svg_data_uri(scale=8, border=border, light="#fff"))
