"""Asking for somebody who rings, stands at the desk, or has written it on paper."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.outings import words
from linli.outings.forms import AskForm
from linli.outings.models import Outing
from linli.outings.policy import OutingRules
from linli.outings.views_me import check, own
from linli.privacy.readings import note_read
from linli.registry import sight
from linli.situation import sheet
from linli.situation.policy import in_force

W = Outing.Way


class DeskForm(AskForm):
    way = forms.ChoiceField(
        label=gettext_lazy("How do they ask?"),
        choices=[(way.value, way.label) for way in (W.TELEPHONE, W.DESK, W.PAPER)],
        widget=forms.RadioSelect,
    )


@allow("outings.decide")
def desk(request: Any, key: Any) -> HttpResponse:
    """The same questions and the same rules as on the phone; the worker writes down how it was asked."""
    resident, at = sight.resident(request, key), now()
    held = in_force(request.community, at)
    rules = OutingRules.read(held)
    form = DeskForm(request.POST or None, rules=rules, community=request.community, at=at)
    finding = None
    if request.method == "POST" and form.is_valid():
        try:
            made = _ask(request, resident, form, at)
        except Refused:
            finding = check(resident, form, rules, at)
        else:
            return redirect("outings:outing", made.pk)
    note_read(request, resident)
    content = {
        "resident": resident,
        "form": form,
        "finding": finding,
        "rules": rules,
        "sentences": sheet.outings(held.outings) if held and rules.needed else [],
        "let_through": [words.purpose(word) for word in rules.let_through],
        "rows": own(resident, at),
    }
    return render(request, "outings/desk.html", content, status=400 if request.method == "POST" else 200)


def _ask(request: Any, resident: Any, form: DeskForm, at: Any) -> Outing:
    given = form.cleaned_data
    place, insist = given["place"], "insist" in request.POST
    made = Outing.request(resident, form.ask, way=given["way"], by=request.user, at=at, place=place, insist=insist)
    if "approve" in request.POST and made.status == Outing.Status.REQUESTED:
        made.approve(by=request.user, at=at)
    said = {
        "approved": _("Approved. The gates know it after their next sync."),
        "refused": _("Written down with what the rules say. The person may ask for a review."),
    }
    messages.success(request, said.get(made.status, _("Asked. It waits for a decision.")))
    return made
