"""All paper of a gate on one page: registers, the day's permits, step cards, posters, or the day's folder in one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow, may
from linli.core.address import for_phones
from linli.core.clock import now
from linli.core.printing import CannotPrint
from linli.gates.inforce import rules_at
from linli.gates.models import Gate
from linli.journal.verbs import record, verb
from linli.paper import parts, sheets
from linli.paper.forms import print_form, sheet_form
from linli.paper.models import Conflict, Sheet
from linli.privacy.readings import note_read

LATELY = timedelta(days=3)
MOST = 30


@allow("paper.type")
def index(request: Any) -> HttpResponse:
    return index_page(request)


def index_page(request: Any, typing: Any = None, printing: Any = None) -> HttpResponse:
    """Print, type in, look at contradictions; forms that were sent come back with what is wrong."""
    at = now()
    today = request.community.today(at)
    one = list(Gate.objects.filter(closed_at=None)[:2])
    first = {"gate": one[0].pk} if len(one) == 1 else {}
    open_ones = Sheet.objects.filter(status=Sheet.Status.OPEN).annotate(typed=Count("entries"))
    done = Sheet.objects.filter(status=Sheet.Status.CLOSED, closed_at__gt=at - LATELY).annotate(typed=Count("entries"))
    content = {
        "prints": may(request.roles, "paper.print"),
        "decides": may(request.roles, "paper.decide"),
        "printing": printing or print_form(day=today, **first),
        "typing": typing or sheet_form(day=today, **first),
        "begun": open_ones.filter(typed__gt=0).select_related("gate").order_by("-day", "number")[:MOST],
        "untouched": open_ones.filter(typed=0, day__isnull=False, gate__isnull=False, printed_at__gt=at - LATELY)
        .select_related("gate")
        .order_by("-day", "number")[:MOST],
        "done": done.select_related("gate").order_by("-closed_at")[:10],
        "conflicts": Conflict.objects.filter(status=Conflict.Status.OPEN).count(),
        "gates": one,
    }
    return render(request, "paper/index.html", content)


@allow("paper.print")
@require_POST
def registers(request: Any) -> HttpResponse:
    """New numbered sheets; their PDF is the page that follows, so that a reload prints no others."""
    form = print_form(request.POST)
    if not form.is_valid():
        return index_page(request, printing=form)
    made = _prepare(request, form.cleaned_data)
    return redirect("paper:register", made[0].printing)


def _prepare(request: Any, told: Any) -> list[Sheet]:
    return Sheet.prepare(
        request.community, told["count"], gate=told["gate"], day=told["day"], by=request.user, at=now()
    )


@allow("paper.print")
def register(request: Any, key: Any) -> HttpResponse:
    rows = list(Sheet.objects.filter(printing=key).select_related("gate").order_by("number"))
    if not rows:
        raise Http404
    rules = rules_at(request.community, now())
    return _pdf(request, "register", _("gate register"), lambda: [parts.register(one, rules) for one in rows])


@allow("paper.print")
@require_POST
def permits(request: Any) -> HttpResponse:
    return _pdf(request, "permits", "今天的许可 permits", lambda: _permits(request))


def _permits(request: Any) -> list[sheets.Part]:
    """The list of names on paper: who printed it stands in the journal, and in what each resident sees."""
    at = now()
    day = request.community.today(at)
    held = parts.permits_of(request.community, day)
    _note(request, len(held), at)
    note_read(request, list({one.resident_id: one.resident for one in held}.values()), "print")
    return parts.permits(request.community, held, day, at)


@verb
def _note(request: Any, count: int, at: Any) -> None:
    record("permits.printed", request.community, by=request.user, at=at, count=count)


@allow("paper.type")
def steps(request: Any) -> HttpResponse:
    return _pdf(request, "steps", "告知卡 step cards", lambda: [_steps(request)])


def _steps(request: Any) -> sheets.Part:
    at = now()
    return parts.steps(request.community, rules_at(request.community, at), at)


@allow("paper.type")
def posters(request: Any) -> HttpResponse:
    return _pdf(request, "posters", "海报 posters", lambda: _posters(request))


def _posters(request: Any, gate: Gate | None = None) -> list[sheets.Part]:
    gates = [gate] if gate else Gate.objects.filter(closed_at=None).order_by("name")
    return [parts.poster(one, for_phones(request, reverse("gates:poster", args=[one.code]))) for one in gates]


@allow("paper.print")
@require_POST
def folder(request: Any) -> HttpResponse:
    """A gate's folder for the day in one PDF: step cards, permits, registers, poster."""
    form = print_form(request.POST)
    if not form.is_valid():
        return index_page(request, printing=form)
    made = _prepare(request, form.cleaned_data)
    rules = rules_at(request.community, now())

    def all_of_it() -> list[sheets.Part]:
        blanks = [parts.register(one, rules) for one in made]
        return [_steps(request), *_permits(request), *blanks, *_posters(request, form.cleaned_data["gate"])]

    return _pdf(request, "folder", "当天的卡口夹 folder", all_of_it)


def _pdf(request: Any, name: str, title: str, made: Callable[[], list[sheets.Part]]) -> HttpResponse:
    local = now().astimezone(ZoneInfo(request.community.zone))
    try:
        content = sheets.pdf(made(), community=request.community.name, title=title, printed=local)
    except CannotPrint as problem:
        messages.error(request, str(problem))
        return redirect("paper:index")
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )
