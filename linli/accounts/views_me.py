"""The resident's own switches: who is looking, which phones, who acts for whom."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.middleware import PERSON
from linli.accounts.models import Proxy, ResidentSession
from linli.accounts.models.phones import LASTS
from linli.accounts.permissions import resident_only
from linli.accounts.views_join import card_of, keep, members
from linli.core.clock import now
from linli.core.refusals import Refused


def choices(request: Any, at: Any) -> list[tuple[Any, Any]]:
    """(resident, holder or None) whom this phone may look at: its own people, then those they act for."""
    own = [session.resident for session in request.sessions if session.community_id == request.community.pk]
    held = Proxy.open(at).filter(holder__in=own, subject__left_at=None)
    return [(one, None) for one in own] + [(proxy.subject, proxy.holder) for proxy in held]


@resident_only
def switch(request: Any) -> HttpResponse:
    """Change the person: a family shares a phone, a daughter acts for her mother."""
    at = now()
    people = choices(request, at)
    if request.method == "POST":
        chosen = request.POST.get("resident", "")
        if chosen in {str(one.pk) for one, _holder in people}:
            response = redirect("/me/")
            keep(response, PERSON, chosen)
            return response
        messages.error(request, _("This phone may not act for that person. Nothing was changed."))
    return render(request, "accounts/me_switch.html", {"people": people})


@resident_only
def phones(request: Any) -> HttpResponse:
    """Every phone of the household: whoever lives there sees them and can end them."""
    at = now()
    rows = ResidentSession.objects.filter(
        resident__household_id=request.acting.household_id, revoked_at=None, seen_at__gt=at - LASTS
    ).select_related("resident")
    here = {session.pk for session in request.sessions}
    return render(request, "accounts/me_phones.html", {"phones": rows.order_by("-seen_at"), "here": here})


@resident_only
@require_POST
def phone_revocation(request: Any, session_id: Any) -> HttpResponse:
    rows = ResidentSession.objects.filter(resident__household_id=request.acting.household_id)
    row: ResidentSession = get_object_or_404(rows, pk=session_id)
    row.revoke(by=request.acting, at=now())
    messages.success(request, _("That phone no longer opens this page."))
    return redirect("accounts:phones")


@resident_only
def proxies(request: Any) -> HttpResponse:
    """Who acts for me, for whom I act; a new one with the other person's household card in the hand."""
    at, me = now(), request.acting
    error, found, people = "", None, []
    if request.method == "POST":
        try:
            found = card_of(request, request.POST.get("code", ""))
            if found.community_id != me.community_id:
                raise Refused("accounts.card_unknown")
            people = [one for one in members(found.household) if one.pk != me.pk]
            subject = next((one for one in people if str(one.pk) == request.POST.get("subject")), None)
            if subject is not None:
                days = min(max(int(request.POST.get("days") or 30), 1), 180)
                Proxy.grant(subject, me, how="card", by=me, at=at, ends_at=at + timedelta(days=days))
                messages.success(
                    request, _("You act for %(name)s now. Both of you are told.") % {"name": subject.masked}
                )
                return redirect("accounts:my_proxies")
        except Refused as refused:
            error = refused.words
        except ValueError:
            error = _("Please write the number of days in digits.")
    open_ = Proxy.open(at)
    context = {
        "for_me": open_.filter(subject=request.resident),
        "mine": open_.filter(holder=me),
        "code": request.POST.get("code", ""),
        "people": people,
        "error": error,
    }
    return render(request, "accounts/me_proxies.html", context, status=400 if error else 200)


@resident_only
@require_POST
def proxy_revocation(request: Any, proxy_id: Any) -> HttpResponse:
    """Either side ends it: the one acted for (also with their proxy's phone in the hand) or the one who acts."""
    mine = Q(subject=request.resident) | Q(holder=request.acting)
    proxy: Proxy = get_object_or_404(Proxy.objects.filter(mine), pk=proxy_id)
    proxy.revoke(by=request.acting, at=now())
    messages.success(request, _("Ended. Both of you are told."))
    return redirect("accounts:my_proxies")


@resident_only
@require_POST
def leave(request: Any) -> HttpResponse:
    """Take this phone off this person."""
    for session in request.sessions:
        if session.resident_id == request.resident.pk:
            session.revoke(by=request.acting, at=now())
    messages.success(request, _("This phone no longer opens your page. The card joins it again."))
    return redirect("accounts:join")
