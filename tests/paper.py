"""Reading print back: the text and fonts of a PDF (poppler's tools), the codes in a picture (zxing-cpp)."""

import io
import subprocess

import zxingcpp
from PIL import Image


def text_of(pdf: bytes) -> str:
    """All text of a PDF, as a copy-and-paste would give it."""
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def fonts_of(pdf: bytes) -> str:
    """The table of fonts of a PDF: name, type, and whether each is embedded."""
    return subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def pages_of(pdf: bytes) -> int:
    shown = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return int(next(line for line in shown.splitlines() if line.startswith("Pages:")).split()[1])


def codes_in(png: bytes) -> list[str]:
    """The texts of all QR codes in a picture, top to bottom, left to right."""
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    ordered = sorted(found, key=lambda code: (round(code.position.top_left.y / 100), code.position.top_left.x))
    return [code.text for code in ordered]
