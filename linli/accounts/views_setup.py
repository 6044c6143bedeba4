"""The first start: set up the community, then lead on to roster, rules and a first gate phone."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from linli.accounts.forms_setup import SetupForm
from linli.accounts.permissions import allow, public
from linli.accounts.setup import check, open_community
from linli.core.clock import now


@public
@never_cache
@sensitive_post_parameters("password")
def setup(request: HttpRequest) -> HttpResponse:
    token = request.POST.get("token") or request.GET.get("token", "")
    check(token)
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = open_community(token, form.cleaned_data, at=now())
        login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
        record_authentication(request, user, "password", username=user.username)
        return redirect("accounts:first_steps")
    return render(request, "accounts/setup.html", {"form": form, "token": token})


@allow("accounts.manage")
def first_steps(request: Any) -> HttpResponse:
    """What to do next, in order; each a link."""
    steps = [
        (
            _("Bring in the roster"),
            _("Excel or CSV as you have it; a dry run shows what would happen."),
            "registry:imports",
        ),
        (
            _("Draw the grids"),
            _("Compounds, buildings, and which grid looks after which; after a roster, or by hand."),
            "registry:places",
        ),
        (_("Put rules in force"), _("Choose a pack and a phase; a second person confirms."), "situation:policy"),
        (_("Enrol a gate phone"), _("Scan a QR code with it; it then works without a network too."), "gates:devices"),
        (_("Add your colleagues"), _("Each gets a one-time link."), "accounts:people"),
        (_("Print household cards"), _("So that residents' phones can join."), "accounts:cards"),
    ]
    shown = []
    for title, why, name in steps:
        try:
            shown.append((title, why, reverse(name)))
        except NoReverseMatch:
            continue
    return render(request, "accounts/first_steps.html", {"steps": shown})
