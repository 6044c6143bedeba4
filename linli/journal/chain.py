"""The chain's arithmetic: pure, so that a reader outside Linli can check a dump with a page of code."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID, uuid5

GENESIS = "0" * 64


def apart(community: UUID) -> UUID:
    """The id of the chain of what only a few in ``community`` may know, even that it happened.

    A chain of its own, not hidden lines of the common one: gaps in the numbers, and heads that grow, would tell.
    """
    return uuid5(community, "apart")


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
    """Where a chain is broken and how: ``changed``, ``missing``, ``relinked``, ``cut``, ``beyond_head``."""

    sequence: int
    what: str


def verify(lines: Iterable[Linelike], *heads: tuple[int, str]) -> tuple[int, str, list[Finding]]:
    """Walk ``lines`` by sequence; returns the last (sequence, hash) and what was found.

    ``heads`` are (sequence, hash) kept outside: only against them does it show that a tail was cut off, or that the
    whole chain was made anew.
    """
    sequence, previous, found = 0, GENESIS, []
    unseen = set(heads) - {(0, GENESIS)}
    for line in lines:
        if line.sequence != sequence + 1:
            found.append(Finding(sequence + 1, "missing"))
        if line.previous != previous:
            found.append(Finding(line.sequence, "relinked"))
        if digest(line) != line.hash:
            found.append(Finding(line.sequence, "changed"))
        sequence, previous = line.sequence, line.hash
        here = {head for head in unseen if head[0] == sequence}
        unseen -= here
        if here - {(sequence, previous)}:
            found.append(Finding(sequence, "changed"))
    found += [Finding(head[0], "cut") for head in sorted(unseen)]
    return sequence, previous, list(dict.fromkeys(found))
