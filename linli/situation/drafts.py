"""Rules on their way to being published: read from a pack or from somebody's own text, judged, never lost."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from linli.situation import packs, policy


@dataclass(frozen=True)
class Draft:
    """``body`` is None where ``problems`` (sentences) say why; ``failures``: examples that came out otherwise."""

    text: str
    body: dict[str, Any] | None
    problems: list[str] = field(default_factory=list)
    failures: list[packs.Failure] = field(default_factory=list)

    @property
    def publishable(self) -> bool:
        return self.body is not None and not self.problems and not self.failures


def of_pack(pack: str, phase: str) -> Draft:
    """A phase that comes with Linli; KeyError for an unknown one."""
    return of_text(packs.phase_file(pack, phase).read_text(encoding="utf-8"))


def of_text(text: str | bytes) -> Draft:
    """Somebody's own phase."""
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    try:
        body = packs.parse(text)
    except packs.Unreadable as unreadable:
        return Draft(shown, None, [unreadable.problem.say(gettext)])
    problems = packs.validate(body)
    if problems:
        return Draft(shown, None, [problem.say(gettext) for problem in problems])
    return Draft(shown, body, [], policy.failures(body))


def as_file(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, indent=1)


def default_lapse(body: dict[str, Any], starts_at: datetime) -> datetime:
    """As far off as the file says, to the minute."""
    return (starts_at + policy.lifetime(body)).replace(second=0, microsecond=0)
