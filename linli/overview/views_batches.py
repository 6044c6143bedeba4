"""Work on many rows: what was done lately, what was odd about it, and putting it back with one tap."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow, may
from linli.core.clock import now
from linli.journal.batches import ODDITIES, reason_words, restore, words_of
from linli.journal.models import Batch
from linli.journal.verbs import actor_of
from linli.overview.names import named, row_words

SHOWN = 100


def visible(request: Any) -> Any:
    """One's own; who may read the journal sees all of the community."""
    rows = Batch.objects.all()
    return rows if may(request.roles, "journal.read") else rows.filter(actor=actor_of(request.user))


def line(batch: Batch, names: dict[str, str], at: Any) -> dict[str, Any]:
    return {
        "batch": batch,
        "words": words_of(batch.kind),
        "by": names.get(batch.actor, ""),
        "odd": [str(ODDITIES[code]) % params for code, params in batch.odd if code in ODDITIES],
        "open": batch.restorable(at),
        "restored_by": names.get(batch.restored_by, ""),
    }


@allow("home")
def batches(request: Any) -> HttpResponse:
    """The latest batches, each with its size, its oddities and whether it can still be put back."""
    rows, at = list(visible(request).order_by("-at")[:SHOWN]), now()
    names = named({row.actor for row in rows} | {row.restored_by for row in rows})
    return render(request, "batches/list.html", {"lines": [line(row, names, at) for row in rows]})


@allow("home")
def batch(request: Any, key: Any) -> HttpResponse:
    """One batch: what it was, and after putting it back which rows stayed and why."""
    one = get_object_or_404(visible(request), pk=key)
    kept = [
        (row_words(row.model, row.row), reason_words(row.reason))
        for row in one.rows.filter(outcome="kept").order_by("number")[:500]
    ]
    names = named({one.actor, one.restored_by})
    return render(request, "batches/one.html", {"line": line(one, names, now()), "kept": kept})


@allow("home")
@require_POST
def restoration(request: Any, key: Any) -> HttpResponse:
    """Put it back: rows that nobody has touched since; the page then lists the rest."""
    one = get_object_or_404(visible(request), pk=key)
    restore(one, by=request.user, at=now())
    if one.kept:
        messages.warning(
            request, _("%(back)s put back, %(kept)s stayed: see below.") % {"back": one.restored, "kept": one.kept}
        )
    else:
        messages.success(request, _("Everything is as it was before: %(back)s put back.") % {"back": one.restored})
    return redirect("batches:one", key)
