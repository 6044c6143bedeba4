"""Handing out: a label scanned or typed, a list ticked, a paper typed in; each parcel once."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.accounts.rooms import flats_called
from linli.core.answers import tried
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.supplies.delivering import parcels, stop_of
from linli.supplies.forms import PaperForm
from linli.supplies.models import Basket, Handout, Round
from linli.supplies.reckoning import balances
from linli.supplies.views import found

W = Handout.Way
LABEL = re.compile(r"(?:.*/parcels/)?([2-9A-HJ-NP-Z]{6})/?$")
MANY = 500


@allow("supplies.hand_out")
def handing(request: Any, key: Any) -> HttpResponse:
    """What was scanned or typed (``q``), then what is still there, slot after slot."""
    of, text = found(key), request.GET.get("q", "").strip()
    label = LABEL.match(text.upper())
    if label and Basket.objects.filter(code=label[1], of=of).exists():
        return redirect("supplies:parcel", label[1])
    rows = [_row(row) for row in sorted(parcels(of), key=lambda row: stop_of(row).place)]
    wanted = _wanted(of, text, rows)
    if text and len(wanted) == 1:
        return redirect("supplies:parcel", wanted[0]["row"].code)
    waiting = [one for one in rows if one["handout"] is None]
    content = {
        "round": of,
        "q": text,
        "found": wanted if text else None,
        "slots": _slots([one for one in waiting if not one["row"].door]),
        "doors": [one for one in waiting if one["row"].door],
        "parcels": len(rows),
        "handed": len(rows) - len(waiting),
        "paper_form": PaperForm(),
    }
    return render(request, "supplies/handing.html", content)


def _row(row: Basket) -> dict[str, Any]:
    return {"row": row, "room": row.household.flat.key, "handout": getattr(row, "handout", None)}


def _wanted(of: Round, text: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By number, or by room."""
    if text.isascii() and text.isdigit() and len(text) < 6:
        return [one for one in rows if one["row"].number == int(text)]
    homes = set(flats_called(text).values_list("pk", flat=True)) if text else set()
    return [one for one in rows if one["row"].household.flat_id in homes]


def _slots(rows: list[dict[str, Any]]) -> list[tuple[Any, list[dict[str, Any]]]]:
    slots: dict[Any, list[dict[str, Any]]] = {}
    for one in rows:
        slots.setdefault(one["row"].slot_at, []).append(one)
    return sorted(slots.items(), key=lambda pair: (pair[0] is None, pair[0] or 0))


@allow("supplies.hand_out")
def parcel(request: Any, code: str) -> HttpResponse:
    """Where a label leads: what is in the parcel, one large button; a POST ticks it, or takes the tick back."""
    rows = Basket.objects.select_related("of__community", "household__flat__unit__building__compound")
    row: Basket = get_object_or_404(rows, code=code.upper())
    handout = Handout.objects.filter(basket=row).select_related("by").first()
    if request.method == "POST":
        at = now()
        if "undo" in request.POST:
            if handout is not None:
                held = handout
                tried(request, lambda: held.take_back(by=request.user, at=at), _("The tick is taken back."))
            return redirect("supplies:parcel", row.code)
        way = W.DOOR if row.door else W.SCAN
        done = tried(
            request,
            lambda: Handout.tick(row, way, by=request.user, at=at),
            _("Handed out: number %(number)s.") % {"number": row.number},
        )
        return redirect("supplies:handing", row.of_id) if done else redirect("supplies:parcel", row.code)
    items = row.items.select_related("goods__arrival").order_by("goods__number")
    content = {
        "round": row.of,
        "basket": row,
        "items": [item for item in items if item.got or item.instead],
        "handout": handout,
        "balance": balances(row.of, [row.pk]).get(row.pk),
    }
    return render(request, "supplies/parcel.html", content)


@allow("supplies.hand_out")
@require_POST
def ticks(request: Any, key: Any) -> HttpResponse:
    """Several parcels ticked in the list at once; one that somebody else has just ticked is no error."""
    of = found(key)
    chosen = set(request.POST.getlist("basket")[:MANY])
    rows = [row for row in parcels(of) if str(row.pk) in chosen]
    done, before = _tick(rows, W.LIST, request.user, None)
    _say(request, done, before, [])
    return redirect("supplies:handing", of.pk)


@allow("supplies.hand_out")
@require_POST
def paper(request: Any, key: Any) -> HttpResponse:
    """What was ticked on paper: numbers, and the time at which it was; unknown numbers come back."""
    of, form = found(key), PaperForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was ticked: please write numbers, and a time that can be."))
        return redirect("supplies:handing", of.pk)
    numbers = numbers_in(form.cleaned_data["numbers"])
    rows = {row.number: row for row in parcels(of)}
    done, before = _tick(
        [rows[one] for one in numbers if one in rows], W.PAPER, request.user, form.cleaned_data["handed_at"]
    )
    _say(request, done, before, [one for one in numbers if one not in rows])
    return redirect("supplies:handing", of.pk)


def numbers_in(text: str) -> list[int]:
    """ "12 13, 15-18" as numbers, each once."""
    found_: dict[int, None] = {}
    for part in re.findall(r"\d{1,5}(?:\s*[-–~]\s*\d{1,5})?", text):
        first, _dash, last = re.sub(r"\s*[-–~]\s*", "-", part).partition("-")
        ends = int(first), int(last or first)
        found_ |= dict.fromkeys(range(ends[0], min(ends[1], ends[0] + MANY) + 1))
    return list(found_)[:MANY]


def _tick(rows: list[Basket], way: str, by: Any, handed_at: Any) -> tuple[int, list[str]]:
    """(how many, the words of those that were refused)."""
    done, refused = 0, []
    for row in rows:
        try:
            Handout.tick(row, way, by=by, at=now(), handed_at=handed_at)
            done += 1
        except Refused as problem:
            refused.append(problem.words)
    return done, refused


def _say(request: Any, done: int, refused: list[str], unknown: list[int]) -> None:
    messages.success(request, ngettext("%(n)d parcel ticked.", "%(n)d parcels ticked.", done) % {"n": done})
    for text in dict.fromkeys(refused):
        messages.warning(request, text)
    if unknown:
        said = ", ".join(map(str, unknown[:20]))
        messages.warning(request, _("No parcel has this number: %(numbers)s.") % {"numbers": said})
