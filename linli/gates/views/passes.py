"""Passes in the office: find, issue, print, void, reprint; for one, a building, or everybody."""

from datetime import timedelta
from typing import Any

import segno
from django import forms
from django.contrib import messages
from django.db.models import Count, Min
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.forms import Form
from linli.accounts.permissions import allow
from linli.accounts.reach import sees_all, within
from linli.core.clock import now
from linli.core.printing import CannotPrint
from linli.core.refusals import Refused
from linli.gates import issuing
from linli.gates.models import Pass, SigningKey
from linli.gates.models.codes import tidy
from linli.gates.rules_checks import OUTSIDERS
from linli.registry import sight
from linli.registry.models import Household

MOST = 50
TEN_YEARS = 3_660
FOR_RESIDENTS = [choice for choice in Pass.Kind.choices if choice[0] not in OUTSIDERS]


class IssueForm(Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=FOR_RESIDENTS)
    days = forms.IntegerField(
        label=gettext_lazy("Good for how many days"),
        required=False,
        min_value=1,
        max_value=TEN_YEARS,
        help_text=gettext_lazy("Left empty: as long as the rules in force say."),
    )


def reachable(request: Any) -> Any:
    """The passes of the households that this person reaches."""
    rows = Pass.objects.filter(within(request.roles, "household__flat__"))
    return rows.select_related("resident", "household__flat", "revocation", "holder")


@allow("gates.passes")
def passes(request: Any) -> HttpResponse:
    at = now()
    asked = request.GET.get("q", "").strip()
    rows = reachable(request)
    code = tidy(asked)
    found, takers = None, {}
    if code:
        rows = rows.filter(code=code)
    elif asked:
        found = sight.meant(request, asked)
        homes = Household.objects.filter(flat__in=found.flats)
        people = [one.pk for one in found.residents]
        rows = rows.filter(household__in=homes) | rows.filter(resident__in=people)
        members = sight.residents(request).living().filter(household__in=homes).select_related("household__flat")
        takers = {one.pk: one for one in [*found.residents, *members.order_by("household__flat__key")[:MOST]]}
    rows = rows.order_by("-issued_at", "code")[: MOST + 1]
    listed = [{"pass": row, "state": _state(row, at)} for row in rows[:MOST]]
    content = {
        "passes": listed,
        "asked": asked,
        "more": len(rows) > MOST,
        "found": found,
        "takers": list(takers.values()),
        "form": IssueForm(),
        "all": sees_all(request.roles),
        "batches": recent_batches() if sees_all(request.roles) else [],
    }
    return render(request, "gates/passes.html", content)


@allow("gates.passes")
@require_POST
def issue(request: Any, key: Any) -> HttpResponse:
    """A pass for one resident."""
    resident = sight.resident(request, key)
    form = IssueForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was issued: choose a kind, and a number of days or none."))
        return redirect("gates:passes")
    at = now()
    kind = form.cleaned_data["kind"]
    trip = kind == Pass.Kind.TRIP
    issued = Pass.issue(
        kind=kind,
        resident=None if trip else resident,
        household=resident.household if trip else None,
        expires_at=ends(request, form, kind, at),
        by=request.user,
        at=at,
    )
    return redirect("gates:pass", issued.pk)


@allow("gates.passes")
def one(request: Any, key: Any) -> HttpResponse:
    """One pass: its state, its QR, what can be done with it."""
    row = get_object_or_404(reachable(request), pk=key)
    at = now()
    state = _state(row, at)
    content: dict[str, Any] = {"pass": row, "state": state}
    if state["good"]:
        try:
            text = row.text(SigningKey.of(request.community.pk, SigningKey.Use.PASS, at))
            picture = segno.make(text, error="m", mode="alphanumeric").svg_inline(scale=4, border=4, omitsize=True)
            content["picture"] = mark_safe(picture)  # noqa: S308  # segno's own SVG of our own text
        except Refused as refusal:
            content["problem"] = refusal.words
    return render(request, "gates/pass.html", content)


@allow("gates.passes")
@require_POST
def voiding(request: Any, key: Any) -> HttpResponse:
    row = get_object_or_404(reachable(request), pk=key)
    row.void(by=request.user, reason="voided", at=now())
    messages.success(request, _("The pass is void. Gates refuse it from their next sync."))
    return redirect("gates:pass", row.pk)


@allow("gates.passes")
@require_POST
def reprint(request: Any, key: Any) -> HttpResponse:
    row = get_object_or_404(reachable(request), pk=key)
    at = now()
    new = row.reprint(
        by=request.user, expires_at=max(row.expires_at, issuing.lifetime(request.community, row.kind, at)), at=at
    )
    messages.success(request, _("A new pass in place of the old one, which is void from now on."))
    return redirect("gates:pass", new.pk)


@allow("gates.passes")
def card(request: Any, key: Any) -> HttpResponse:
    """The sheet of one pass."""
    row = get_object_or_404(reachable(request), pk=key)
    return pdf(request, [row])


def pdf(request: Any, rows: Any) -> HttpResponse:
    try:
        sheets = issuing.sheet(request.community, rows, now())
    except CannotPrint as problem:
        messages.error(request, str(problem))
        return redirect("gates:passes")
    return HttpResponse(
        sheets, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="passes.pdf"'}
    )


def ends(request: Any, form: forms.Form, kind: str, at: Any) -> Any:
    days = form.cleaned_data["days"]
    return at + timedelta(days=days) if days else issuing.lifetime(request.community, kind, at)


def _state(row: Pass, at: Any) -> dict[str, Any]:
    if hasattr(row, "revocation"):
        return {"good": False, "pill": "now", "words": _("void")}
    if row.expires_at <= at:
        return {"good": False, "pill": "soon", "words": _("expired")}
    return {"good": True, "pill": "done", "words": _("good")}


def recent_batches() -> list[dict[str, Any]]:
    rows = Pass.objects.exclude(batch=None).values("batch", "kind").annotate(count=Count("pk"), at=Min("issued_at"))
    kinds = dict(Pass.Kind.choices)
    return [row | {"kind": kinds[row["kind"]]} for row in rows.order_by("-at")[:5]]
