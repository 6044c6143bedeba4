"""Pages of rosters: upload, dry run, apply with progress, rejected rows, taking back."""

import time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.refusals import Refused, catalogue
from linli.journal import batches
from linli.journal.batch_rows import Batch
from linli.registry.forms import UploadForm
from linli.registry.models import Import, Resident
from linli.registry.roster import run
from linli.registry.roster.read import RosterUnreadable

# One answer applies pieces for about this long: the bar moves, and no gate waits behind one long transaction.
WORK_SECONDS = 1.0
KINDS = ("new", "changed", "same", "flat_only", "rejected")


@allow("registry.import")
def imports(request: Any) -> HttpResponse:
    """Earlier uploads, and the form for the next one."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = run.receive(
                request.community,
                file.read(),
                file.name,
                source=form.cleaned_data["source"],
                compound=form.cleaned_data["compound"],
                by=request.user,
                at=now(),
            )
        except RosterUnreadable as error:
            form.add_error("file", str(catalogue()[error.code]))
        else:
            return redirect("registry:import", upload.pk)
    earlier = Import.objects.select_related("compound")[:50]
    return render(request, "registry/imports.html", {"form": form, "imports": earlier})


def upload_or_404(key: Any) -> Import:
    return get_object_or_404(Import.objects.select_related("community", "compound"), pk=key)


@allow("registry.import")
def upload(request: Any, key: Any) -> HttpResponse:
    """One upload: the dry run, or how far it is, or what became of it."""
    shown = upload_or_404(key)
    return render(request, "registry/import.html", context_of(shown))


def context_of(shown: Import) -> dict[str, Any]:
    """Numbers that add up, problems and oddities in words, likenesses by person."""
    counts = shown.preview if shown.status == Import.Status.PREVIEWED else shown.counts
    kinds = counts.get("kinds", {})
    rejected = kinds.get("rejected", 0)
    people = Resident.objects.select_related("household__flat").in_bulk(
        [like for _row, _code, like in shown.preview.get("likenesses", [])]
    )
    return {
        "upload": shown,
        "kinds": [(word, kinds.get(word, 0)) for word in KINDS],
        "done": sum(kinds.values()),
        "accepted": sum(kinds.values()) - rejected,
        "rejected": rejected,
        "problems": in_words(counts.get("problems", {})),
        "oddities": in_words(counts.get("oddities", {})),
        "warnings": [str(catalogue()[code]) % params for code, params in shown.preview.get("warnings", [])],
        "likenesses": [
            (row, str(catalogue()[code]), people[key])
            for row, code, like in shown.preview.get("likenesses", [])
            for key in people
            if str(key) == like
        ],
        "percent": shown.cursor * 100 // shown.rows if shown.rows else 100,
        "reversible": shown.reversible(now()),
        "kept": shown.content_kept,
        "kept_people": Resident.objects.filter(pk__in=shown.counts.get("kept", [])).select_related("household__flat"),
        "taken_back": shown.status == Import.Status.REVERSED,
    }


def in_words(codes: dict[str, int]) -> list[tuple[str, int]]:
    """Codes as sentences, the most frequent first. What a row said about itself is left open here."""
    ranked = sorted(codes.items(), key=lambda item: -item[1])
    return [(str(catalogue()[code]) % {"value": "…", "times": ""}, number) for code, number in ranked]


@allow("registry.import")
@require_POST
def application(request: Any, key: Any) -> HttpResponse:
    """Start to apply what was looked at."""
    run.start(upload_or_404(key), by=request.user, at=now())
    return redirect("registry:import", key)


@allow("registry.import")
@require_POST
def pieces(request: Any, key: Any) -> HttpResponse:
    """Apply for about a second, then say how far it is. Asked again by the page until nothing is left."""
    shown = upload_or_404(key)
    until = time.monotonic() + WORK_SECONDS
    try:
        for _cursor in run.apply(shown, by=request.user, at=now()):
            if time.monotonic() > until:
                break
    except Refused as refusal:
        # Somebody else applies the same import at this moment: their pieces count, ours were not written.
        if refusal.code != "core.moved_meanwhile":
            raise
        shown = upload_or_404(key)
    if not request.htmx:
        return redirect("registry:import", key)
    answer = render(request, "registry/progress.html", context_of(shown))
    if shown.status != Import.Status.APPLYING:
        answer["HX-Refresh"] = "true"
    return answer


@allow("registry.import")
def rejected(request: Any, key: Any) -> HttpResponse:
    """The rejected rows as a workbook; only these, in their own columns."""
    shown = upload_or_404(key)
    content = run.rejected_workbook(shown, now())
    answer = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    stem = shown.filename.rsplit(".", 1)[0]
    answer.headers["Content-Disposition"] = disposition(f"{stem} {_('not taken')}.xlsx")
    return answer


def disposition(name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(True, name) or "attachment"


@allow("registry.import")
@require_POST
def reversal(request: Any, key: Any) -> HttpResponse:
    """Take an import back: untouched rows go, the rest is listed on its page."""
    shown = upload_or_404(key)
    batch: Batch = get_object_or_404(Batch, kind="roster.import", about=f"import:{shown.pk}")
    batches.restore(batch, by=request.user, at=now())
    messages.success(request, _("Taken back. Earlier values are in force again."))
    return redirect("registry:import", shown.pk)
