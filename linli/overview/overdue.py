"""Where help is needed: open and late matters by kind and by grid. Nothing here counts or compares people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.followups.lines import late_words
from linli.followups.models import FollowUp
from linli.followups.owners import grid_workers
from linli.followups.version import OPEN
from linli.registry.models import Grid


@dataclass(frozen=True)
class Load:
    """How much is open and late of one kind or in one grid; ``oldest``: how late the latest of them is, in words."""

    words: str
    address: str
    open: int
    late: int
    oldest: str
    nobody: bool = False


@allow("followups.overview")
def where_help(request: Any) -> HttpResponse:
    at = now()
    rows = FollowUp.objects.filter(status__in=OPEN)
    by_kind, by_grid = _by(rows, "kind", at), _by(rows, "grid", at)
    content = {
        "at": at,
        "open": sum(one["open"] for one in by_kind),
        "late": sum(one["late"] for one in by_kind),
        "kinds": [_of_kind(one, at) for one in by_kind],
        "grids": _grids(by_grid, request.community, at),
    }
    return render(request, "overview/where_help.html", content)


def _by(rows: Any, field: str, at: datetime) -> list[dict[str, Any]]:
    """Of each ``field``: how many are open and late, and the earliest due time of those; most late first."""
    late = Q(due_at__lte=at)
    counted = rows.values(field).annotate(open=Count("pk"), late=Count("pk", filter=late), oldest=Min("due_at"))
    return sorted(counted, key=lambda one: (-one["late"], -one["open"]))


def _of_kind(one: dict[str, Any], at: datetime) -> Load:
    words = str(FollowUp.Kind(one["kind"]).label)
    return _load(words, {"kind": one["kind"]}, one, at)


def _grids(by_grid: list[dict[str, Any]], community: Any, at: datetime) -> list[Load]:
    """Grids with open matters, and every grid whose workers are all off; what belongs to no grid is the office's."""
    numbers = dict(Grid.objects.values_list("pk", "number"))
    there = grid_workers(community.pk, at)
    loads = []
    for one in by_grid:
        if one["grid"] is None:
            loads.append(_load(_("The office"), {}, one, at))
        else:
            words = _("Grid %(number)s") % {"number": numbers[one["grid"]]}
            loads.append(_load(words, {"grid": numbers[one["grid"]]}, one, at, nobody=one["grid"] not in there))
    return loads


def _load(words: str, narrowed: dict[str, str], one: dict[str, Any], at: datetime, nobody: bool = False) -> Load:
    address = f"{reverse('followups:list')}?{urlencode(narrowed)}"
    minutes = int((at - one["oldest"]).total_seconds()) // 60
    oldest = late_words(minutes) if one["late"] else ""
    return Load(words, address, one["open"], one["late"], oldest, nobody)
