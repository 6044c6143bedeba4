"""A phone joins: scan the household card (or type its code), say who you are, done. No SMS, no e-mail, no password."""

from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_scopes import scope

from linli.accounts.middleware import PERSON, PHONE
from linli.accounts.models import Guess, HouseholdCard, ResidentSession
from linli.accounts.models.cards import tidy
from linli.accounts.models.phones import LASTS, new_token
from linli.accounts.permissions import public
from linli.accounts.phones import device_of
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.registry.models import Resident


def card_of(request: HttpRequest, code: str) -> HouseholdCard:
    """The card of ``code``. Wrong codes are counted by address; the count stays although the answer is a refusal."""
    address, at = get_ip(request), now()
    Guess.refuse_if_many(address, at)
    card = HouseholdCard.find(code) if tidy(code) else None
    if card is None:
        Guess.note(address, at)
        raise Refused("accounts.card_unknown")
    return card


def members(household: Any) -> list[Resident]:
    """Those who live in ``household`` now, in the scope of the moment."""
    return list(
        Resident.objects.filter(household=household, left_at=None, merged_into=None).order_by("birth_year", "pk")
    )


@public
@never_cache
def join(request: Any) -> HttpResponse:
    """Type the code of the card."""
    error, code = "", request.POST.get("code", "")
    if request.method == "POST":
        try:
            card_of(request, code)
        except Refused as refused:
            error = refused.words
        else:
            return redirect("accounts:join_card", tidy(code))
    return render(request, "accounts/join.html", {"error": error, "code": code}, status=400 if error else 200)


@public
@never_cache
def join_card(request: Any, code: str) -> HttpResponse:
    """Choose who you are in the household; the phone then keeps it."""
    try:
        card = card_of(request, code)
    except Refused as refused:
        return render(request, "accounts/join.html", {"error": refused.words, "code": code}, status=400)
    with scope(community=card.community_id):
        people = members(card.household)
        chosen = next((one for one in people if str(one.pk) == request.POST.get("resident")), None)
        if request.method == "POST" and chosen is not None:
            return _bind(request, chosen)
        return render(
            request,
            "accounts/join_card.html",
            {"card": card, "people": people, "community": card.community, "error": request.method == "POST"},
            status=400 if request.method == "POST" else 200,
        )


def _bind(request: Any, resident: Resident) -> HttpResponse:
    token = request.COOKIES.get(PHONE) or ""
    if len(token) < 40:  # a phone without a secret of ours gets one; never a value that we did not make
        token = new_token()
    ResidentSession.bind(resident, token=token, device=device_of(request), at=now())
    messages.success(request, _("Done. This phone now opens your page."))
    response = redirect("/me/")
    keep(response, PHONE, token)
    keep(response, PERSON, str(resident.pk))
    return response


def keep(response: HttpResponse, name: str, value: str) -> None:
    """Set a cookie of the resident's phone. Lax, so that a link inside WeChat still arrives signed in."""
    response.set_cookie(
        name,
        value,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
