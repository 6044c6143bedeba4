"""The first page of each role, the language and type-size switches, the living page of parts."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow, may, public
from linli.core.clock import now
from linli.followups.lines import acts
from linli.followups.version import version as version_of
from linli.overview import today
from linli.overview.notices import notices
from linli.volunteers.views_mine import first_page as volunteers_first_page


def _back(request: HttpRequest) -> HttpResponseRedirect:
    there = request.POST.get("next") or request.META.get("HTTP_REFERER") or "/"
    safe = url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(there if safe else "/")


@allow("home")
def home(request: HttpRequest) -> HttpResponse:
    at, roles = now(), request.roles  # type: ignore[attr-defined]
    content = {
        "at": at,
        "day": at.astimezone(ZoneInfo(request.community.zone)),  # type: ignore[attr-defined]
        "guards": may(roles, "gates.guard"),
        "mine": today.mine(request, at),
        "acts": acts(request, "today"),
        "notices": notices(request),
        "to_confirm": today.to_confirm(request),
        "duties": today.duties(request, at),
        "first_steps": today.first_steps(request),
        "waiting": today.waiting(request, at),
        "sees_all": may(roles, "followups.overview"),
        **(volunteers_first_page(request) if may(roles, "volunteers.serve") else {}),
    }
    return render(request, "overview/home.html", content)


@allow("home")
@never_cache
def version(request: HttpRequest) -> JsonResponse:
    """What the open page asks for again and again: has my list changed?"""
    return JsonResponse({"version": version_of(request.user, now())})


@public
def parts(request: HttpRequest) -> HttpResponse:
    return render(request, "overview/parts.html")


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language; kept in a cookie for a year."""
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=31_536_000, samesite="Lax")
    return response


@public
@require_POST
def type_size(request: HttpRequest) -> HttpResponse:
    """Large type (elder mode) on or off."""
    response = _back(request)
    response.set_cookie("elder", request.POST.get("elder", ""), max_age=31_536_000, samesite="Lax")
    return response


@public
def livez(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"live": True})


@public
def readyz(request: HttpRequest) -> HttpResponse:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ready": True})
