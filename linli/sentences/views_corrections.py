"""How often the proposals were right, and what people chose instead: numbers and codes, to better the rules."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from linli.accounts.permissions import allow
from linli.followups.kinds import Act
from linli.sentences.models import Correction
from linli.sentences.words import KINDS

F = Correction.Field
CODES: dict[str, Any] = {
    "first": _("the first choice"),
    "second": _("the second choice"),
    "later": _("a later choice"),
    "another": _("somebody else"),
    "nobody": _("nobody in particular"),
    "same": _("as proposed"),
    "sooner": _("sooner"),
    "later_time": _("later"),
    "none": _("nothing to do"),
}


@dataclass
class Share:
    """Of ``all`` proposals ``right`` were kept."""

    right: int = 0
    all: int = 0

    @property
    def percent(self) -> int | None:
        return self.right * 100 // self.all if self.all else None


@allow("sentences.corrections")
def corrections(request: Any) -> HttpResponse:
    held = list(Correction.objects.all())
    shares: dict[str, dict[str, Share]] = {}
    for row in held:
        share = shares.setdefault(row.kind, {field: Share() for field in F.values})[row.field]
        share.all += row.count
        share.right += row.count if row.proposed == row.chosen else 0
    changed = [row for row in held if row.proposed != row.chosen]
    content = {
        "fields": F.labels,
        "kinds": [(words(kind), list(found.values()), found["kind"].all) for kind, found in sorted(shares.items())],
        "changed": [
            (words(row.kind), row.get_field_display(), words(row.proposed), words(row.chosen), row)
            for row in sorted(changed, key=lambda row: (-row.count, row.kind, row.field))
        ],
        "unmarked": sum(row.count for row in changed if not row.marked),
    }
    return render(request, "sentences/corrections.html", content)


def words(code: str) -> Any:
    """A code as people read it."""
    if code in KINDS:
        return KINDS[code]
    return Act(code).label if code in Act.values else CODES.get(code, code)
