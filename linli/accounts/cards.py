"""The household card: printed paper that binds a phone to a household without SMS or e-mail.

Rows in, PDF out: ten cards on an A4 page. Who may have a card made, and what its code is worth, is
decided elsewhere; this file only sets type.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from linli.core import printing

TEMPLATE = Path(__file__).parent / "household_cards.typ"


@dataclass(frozen=True)
class HouseholdCard:
    """One card. `url` opens the join page with the code filled in; `code` is the same code, to type."""

    room: str
    url: str
    code: str


def household_sheets(
    cards: Sequence[HouseholdCard], *, community: str, address: str, help_phone: str, printed: datetime
) -> bytes:
    """A4 pages with ten household cards each, in the order given.

    `address` is where the code can be typed, as short as it is; `help_phone` may be empty; `printed` is
    the community's local time. Raises printing.CannotPrint.
    """
    rows = household_rows(cards, community=community, address=address, help_phone=help_phone, printed=printed)
    return printing.pdf(TEMPLATE, rows)


def household_rows(
    cards: Sequence[HouseholdCard], *, community: str, address: str, help_phone: str, printed: datetime
) -> dict[str, Any]:
    """What `household_cards.typ` reads."""
    return {
        "title": f"{community} 住户卡 household cards",
        "printed": f"{printed:%Y-%m-%d %H:%M}",
        "community": community,
        "address": address,
        "help_phone": help_phone,
        "cards": [
            {"room": card.room, "code": printing.grouped(card.code), "qr": printing.qr(card.url)} for card in cards
        ],
    }
