"""The cottage's door for everybody: a page that can be read without script, who may read what, and the poster.

Nothing here looks at who asks: no session is written, and a resident's phone is not noted as seen.
"""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.accounts.permissions import allow, public
from linli.core import printing
from linli.core.address import for_phones
from linli.core.clock import now
from linli.registry.models import Community

POSTER = Path(__file__).with_name("poster.typ")
MOST_PLACES = 50
# (number, its page words are in the template): China's lines; free, at any hour
LINES = ("12356", "120", "110")


def script(entry: str) -> str:
    """The address of a built script, whose name carries a hash of its content."""
    found = finders.find("cottage/assets.json")
    names = json.loads(Path(found).read_text()) if isinstance(found, str) else {}
    return static(f"cottage/{names[entry]}") if entry in names else ""


def _page(request: Any, template: str, place: Community | None, **content: Any) -> HttpResponse:
    """Without menu, phase and box: whoever looks over a shoulder sees the cottage and no office."""
    plain = {"menu": [], "takes_sentences": False, "phase": None, "emergencies": None, "community": place}
    answer = render(request, template, {**plain, "place": place, "lines": LINES, **content})
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _place(key: Any) -> Community:
    found: Community = get_object_or_404(Community._base_manager, pk=key)
    return found


@public
@never_cache
@require_safe
def places(request: Any) -> HttpResponse:
    """Which community: the only one at once, else a choice; a poster leads straight to its own."""
    rows = list(Community._base_manager.order_by("name")[: MOST_PLACES + 1])
    if len(rows) == 1:
        return redirect("wellbeing:cottage", rows[0].pk)
    return _page(request, "wellbeing/places.html", None, places=rows[:MOST_PLACES])


@public
@never_cache
@require_safe
def cottage(request: Any, key: Any) -> HttpResponse:
    """The cottage itself: crisis lines and how to phone stand here before any script has run."""
    place = _place(key)
    content = {"phone": place.settings.get("help_phone", ""), "script": script("resident.js")}
    return _page(request, "wellbeing/cottage.html", place, **content)


@public
@never_cache
@require_safe
def limits(request: Any, key: Any) -> HttpResponse:
    """Who sees what, how long it is kept, and what sealing cannot do."""
    return _page(request, "wellbeing/limits.html", _place(key))


@allow("wellbeing.poster")
@require_safe
def poster(request: Any) -> HttpResponse:
    """For stairs, shop and lift: the address, and the crisis lines for whoever reads no further."""
    place = request.community
    address = for_phones(request, reverse("wellbeing:cottage", args=[place.pk]))
    rows = {
        "title": f"{place.name} 阳光小屋",
        "community": place.name,
        "phone": place.settings.get("help_phone", ""),
        "address": address,
        "qr": printing.qr(address),
        "printed": f"{now().astimezone(ZoneInfo(place.zone)):%Y-%m-%d %H:%M}",
    }
    try:
        sheet = printing.pdf(POSTER, rows)
    except printing.CannotPrint as problem:
        messages.error(request, str(problem))
        return redirect("overview:home")
    return HttpResponse(sheet, content_type="application/pdf", headers={"Cache-Control": "no-store"})
