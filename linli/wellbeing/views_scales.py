"""The scales: what a phone fetches, and the page of those who answer for licences and cut-offs."""

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.accounts.permissions import allow, public
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.registry.models import Community
from linli.wellbeing.models import ImportedScale
from linli.wellbeing.offered import choose_cutoff, offered, set_cutoff
from linli.wellbeing.scale_check import LARGEST, WORST, reach
from linli.wellbeing.scales import BUILT_IN

UNSURE = {
    "zh": gettext_lazy(
        "Its Chinese text has not been compared with a published one. If your site has that one, bring it in."
    ),
    "en": gettext_lazy(
        "Its English text has not been compared with a published one. If your site has that one, bring it in."
    ),
}
SIGNS = {">=": gettext_lazy("from %(at)s up"), "<=": gettext_lazy("%(at)s or less")}


@public
@require_safe
def scales_json(request: Any, key: Any) -> HttpResponse:
    """Every scale on offer with the site's cut-off, for the browser, which alone scores. Nothing about who asks."""
    place = get_object_or_404(Community._base_manager, pk=key)
    body = json.dumps({"scales": list(offered(place).values())}, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "public, no-cache"}  # kept on the phone, asked for anew each time
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)


@allow("wellbeing.scales")
@require_safe
def scales(request: Any) -> HttpResponse:
    """What is offered, with licence, cut-off and paper form; and bringing in a licensed one."""
    rows = ImportedScale.objects.filter(withdrawn_at=None)
    brought = {row.name: row for row in rows}
    shown = [_shown(scale, brought.get(name)) for name, scale in offered(request.community).items()]
    return render(request, "wellbeing/scales.html", {"scales": shown, "built_in": BUILT_IN, "largest": LARGEST // 1000})


def _shown(scale: dict[str, Any], row: ImportedScale | None) -> dict[str, Any]:
    tongue = "zh" if (get_language() or "").startswith("zh") else "en"
    cutoffs = [
        {
            "id": one["id"],
            "at": one["at"],
            "words": SIGNS[one["op"]] % {"at": one["at"]},
            "setting": one["setting"][tongue],
            "citation": one["citation"],
            "chosen": one["id"] == scale["default_cutoff"],
        }
        for one in scale["cutoffs"]
    ]
    least, most = reach(scale)
    return {
        "name": scale["id"],
        "version": scale["version"],
        "title": scale["title"][tongue],
        "licence": scale["licence"],
        "licence_words": scale["licence"]["text"][tongue],
        "unsure": [UNSURE[spoken] for spoken, text in scale["texts"].items() if text["status"] != "confirmed"],
        "cutoffs": cutoffs,
        "least": least,
        "most": most,
        "worse_high": WORST[scale["scoring"]["direction"]] == ">=",
        "row": row,
    }


@allow("wellbeing.scales")
@require_POST
def imports(request: Any) -> HttpResponse:
    """Bring in a licensed scale: whoever presses the button declares the licence by name."""
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose the file of a scale first."))
    elif request.POST.get("declared") != "1":
        messages.error(request, _("Tick that the licence allows it. Nothing was brought in."))
    else:
        licence = request.POST.get("licence", "")
        _attempt(
            request,
            lambda: ImportedScale.bring_in(
                request.community, file.read(LARGEST + 1), licence=licence, by=request.user, at=now()
            ),
            _("The scale is offered from now on."),
        )
    return redirect("wellbeing:scales")


@allow("wellbeing.scales")
@require_POST
def withdrawal(request: Any, key: Any) -> HttpResponse:
    row = get_object_or_404(ImportedScale, pk=key, community=request.community)
    _attempt(request, lambda: row.withdraw(by=request.user, at=now()), _("The scale is offered no longer."))
    return redirect("wellbeing:scales")


@allow("wellbeing.scales")
@require_POST
def cutoff(request: Any, name: str) -> HttpResponse:
    """One of the file's cut-offs, or a number of the site's own with its source."""
    by: dict[str, Any] = {"by": request.user, "at": now()}
    place, chosen = request.community, request.POST.get("cutoff", "")
    if chosen != "own":
        _attempt(request, lambda: choose_cutoff(place, name, chosen, **by), _("Saved."))
        return redirect("wellbeing:scales")
    mark = request.POST.get("mark", "").strip()
    if not (mark.isascii() and mark.isdigit() and len(mark) <= 5):
        messages.error(request, _("A cut-off is a whole number. Nothing was changed."))
    else:
        citation = request.POST.get("citation", "")
        _attempt(request, lambda: set_cutoff(place, name, int(mark), citation, **by), _("Saved."))
    return redirect("wellbeing:scales")


def _attempt(request: Any, act: Any, done: str) -> None:
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, done)
