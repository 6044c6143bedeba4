"""Pictures of certificates, kept encrypted beside the database."""

import uuid

from linli.core.pictures import Shelf, Unreadable
from linli.core.pictures import tidy as _tidy
from linli.core.refusals import Refused

SHELF = Shelf("certificates", "outings_certificate|photo")


def tidy(raw: bytes) -> bytes:
    """Small, upright, without place and time. Refused("outings.not_a_picture")."""
    try:
        return _tidy(raw)
    except Unreadable as cause:
        raise Refused("outings.not_a_picture") from cause


def keep(community: uuid.UUID, key: uuid.UUID, picture: bytes) -> None:
    SHELF.keep(community, key, picture)


def read(community: uuid.UUID, key: uuid.UUID) -> bytes | None:
    """The JPEG; None if it was purged."""
    return SHELF.read(community, key)


def destroy(community: uuid.UUID, key: uuid.UUID) -> None:
    SHELF.destroy(community, key)
