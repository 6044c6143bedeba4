"""The phone test: can this phone be a gate? Open to everybody, as it shows nothing but the phone itself."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.accounts.permissions import public

WORKER = Path(__file__).parent / "static" / "lan" / "worker.js"


@public
@require_safe
@never_cache
def test(request: HttpRequest) -> HttpResponse:
    """The page of checks."""
    return render(request, "lan/test.html", {"helper": settings.LAN_HELPER})


@public
@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served here and not under /static/ so that its scope is /lan/."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


@public
@require_safe
@never_cache
def probe(request: HttpRequest) -> HttpResponse:
    """Empty: that it can be fetched at all says that the phone trusts us."""
    return HttpResponse(status=204)
