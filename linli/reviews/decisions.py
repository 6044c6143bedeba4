"""Every decision about a resident, whoever made it: one shape, one list, each with what would clear it."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from linli.gates.words import outcome_words
from linli.reviews.ground import Ground
from linli.situation import words
from linli.situation.models import PolicyVersion

PAGE = 20
LAST_PAGE = 50


@dataclass(frozen=True)
class Decision:
    """One decision in the words of the moment. ``source`` and ``key`` name it, ``code`` is what it said inside.

    ``against``: it kept the resident from something. ``machine``: no person decided. ``deciders``: ids of the users
    who took part, and who can therefore never review it. ``count_on``: when a crossing becomes a number.
    """

    source: str
    key: uuid.UUID
    at: datetime
    what: str
    outcome: str
    pill: str
    reason: str
    decided_by: str
    remedy: str = ""
    rule: str = ""
    spared: str = ""
    version: str = ""
    second: str = ""
    code: str = ""
    against: bool = False
    machine: bool = False
    reviewable: bool = True
    deciders: frozenset[Any] = frozenset()
    count_on: datetime | None = None
    held: PolicyVersion | None = field(default=None, compare=False)

    @property
    def version_title(self) -> str:
        """What the rules called themselves, as in "Normalised prevention"."""
        return words.told(self.held.body["title"]) if self.held else ""

    @property
    def basis(self) -> list[str]:
        """The legal basis that those rules name."""
        return [words.told(one["title"]) for one in self.held.body["basis"]] if self.held else []


@dataclass(frozen=True)
class Correction:
    """One way to put a wrong decision right: ``code`` (with an id where there are several), and its sentence.

    ``needs``: the permission without which nobody may do this outside a review either.
    """

    code: str
    words: str
    needs: str = ""


class Source(Protocol):
    """Where decisions come from. ``rows`` are the newest first, at most ``most``; ``one`` only finds the resident's."""

    name: str

    def rows(self, ground: Ground, against: bool, most: int) -> list[Any]: ...
    def moment(self, row: Any) -> datetime: ...
    def one(self, ground: Ground, key: uuid.UUID) -> Any | None: ...
    def decision(self, ground: Ground, row: Any) -> Decision: ...
    def corrections(self, ground: Ground, row: Any) -> list[Correction]: ...
    def correct(self, ground: Ground, row: Any, code: str, *, by: Any, at: datetime) -> dict[str, Any]: ...


def sources() -> dict[str, Source]:
    from linli.reviews.sources import SOURCES

    return SOURCES


@dataclass(frozen=True)
class Page:
    """Twenty decisions, the newest first; ``more``: there is another page."""

    decisions: list[Decision]
    number: int
    more: bool


def decisions_of(ground: Ground, *, against: bool = False, page: int = 1) -> Page:
    """``against``: only what was refused, taken back, or handed to a person."""
    page = max(1, min(page, LAST_PAGE))
    most = page * PAGE + 1
    found = [
        (source.moment(row), source.name, row, source)
        for source in sources().values()
        for row in source.rows(ground, against, most)
    ]
    found.sort(key=lambda one: one[:2], reverse=True)
    shown = found[(page - 1) * PAGE : page * PAGE]
    decisions = [source.decision(ground, row) for _at, _name, row, source in shown]
    return Page(decisions, page, len(found) > page * PAGE and page < LAST_PAGE)


def decision_of(ground: Ground, source: str, key: uuid.UUID) -> Decision | None:
    """One decision about this resident; None if there is none such, or if it has become a number."""
    found = sources().get(source)
    row = found.one(ground, key) if found else None
    return found.decision(ground, row) if found and row is not None else None


def pill_of(outcome: str) -> tuple[str, str]:
    """Words and pill class of a gate's outcome."""
    said = outcome_words(outcome)
    return str(said["words"]), said["pill"]
