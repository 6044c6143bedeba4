"""The chain's arithmetic: pure, so that a reader outside Linli can check a dump with a page of code."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

GENESIS = "0" * 64


class Linelike(Protocol):
    """Anything with the columns of a journal line."""

    community_id: Any
    sequence: int
    at: datetime
    event: str
    subject: str
    actor: str
    codes: Any
    previous: str
    hash: str


def digest(line: Linelike) -> str:
    """SHA-256 (hex) over the line's columns as canonical JSON; times in UTC with microseconds."""
    fields = [
        str(line.community_id),
        line.sequence,
        line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        line.event,
        line.subject,
        line.actor,
        line.codes,
        line.previous,
    ]
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Finding:
    """Where a chain is broken and how: ``changed``, ``missing``, ``relinked`` or ``cut``."""

    sequence: int
    what: str


def verify(lines: Iterable[Linelike], head: tuple[int, str] | None = None) -> tuple[int, str, list[Finding]]:
    """Walk ``lines`` by sequence; returns the last (sequence, hash) and what was found.

    ``head`` is a (sequence, hash) kept outside: only against it does a tail that was cut off show.
    """
    sequence, previous, found = 0, GENESIS, []
    seen_head = head is None or head == (0, GENESIS)
    for line in lines:
        if line.sequence != sequence + 1:
            found.append(Finding(sequence + 1, "missing"))
        if line.previous != previous:
            found.append(Finding(line.sequence, "relinked"))
        if digest(line) != line.hash:
            found.append(Finding(line.sequence, "changed"))
        sequence, previous = line.sequence, line.hash
        if head is not None and sequence == head[0]:
            seen_head = True
            if previous != head[1]:
                found.append(Finding(sequence, "changed"))
    if not seen_head and head is not None:
        found.append(Finding(head[0], "cut"))
    return sequence, previous, found
