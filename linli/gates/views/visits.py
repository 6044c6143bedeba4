"""The resident's page of visits, and the page that the visitor opens."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_scopes import scope

from linli.accounts.forms import Form, Moment
from linli.accounts.permissions import public, resident_only
from linli.accounts.qr import picture
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.gates import visits
from linli.gates.inforce import rules_at
from linli.gates.models import Gate, Pass, SigningKey
from linli.gates.models.holders import MOST_PEOPLE
from linli.gates.models.passes import from_public_id


class VisitForm(Form):
    name = forms.CharField(label=gettext_lazy("Who comes"), max_length=40)
    begins = Moment(label=gettext_lazy("When"))
    people = forms.IntegerField(label=gettext_lazy("How many people"), min_value=1, max_value=MOST_PEOPLE, initial=1)


@resident_only
@never_cache
def mine(request: Any) -> HttpResponse:
    """What is announced, and the form for another visit; where the rules allow none, the page says so."""
    at = now()
    form = VisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = visits.announce(request.resident, **form.cleaned_data, by=request.acting, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.words)
        else:
            messages.success(request, _("Announced. Pass the link or the code on to your visitor."))
            return redirect(reverse("gates:visits") + f"#v{made.code}")
    content = {
        "form": form,
        "way": visits.visits(rules_at(request.community, at).gate),
        "rows": [_shown(request, one) for one in visits.announced(request.resident, at)],
    }
    return render(request, "gates/visits_mine.html", content, status=400 if form.errors else 200)


def _shown(request: Any, one: Pass) -> dict[str, Any]:
    link = request.build_absolute_uri(reverse("gates:visit", args=[visits.token(one)]))
    return {"pass": one, "begins": one.holder.visits_at, "link": link}


@resident_only
@require_POST
def withdrawal(request: Any, key: Any) -> HttpResponse:
    """Take an announced visit back."""
    one = get_object_or_404(visits.announced(request.resident, now()), pk=key)
    one.void(by=request.acting, reason="withdrawn", at=now())
    messages.success(request, _("Taken back. The code opens nothing any more."))
    return redirect("gates:visits")


@public
@never_cache
@require_safe
def visit(request: Any, token: str) -> HttpResponse:
    """What the visitor shows at the gate: a code, the time, no name and no room."""
    at = now()
    key = from_public_id(visits.by_token(token) or "")
    rows = Pass._base_manager.filter(Pass.open_at(at), pk=key) if key else Pass._base_manager.none()
    one = rows.select_related("holder", "community", "household").first()
    if one is None or not hasattr(one, "holder"):
        return render(request, "gates/visit.html", {"pass": None}, status=404)
    with scope(community=one.community):
        gates = list(Gate.objects.filter(closed_at=None).order_by("name"))
        text = one.text(SigningKey.of(one.community_id, SigningKey.Use.PASS, at))
    content = {"pass": one, "begins": one.holder.visits_at, "gates": gates, "picture": picture(text)}
    return render(request, "gates/visit.html", content)
