"""A single QR code on a page."""

import segno


def picture(text: str, border: int = 2) -> str:
    """A data URI (SVG, black on white whatever the theme) for an ``<img>``; error level M."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(scale=8, border=border, light="#fff"))
