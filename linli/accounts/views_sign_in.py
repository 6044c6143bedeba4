"""Signing in and out, choosing where one works, and using a one-time link."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_scopes import scope

from linli.accounts.demo import PHRASE, demo_logins
from linli.accounts.forms import PasswordForm
from linli.accounts.models import SignInLink
from linli.accounts.permissions import public, signed_in
from linli.accounts.workplace import is_apart
from linli.core.clock import now


class _SignIn(LoginView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        logins = demo_logins() if settings.MODE == "demo" else []
        return {**super().get_context_data(**kwargs), "demo_logins": logins, "demo_phrase": PHRASE}


sign_in = _SignIn.as_view()


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("account_login")


@signed_in
def workplace(request: Any) -> HttpResponse:
    """Choose the community, and whether one is here as police or counsellor or as anything else.

    From the one to the other leads only a new sign-in: no session ever holds what both saw.
    """
    if request.method == "POST":
        chosen = request.POST.get("place", "")
        if chosen not in {place.key for place in request.places}:
            raise BadRequest("no such place")
        if is_apart(request.session.get("place", chosen), chosen):
            logout(request)
            messages.success(request, _("You are signed out. Sign in again, and choose your other workplace."))
            return redirect("account_login")
        request.session["place"] = chosen
        return redirect("/")
    here = request.community.pk if request.community else None
    return render(request, "accounts/workplace.html", {"here": here})


@public
@never_cache
@sensitive_post_parameters("password")
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: whoever holds it chooses the password of the account that it was made for."""
    found = SignInLink.find(token, now())
    form = PasswordForm(request.POST or None, user=found.user)
    if request.method == "POST" and form.is_valid():
        with scope(community=found.community_id):
            found.redeem(form.cleaned_data["password"], at=now())
        messages.success(
            request, _("Your password is set. Please sign in as %(name)s.") % {"name": found.user.username}
        )
        return redirect("account_login")
    return render(request, "accounts/link.html", {"link": found, "form": form})
