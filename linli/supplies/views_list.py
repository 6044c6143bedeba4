"""Pasting a chat's list: read, shown line by line, confirmed by a person; nothing is kept before that."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.registry.models import Household, Resident
from linli.supplies import words
from linli.supplies.jielong import Home, Read, gaps, read
from linli.supplies.models import Basket, Round
from linli.supplies.overview import goods_of
from linli.supplies.views import found

MOST = 20_000  # signs: some five hundred lines


def homes_of() -> list[Home]:
    """Every household with its room and people, in the scope of the moment."""
    people: dict[Any, list[str]] = {}
    for household, name in Resident.objects.living().values_list("household_id", "name"):
        people.setdefault(household, []).append(name)
    rows = Household.objects.filter(pk__in=list(people)).values_list(
        "pk",
        "flat__unit__building__compound__name",
        "flat__unit__building__number",
        "flat__unit__number",
        "flat__number",
    )
    return [Home(key, place, block, stair or None, room, tuple(people[key])) for key, place, block, stair, room in rows]


def read_list(of: Round, text: str, homes: list[Home]) -> list[Read]:
    ordered = Basket.objects.filter(of=of, status="ordered").values_list("household_id", flat=True)
    return read(text[:MOST], [one.ware for one in goods_of(of)], homes, ordered)


@allow("supplies.organise")
def pasted(request: Any, key: Any) -> HttpResponse:
    """An empty field; the lines as they were read; and what became of those that were taken."""
    of = found(key)
    text = request.POST.get("text", "")
    content: dict[str, Any] = {"round": of, "text": text, "goods": goods_of(of)}
    if request.method == "POST" and text.strip():
        homes = homes_of()
        rows = read_list(of, text, homes)
        if "take" in request.POST:
            results = _taken(request, of, rows, homes)
            if not any(one.problem for one in results):
                messages.success(
                    request,
                    _("%(taken)s lines taken, %(left)s left out.")
                    % {"taken": len(results), "left": len(rows) - len(results)},
                )
                return redirect("supplies:orders", of.pk)
            content["results"] = results
            content["left_out"] = len(rows) - len(results)
        else:
            content |= _shown(rows, content["goods"])
    return render(request, "supplies/list.html", content)


def _shown(rows: list[Read], goods: list[Any]) -> dict[str, Any]:
    shown = []
    for number, row in enumerate(rows):
        units = dict(row.units)
        shown.append(
            {
                "n": number,
                "row": row,
                "room": _label(row.home) if row.home else "",
                "homes": [_label(one) for one in row.homes],
                "doubts": words.doubts(row.doubts, row.left),
                "amounts": [(one, units.get(one.number, 0)) for one in goods],
            }
        )
    return {
        "rows": shown,
        "sure": sum(row.sure for row in rows),
        "unsure": sum(not row.sure and not row.skipped for row in rows),
        "skipped": sum(row.skipped for row in rows),
        "gaps": gaps(rows),
    }


def _label(home: Home) -> str:
    room = "-".join(part for part in (home.building, home.unit or "", home.room) if part)
    return f"{room} {'、'.join(home.people[:2])}"


@dataclass(frozen=True)
class Result:
    """What became of one line that was ticked."""

    line: str
    number: int = 0
    waiting: int = 0
    problem: str = ""


def _taken(request: Any, of: Round, rows: list[Read], homes: list[Home]) -> list[Result]:
    """Each ticked line as one order; what one line cannot be does not stop the others."""
    by_label: dict[str, list[Home]] = {}
    for home in homes:
        for said in (_label(home), _label(home).split(" ")[0]):
            by_label.setdefault(said, []).append(home)
    goods = {one.number: one.pk for one in goods_of(of)}
    ticked = [(number, row) for number, row in enumerate(rows) if f"take-{number}" in request.POST]
    return [_one(request, of, number, row, by_label, goods) for number, row in ticked]


def _one(
    request: Any, of: Round, number: int, row: Read, by_label: dict[str, list[Home]], goods: dict[int, Any]
) -> Result:
    said = request.POST.get(f"room-{number}", "").strip()
    meant = [row.home] if row.home and said == _label(row.home) else by_label.get(said, [])
    if len(meant) != 1:
        return Result(row.line, problem=_("Which household? Write the room as 3-2-502."))
    wanted = {}
    for goods_number, key in goods.items():
        units = request.POST.get(f"units-{number}-{goods_number}", "")
        if units.isascii() and units.isdigit() and len(units) < 5 and int(units):
            wanted[key] = int(units)
    try:
        made = Basket.order(
            of,
            Household.objects.get(pk=meant[0].key),
            wanted,
            way=Basket.Way.LIST,
            by=request.user,
            at=now(),
        )
    except Refused as refused:
        return Result(row.line, problem=refused.words)
    return Result(row.line, made.number, sum(item.waiting for item in made.items.all()))
