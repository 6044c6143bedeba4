"""Choose a phase or write one, see what it would change for whom, publish it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.situation import drafts, packs, tables, words
from linli.situation.forms import DraftForm
from linli.situation.models import Publication
from linli.situation.preview import preview
from linli.situation.sheet import sheet
from linli.situation.views import in_zone


@allow("situation.publish")
@in_zone
def choice(request: Any) -> HttpResponse:
    """The phases that come with Linli, and the way to one's own."""
    held = Publication.at(request.community, now())
    name = f"{held.version.pack}/{held.version.phase}" if held else ""
    shelves = []
    for pack, phases in packs.packs().items():
        bodies = [packs.load(packs.phase_file(pack, phase)) for phase in phases]
        shelves.append((pack, tables.PACKS.get(pack, pack), [_shown(body, name) for body in bodies]))
    return render(request, "situation/choice.html", {"shelves": shelves, "held": held})


def _shown(body: dict[str, Any], held: str) -> dict[str, Any]:
    return {
        "phase": body["phase"],
        "title": words.told(body["title"]),
        "summary": words.told(body["summary"]),
        "here": f"{body['pack']}/{body['phase']}" == held,
    }


@allow("situation.publish")
@in_zone
def own(request: Any) -> HttpResponse:
    """A phase as text: begun from one that there is, or brought as a file."""
    if request.method == "POST":
        return render(request, "situation/own.html", {"text": request.POST.get("text", "")})
    text = _packed(request.GET).text if request.GET.get("pack") else ""
    return render(request, "situation/own.html", {"text": text})


@allow("situation.publish")
@in_zone
def draft(request: Any) -> HttpResponse:
    """Preview: nothing is stored yet. POST with the times chosen, or with a text."""
    if request.method == "POST":
        return _show(request, DraftForm(request.POST, request.FILES))
    return _show(request, DraftForm({"pack": request.GET.get("pack", ""), "phase": request.GET.get("phase", "")}))


@allow("situation.publish")
@require_POST
@in_zone
def publications(request: Any) -> HttpResponse:
    """Publish what frees; put forward what restricts."""
    form = DraftForm(request.POST, request.FILES)
    found = _drafted(form)
    if not (form.is_valid() and found.publishable and found.body):
        return _show(request, form, found)
    starts_at, lapses_at = form.cleaned_data["starts_at"], form.cleaned_data["lapses_at"]
    try:
        made = Publication.propose(
            request.community, found.body, by=request.user, at=now(), starts_at=starts_at, lapses_at=lapses_at
        )
    except Refused as refused:
        form.add_error(None, refused.words)
        return _show(request, form, found)
    if made.status == Publication.Status.PROPOSED:
        messages.success(request, _("Put forward. A second person confirms it; until then the rules of now hold."))
    else:
        messages.success(request, _("Published. The gates get the rules with their next sync."))
    return redirect("situation:publication", made.pk)


def _drafted(form: DraftForm) -> drafts.Draft:
    form.is_valid()
    brought = form.cleaned_data.get("file")
    if brought:
        return drafts.of_text(brought.read())
    if "text" in form.data:  # as it was typed: a text that no form field would take must come back too
        return drafts.of_text(form.data["text"])
    return _packed(form.cleaned_data)


def _packed(names: Any) -> drafts.Draft:
    try:
        return drafts.of_pack(names.get("pack", ""), names.get("phase", ""))
    except KeyError:
        raise Http404 from None


def _show(request: Any, form: DraftForm, found: drafts.Draft | None = None) -> HttpResponse:
    found = found or _drafted(form)
    if found.body is None or form.errors.get("file"):
        return render(request, "situation/own.html", {"text": found.text, "draft": found, "form": form}, status=422)
    at = now()
    starts_at = max(at, form.cleaned_data.get("starts_at") or at)
    lapses_at = form.cleaned_data.get("lapses_at") or drafts.default_lapse(found.body, starts_at)
    if not form.errors and lapses_at <= starts_at:
        form.add_error("lapses_at", Refused("situation.lapses_before_start").words)
    context = {
        "form": form,
        "draft": found,
        "own": "text" in form.data or bool(form.cleaned_data.get("file")),
        "title": words.told(found.body["title"]),
        "sheet": sheet(found.body),
        "starts_at": starts_at,
        "times": _times(form, lapses_at),
        "preview": preview(
            request.community, found.body, by=request.user, at=at, starts_at=starts_at, lapses_at=lapses_at
        ),
    }
    return render(request, "situation/draft.html", context, status=422 if form.errors else 200)


def _times(form: DraftForm, lapses_at: datetime) -> list[Any]:
    """The two fields of time, the end filled in with what will hold if nothing is typed."""
    shown = [form["starts_at"], form["lapses_at"]]
    if not form.data.get("lapses_at"):
        form.data = {**{name: form.data.get(name, "") for name in form.fields}, "lapses_at": _local(lapses_at)}
    return shown


def _local(at: datetime) -> str:
    return words.moment(at).replace(" ", "T")
