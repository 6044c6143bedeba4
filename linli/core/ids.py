"""Identifiers: UUIDv7 (RFC 9562), time-ordered so that B-tree pages fill in order; devices make them too."""

import secrets
import time
import uuid


def uuid7() -> uuid.UUID:
    """A new UUIDv7: 48 bits of milliseconds since the epoch, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 7 << 76 | (random >> 62) << 64 | 2 << 62
    return uuid.UUID(int=value | random & ((1 << 62) - 1))
