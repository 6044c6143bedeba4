"""Keys and trust: what signs our passes, and whose health certificates we believe."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.gates.models import Pass, SigningKey, TrustKey
from linli.gates.trusted import import_trust, trusted

LARGEST = 5_000_000


@allow("gates.keys")
def keys(request: Any) -> HttpResponse:
    at = now()
    content = {
        "keys": SigningKey.objects.order_by("use", "-created_at"),
        "foreign": TrustKey.objects.filter(removed_at=None).order_by("issuer", "kid")[:200],
        "foreign_count": TrustKey.objects.filter(removed_at=None).count(),
        "passes": Pass.objects.filter(Pass.open_at(at)).count(),
        "signs": SigningKey.objects.filter(use="pass", status="active").exists(),
    }
    return render(request, "gates/keys.html", content)


@allow("gates.keys")
@require_POST
def rotation(request: Any) -> HttpResponse:
    """A new key for passes (or the first); the old one retires, what it signed stays good."""
    use = "seal" if request.POST.get("use") == "seal" else "pass"
    SigningKey.rotate(request.community, use, by=request.user, at=now())
    messages.success(request, _("A new key is in use. Passes issued before stay good."))
    return redirect("gates:keys")


@allow("gates.keys")
@require_POST
def retirement(request: Any, key: Any) -> HttpResponse:
    get_object_or_404(SigningKey, pk=key, community=request.community).retire(by=request.user, at=now())
    messages.success(request, _("The key is retired. What it signed stays good."))
    return redirect("gates:keys")


@allow("gates.keys")
@require_POST
def distrust(request: Any, key: Any) -> HttpResponse:
    get_object_or_404(SigningKey, pk=key, community=request.community).distrust(by=request.user, at=now())
    messages.warning(
        request, _("No gate trusts this key after its next sync. Passes that it signed must be reprinted.")
    )
    return redirect("gates:keys")


@allow("gates.keys")
@require_POST
def trust(request: Any) -> HttpResponse:
    """Add foreign keys from a trust list (JSON)."""
    file = request.FILES.get("list")
    if file is None or file.size > LARGEST:
        messages.error(request, _("Choose a trust list (a JSON file of at most 5 MB)."))
        return redirect("gates:keys")
    new, held = import_trust(request.community, file.read(), by=request.user, at=now())
    words = _("%(new)s keys added, %(held)s were there already or may not be used.")
    messages.success(request, words % {"new": new, "held": held})
    return redirect("gates:keys")


@allow("gates.keys")
@require_POST
def removal(request: Any, key: Any) -> HttpResponse:
    get_object_or_404(TrustKey, pk=key, community=request.community).remove(by=request.user, at=now())
    messages.success(request, _("The key is no longer trusted after the gates' next sync."))
    return redirect("gates:keys")


@allow("gates.keys")
def export(request: Any) -> HttpResponse:
    """The whole trust list as JSON, for another gate or `linli hcert verify --trust`."""
    body = json.dumps(trusted(request.community, now()), ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": 'attachment; filename="trust.json"'}
    return HttpResponse(body, content_type="application/json", headers=headers)
