"""Typing a sheet in: choose it, key its rows, enter it. Rows are kept one by one; the page asks and never bars."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from linli.accounts.models import User
from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.gates.inforce import rules_at
from linli.gates.words import DIRECTIONS, outcome_words
from linli.paper import asking, entering
from linli.paper.forms import sheet_form
from linli.paper.meaning import Meaning, fever_at, meaning, purposes
from linli.paper.models import Entry, Sheet
from linli.paper.views.printing import index_page
from linli.registry.models import Resident
from linli.situation.words import names


@allow("paper.type")
@require_POST
def sheets(request: Any) -> HttpResponse:
    """Take up a sheet by its number, or a page that was not printed here."""
    form = sheet_form(request.POST)
    if not form.is_valid():
        return index_page(request, typing=form)
    at, told = now(), form.cleaned_data
    try:
        if told["number"]:
            found = Sheet.objects.select_related("community").filter(number=told["number"]).first()
            if found is None:
                raise Refused("paper.no_such_sheet")
        else:
            [found] = Sheet.prepare(request.community, 1, gate=None, day=None, by=request.user, at=at)
            messages.info(request, _("Write %(number)s on your page: this is its number now.") % {"number": found})
        if found.status == Sheet.Status.OPEN:
            found.take_up(gate=told["gate"], day=told["day"], by=request.user, at=at)
    except Refused as refusal:
        form.add_error("number" if refusal.code == "paper.no_such_sheet" else "day", refusal.words)
        return index_page(request, typing=form)
    return redirect("paper:sheet", found.pk)


@allow("paper.type")
def sheet(request: Any, key: Any) -> HttpResponse:
    """The grid of one sheet; once entered it only shows what became of it."""
    shown = _sheet(key)
    if shown.gate is None or shown.day is None:
        return redirect("paper:index")
    rules = rules_at(request.community, now())
    content = {
        "sheet": shown,
        "rows": _rows(shown),
        "open": shown.status == Sheet.Status.OPEN,
        "typed": shown.entries.count(),
        "purposes": [(number, names([one])) for number, one in enumerate(purposes(rules), 1)],
        "fever": f"{fever_at(rules, 'exit') / 10:.1f}",
    }
    return render(request, "paper/sheet.html", content)


@allow("paper.type")
@require_POST
def check(request: Any, key: Any) -> HttpResponse:
    """What a row would mean, as it is being typed; nothing is kept."""
    shown, at = _sheet(key), now()
    number = request.POST.get("row", "")
    row = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    found = meaning(shown, row, request.POST.get("text", ""), at)
    return JsonResponse(_told(found, asking.asked(found, shown, row, at)))


@allow("paper.type")
@require_POST
def row(request: Any, key: Any, row: int) -> HttpResponse:
    """Keep a row. Sending it twice keeps it once; a refusal says so in words, with the status 409."""
    try:
        found, questions = entering.save(_sheet(key), row, request.POST.get("text", ""), by=request.user, at=now())
    except Refused as refusal:
        return JsonResponse({"refused": refusal.words}, status=409)
    return JsonResponse(_told(found, questions))


@allow("paper.type")
@require_POST
def closing(request: Any, key: Any) -> HttpResponse:
    """Enter the sheet."""
    count = entering.enter(_sheet(key), by=request.user, at=now())
    words = ngettext("%(n)s crossing is entered.", "%(n)s crossings are entered.", count) % {"n": count}
    messages.success(request, words + " " + _("The gates know it with their next sync."))
    return redirect("paper:sheet", key)


def _sheet(key: Any) -> Sheet:
    found: Sheet = get_object_or_404(Sheet.objects.select_related("community", "gate"), pk=key)
    return found


def _told(found: Meaning, questions: list[tuple[str, str]]) -> dict[str, Any]:
    """For the page: what is shown beside the row. ``done``: one letter more would change nothing."""
    return {
        "text": found.text,
        "time": f"{found.minutes // 60 % 24:02d}:{found.minutes % 60:02d}" if found.minutes is not None else "",
        "room": found.person.household.flat.key if found.person else found.typed.room,
        "who": found.person.masked if found.person else found.typed.visitor or found.typed.who,
        "way": str(DIRECTIONS[found.direction]),
        "outcome": str(outcome_words(found.outcome)["words"]) if not found.went else "",
        "questions": [words for _code, words in questions],
        "done": found.person is not None and bool(found.typed.who) and found.at is not None and not found.typed.rest,
    }


def _rows(shown: Sheet) -> list[dict[str, Any]]:
    """Every row of the sheet, typed or not; what was asked is asked again while it can still be answered."""
    entries = {one.row: one for one in shown.entries.all()}
    people = {
        one.pk: one
        for one in Resident.objects.filter(pk__in=[one.resident_id for one in entries.values()]).select_related(
            "household__flat"
        )
    }
    typists = {user.pk: str(user) for user in User.objects.filter(pk__in={one.typed_by for one in entries.values()})}
    at, found = now(), []
    for number in range(1, shown.rows + 1):
        entry = entries.get(number)
        told = _entry(shown, entry, people, at) if entry else {}
        found.append({"number": number, "entry": entry, "typist": typists.get(entry.typed_by) if entry else "", **told})
    return found


def _entry(shown: Sheet, entry: Entry, people: dict[Any, Resident], at: Any) -> dict[str, Any]:
    if shown.status == Sheet.Status.OPEN:
        told = meaning(shown, entry.row, entry.text, at)
        return {"told": _told(told, asking.asked(told, shown, entry.row, at) if entry.asked else [])}
    who = people.get(entry.resident_id)
    return {
        "told": {
            "time": "",
            "room": who.household.flat.key if who else "",
            "who": who.masked if who else "",
            "way": str(DIRECTIONS[entry.direction]),
        }
    }
