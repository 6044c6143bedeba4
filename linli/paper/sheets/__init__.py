"""Paper for a gate without power: registers with numbered rows, permits to tick, step cards, posters.

One template of parts, so that a day's folder is one PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from linli.core import printing

HERE = Path(__file__).parent
Part = dict[str, Any]


def pdf(parts: Sequence[Part], *, community: str, title: str, printed: datetime) -> bytes:
    """A4 pages of ``parts`` one after another. Raises printing.CannotPrint."""
    return printing.pdf(HERE / "paper.typ", rows(parts, community=community, title=title, printed=printed))


def rows(parts: Sequence[Part], *, community: str, title: str, printed: datetime) -> dict[str, Any]:
    """What `paper.typ` reads; ``printed`` is the community's own local time."""
    return {
        "title": f"{community} {title}",
        "community": community,
        "printed": f"{printed:%Y-%m-%d %H:%M}",
        "parts": list(parts),
    }
