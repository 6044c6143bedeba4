"""Paper at the gate: pass cards (ten a sheet) and the poster that residents scan. Rows in, PDF out.

A paper pass is a peer of the phone: a room number large enough to read at arm's length, the same signed
code, and a short code to type when the camera fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from linli.core import printing

HERE = Path(__file__).parent


@dataclass(frozen=True)
class PassCard:
    """One card. `kind` is in the reader's words; `valid_until` is the community's own local time."""

    room: str
    surname: str
    kind: str
    valid_until: datetime
    qr: str
    code: str


@dataclass(frozen=True)
class Poster:
    """The sign at a gate. `url` is a plain link: any phone's camera, and WeChat, can open it."""

    community: str
    gate: str
    url: str


def pass_sheets(cards: Sequence[PassCard], *, community: str, printed: datetime) -> bytes:
    """A4 pages with ten pass cards each, in the order given. Raises printing.CannotPrint."""
    return printing.pdf(HERE / "passes.typ", pass_rows(cards, community=community, printed=printed))


def pass_rows(cards: Sequence[PassCard], *, community: str, printed: datetime) -> dict[str, Any]:
    """What `passes.typ` reads."""
    return {
        "title": f"{community} 通行证 passes",
        "printed": f"{printed:%Y-%m-%d %H:%M}",
        "cards": [
            {
                "room": card.room,
                "surname": card.surname,
                "kind": card.kind,
                "until": f"{card.valid_until:%Y-%m-%d %H:%M}",
                "code": printing.grouped(card.code),
                "qr": printing.qr(card.qr),
            }
            for card in cards
        ],
        "community": community,
    }


def gate_poster(poster: Poster, *, printed: datetime) -> bytes:
    """One A4 page to hang at the gate. Raises printing.CannotPrint."""
    return printing.pdf(HERE / "poster.typ", poster_rows(poster, printed=printed))


def poster_rows(poster: Poster, *, printed: datetime) -> dict[str, Any]:
    """What `poster.typ` reads. Level Q: a poster is rained on and scratched."""
    return {
        "title": f"{poster.community} {poster.gate}",
        "printed": f"{printed:%Y-%m-%d}",
        "community": poster.community,
        "gate": poster.gate,
        "url": poster.url,
        "qr": printing.qr(poster.url, "Q"),
    }
