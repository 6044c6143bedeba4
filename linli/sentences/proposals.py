"""What Linli proposes for one line, until somebody confirms it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linli.accounts.models import User


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody, a household or a building that may be meant; a resident's household and building are named too."""

    resident_id: Any
    household_id: Any
    building_id: Any
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line: what it asks for, for whom, by when, by whom, and which of these (`unsure`) a person must look at.

    `unsure` holds some of who, kind, due, owner. `owner` is None where nobody ever had a post.
    """

    line: str
    kind: str
    act: str
    urgency: int
    candidates: tuple[Candidate, ...]
    due_at: datetime
    owner: User | None
    slots: dict[str, str] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
