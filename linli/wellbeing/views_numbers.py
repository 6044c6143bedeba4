"""What managers may know: numbers that counsellors published, none below ten."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.accounts.permissions import allow
from linli.wellbeing.models import Count
from linli.wellbeing.scales import load

SHOWN = 12
WORDS: dict[str, Any] = {
    "asked": _("What people came with"),
    "ended": _("What came of the calls"),
    "all": _("all records"),
    "calls": _("calls back"),
    "registration": _("name or number only"),
    "talk": _("asked for a talk"),
    "urgent": _("asked to be rung soon"),
    "above": _("above the cut-off"),
    "below": _("below the cut-off"),
    "agreed": _("talked with"),
    "later": _("ring again later"),
    "appointment": _("appointment"),
    "referred": _("referred"),
    "removed": _("taken off the list, with a reason"),
    "open": _("still open"),
}


@allow("wellbeing.numbers")
@never_cache
@require_safe
def numbers(request: Any) -> HttpResponse:
    """The latest publications; a code that is no word of ours is shown as it is."""
    titles = {name: scale["title"] for name, scale in load().items()}
    language = "en" if request.LANGUAGE_CODE == "en" else "zh"

    def said(code: str) -> Any:
        return WORDS.get(code) or (titles[code][language] if code in titles else code)

    counts = [
        (one, [_shown(table, said) for table in one.table])
        for one in Count.objects.select_related("published_by")[:SHOWN]
    ]
    return render(request, "wellbeing/numbers.html", {"counts": counts})


def _shown(table: dict[str, Any], said: Any) -> dict[str, Any]:
    rows = [
        (said(name), cells, total)
        for name, cells, total in zip(table["rows"], table["cells"], table["row_totals"], strict=True)
    ]
    heads = [said(name) for name in table["columns"]]
    return {"name": said(table["name"]), "heads": heads, "rows": rows, "sums": table["column_totals"],
            "total": table["total"], "several": len(rows) > 1}  # fmt: skip
