"""The shape of every change: guard, change, record, in one transaction.

Verbs nest. The outermost buffers the journal lines, and takes the chain's head and appends them as its last
statement: the head's row lock is then held for a moment only, and never waits for another row.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import transaction

from linli.core.clock import now
from linli.journal.chain import apart, digest
from linli.journal.models import Head, Line

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Happening:
    """One event before it is written: the subject row, the actor, the time, ids and codes."""

    event: str
    subject: Any
    by: Any
    at: datetime
    codes: dict[str, Any]


Reaction = Callable[[Happening], None]
_pending: ContextVar[list[Happening] | None] = ContextVar("pending", default=None)
_reactions: dict[str, tuple[Reaction, ...]] = {}


def wire(reactions: dict[str, tuple[Reaction, ...]]) -> None:
    """Set what follows which event (``config/wiring.py`` calls this once at start)."""
    _reactions.clear()
    _reactions.update(reactions)


def verb(function: Callable[P, R]) -> Callable[P, R]:
    """Make ``function`` one transaction; the outermost verb appends the journal lines at its end."""

    @wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        if _pending.get() is not None:
            return function(*args, **kwargs)
        with transaction.atomic():
            lines: list[Happening] = []
            token = _pending.set(lines)
            try:
                result = function(*args, **kwargs)
                _append(lines)
            finally:
                _pending.reset(token)
            return result

    return inner


def record(event: str, subject: Any, *, by: Any, at: datetime | None = None, **codes: Any) -> None:
    """Note that ``event`` happened to ``subject`` (a row with ``community_id``), and run what is wired to it.

    ``by`` is a user, resident, device, or None for Linli itself. ``codes``: ids and codes, never names.
    """
    lines = _pending.get()
    if lines is None:
        raise RuntimeError("record() outside a verb")
    happening = Happening(event, subject, by, at or now(), codes)
    lines.append(happening)
    for reaction in _reactions.get(event, ()):
        reaction(happening)


def actor_of(by: Any) -> str:
    """``user:…``, ``resident:…``, ``device:…`` or ``system``."""
    return "system" if by is None else f"{by._meta.model_name}:{by.pk}"


def _append(lines: list[Happening]) -> None:
    chains: dict[Any, list[Happening]] = {}
    for line in lines:
        chains.setdefault(_chain(line.subject), []).append(line)
    for community in sorted(chains, key=str):  # one order for all writers: two chains never deadlock
        _extend(community, chains[community])


def _chain(subject: Any) -> UUID:
    """Whose chain a line about ``subject`` extends: its community's, or the one that is kept apart."""
    community: UUID = getattr(subject, "community_id", None) or subject.pk
    return apart(community) if getattr(subject, "APART", False) else community


def _extend(community: Any, lines: list[Happening]) -> None:
    head = Head.objects.select_for_update().filter(pk=community).first()
    if head is None:
        Head.objects.bulk_create([Head(community_id=community)], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(pk=community)
    written = []
    for happening in lines:
        subject = happening.subject
        line = Line(
            community_id=community,
            sequence=head.sequence + 1,
            at=happening.at,
            event=happening.event,
            subject=f"{subject._meta.model_name}:{subject.pk}",
            actor=actor_of(happening.by),
            codes=happening.codes,
            previous=head.hash,
        )
        line.hash = digest(line)
        head.sequence, head.hash = line.sequence, line.hash
        written.append(line)
    Line._base_manager.bulk_create(written)
    head.save(update_fields=["sequence", "hash"])
