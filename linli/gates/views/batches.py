"""Passes for a building or for everybody: previewed, issued, printed, and for a day taken back."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.accounts.reach import sees_all
from linli.core.clock import now
from linli.gates import issuing
from linli.gates.models import Pass
from linli.gates.views.passes import IssueForm, ends, pdf
from linli.journal.batch_rows import WITHIN, Batch, BatchRow
from linli.journal.batches import oddities, reason_words, restore
from linli.registry.models import Building


class BatchForm(IssueForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[choice for choice in Pass.Kind.choices if choice[0] in ("resident", "trip")],
    )
    building: Any = forms.ModelChoiceField(
        label=gettext_lazy("Building"),
        queryset=Building._base_manager.none(),
        required=False,
        empty_label=gettext_lazy("all buildings"),
    )


@allow("gates.passes")
def batch_form(request: Any) -> HttpResponse:
    """For a building or everybody: first the size and the oddities, then done."""
    _only_office(request)
    form = BatchForm(request.POST or None)
    form.fields["building"].queryset = Building.objects.order_by("number")  # type: ignore[attr-defined]
    content: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        at = now()
        kind = form.cleaned_data["kind"]
        plan = issuing.plan(kind, at, form.cleaned_data["building"])
        until = ends(request, form, kind, at)
        if "confirmed" in request.POST and plan.size:
            batch = issuing.issue_batch(request.community, plan, until, by=request.user, at=at)
            messages.success(request, _("%(count)s passes issued.") % {"count": plan.size})
            return redirect("gates:batch", batch)
        odd = oddities(request.community, issuing.ISSUE, plan.size, at) if plan.size else []
        content |= {"plan": plan, "ends": until, "odd": odd, "sheets": (plan.size + 9) // 10}
    return render(request, "gates/batch_form.html", content)


@allow("gates.passes")
def batch(request: Any, key: Any) -> HttpResponse:
    """What a batch issued, its sheets, and for a day the way back."""
    _only_office(request)
    held = get_object_or_404(Batch.objects.all(), pk=key, kind=issuing.ISSUE)
    rows = Pass.objects.filter(batch=key)
    kept = held.rows.filter(outcome=BatchRow.Outcome.KEPT).values_list("reason", "row")
    codes = {str(row.pk): str(row) for row in rows.filter(pk__in=[row for _reason, row in kept])}
    content = {
        "key": key,
        "batch": held,
        "first": rows.order_by("pk").first(),
        "void": rows.exclude(revocation=None).count(),
        "kept": [(codes.get(str(row), ""), reason_words(reason)) for reason, row in kept],
        "may_take_back": held.restored_at is None and now() < held.at + WITHIN,
    }
    return render(request, "gates/batch.html", content)


@allow("gates.passes")
def batch_sheets(request: Any, key: uuid.UUID) -> HttpResponse:
    _only_office(request)
    return pdf(request, Pass.objects.filter(batch=key, revocation=None).select_related("resident", "household__flat"))


@allow("gates.passes")
@require_POST
def batch_reversal(request: Any, key: uuid.UUID) -> HttpResponse:
    _only_office(request)
    held = restore(get_object_or_404(Batch.objects.all(), pk=key, kind=issuing.ISSUE), by=request.user, at=now())
    messages.success(request, _("%(count)s passes are void again.") % {"count": held.restored})
    return redirect("gates:batch", key)


def _only_office(request: Any) -> None:
    if not sees_all(request.roles):
        raise Http404
