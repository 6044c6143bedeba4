"""Pictures of receipts: made small, freed of what a camera adds, kept encrypted, purged with the errand."""

from typing import Any

from linli.core.pictures import Shelf, Unreadable, tidy
from linli.core.refusals import Refused

SHELF = Shelf("receipts", "errands_errand|receipt")


def keep(errand: Any, raw: bytes) -> None:
    """Refused("errands.not_a_picture")."""
    try:
        SHELF.keep(errand.community_id, errand.pk, tidy(raw))
    except Unreadable as cause:
        raise Refused("errands.not_a_picture") from cause


def read(errand: Any) -> bytes | None:
    """The JPEG; None if it was purged."""
    return SHELF.read(errand.community_id, errand.pk)


def destroy_all(rows: list[Any]) -> None:
    for row in rows:
        SHELF.destroy(row.community_id, row.pk)
