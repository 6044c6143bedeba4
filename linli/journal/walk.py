"""A community's chain, read out of the database from its first line to its last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from linli.journal.chain import GENESIS, Finding, verify
from linli.journal.models import Head, Line

PIECE = 2000  # lines in memory at once


@dataclass(frozen=True)
class Walk:
    """What a walk saw: how many lines, the last one's sequence and hash, and what is wrong."""

    lines: int
    sequence: int
    hash: str
    findings: list[Finding]


def walk(community_id: Any, kept: Iterable[tuple[int, str]] = ()) -> Walk:
    """Verify a community's chain against its stored head and against heads ``kept`` outside.

    Writers may go on meanwhile: the stored head is read first, lines that follow it are new and checked too.
    """
    head = _head(community_id)
    counted = _Counted(Line._base_manager.filter(community_id=community_id).order_by("sequence").iterator(PIECE))
    sequence, last, findings = verify(counted, *({head} if head else ()), *kept)
    stored = _head(community_id) or (0, GENESIS)
    if sequence > stored[0]:
        findings.append(Finding(stored[0] + 1, "beyond_head"))
    return Walk(counted.number, sequence, last, findings)


def _head(community_id: Any) -> tuple[int, str] | None:
    return Head.objects.filter(pk=community_id).values_list("sequence", "hash").first()


class _Counted:
    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines, self.number = lines, 0

    def __iter__(self) -> Iterator[Line]:
        for line in self.lines:
            self.number += 1
            yield line
