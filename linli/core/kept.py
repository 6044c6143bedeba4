"""What a keeping rule is. Each app's ``keeping.py`` lists its own as ``KEEPING``; ``privacy`` carries them out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True)
class Keep:
    """How long ``fields`` of ``model`` (such as ``"registry.Resident"``) are kept, and what happens then.

    ``days`` after the moment in ``after`` (a field, or a path such as ``upload__finished_at``) the fields are made
    empty (``erase``), the rows deleted (``delete``), or deleted after ``count`` has made numbers of them. A community
    may set another number of days, up to ``most`` (None: not more than ``days``). Where no field says when, ``due``
    gives the rows that may go for a cut-off moment. ``before`` is called with the rows about to go (files, say).
    ``what``, ``since`` and ``reason`` are for people: lazy words. ``least``: a law asks for so many days. ``apart``:
    not even how many there are may be seen by those who look after keeping.
    """

    model: str
    fields: tuple[str, ...]
    days: int
    how: Literal["erase", "delete", "count"]
    what: Any
    since: Any
    reason: Any
    after: str = ""
    most: int | None = None
    due: Callable[[datetime], Any] | None = None
    count: Callable[[list[Any]], None] | None = None
    before: Callable[[list[Any]], None] | None = None
    tenant: bool = True
    least: int = 0
    apart: bool = False

    @property
    def key(self) -> str:
        """The rule's name in settings and receipts: ``registry.Resident.name``."""
        return f"{self.model}.{self.fields[0]}"

    def days_in(self, settings: dict[str, Any]) -> int:
        """The days that hold in a community with ``settings``; what lies outside the law's bounds is brought back."""
        chosen = settings.get("keeping", {}).get(self.key, self.days)
        return max(self.least, min(int(chosen), self.days if self.most is None else self.most))
