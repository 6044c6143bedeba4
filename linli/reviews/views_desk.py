"""At the desk: the decisions about the resident in front of you, or on the telephone, and a review asked for them."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.accounts.forms import Form
from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.privacy.readings import note_read
from linli.registry import sight
from linli.reviews.decisions import decisions_of
from linli.reviews.ground import Ground
from linli.reviews.models import Review
from linli.reviews.views_me import find, may_ask, of_decision, page_number

WAYS = (Review.Way.DESK, Review.Way.PHONE, Review.Way.PAPER)


class AskForm(Form):
    way = forms.ChoiceField(
        label=gettext_lazy("How they ask"),
        choices=[(way.value, way.label) for way in WAYS],
        widget=forms.RadioSelect,
    )
    said = forms.CharField(
        label=gettext_lazy("What they say, as they say it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Not required the first time. Read it back to them."),
    )


@allow("reviews.ask")
def people(request: Any) -> HttpResponse:
    asked, found = sight.sought(request)
    return render(request, "reviews/people.html", {"asked": asked, "found": found})


@allow("reviews.ask")
def decisions(request: Any, resident_id: uuid.UUID) -> HttpResponse:
    resident = sight.resident(request, resident_id)
    note_read(request, resident, "review")
    against = request.GET.get("all") != "1"
    page = decisions_of(Ground(resident, now()), against=against, page=page_number(request))
    return render(request, "reviews/desk.html", {"resident": resident, "page": page, "against": against})


@allow("reviews.ask")
def ask(request: Any, resident_id: uuid.UUID, source: str, key: uuid.UUID) -> HttpResponse:
    resident = sight.resident(request, resident_id)
    ground = Ground(resident, now())
    found = find(ground, source, key)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = Review.ask(resident, found, said=given["said"], by=request.user, way=given["way"], at=ground.at)
        messages.success(
            request,
            _("Asked. Answer by %(due)s, by somebody who did not decide it.")
            % {"due": made.due_at.astimezone(ground.zone).strftime("%m-%d %H:%M")},
        )
        return redirect("reviews:desk", resident_id)
    note_read(request, resident, "review")
    context = {"resident": resident, "one": found, "form": form, "may_ask": may_ask(found, of_decision(found))}
    return render(request, "reviews/desk_ask.html", context)
