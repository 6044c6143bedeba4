"""Paper: the poster that asks for help, and the list of a shift to tick and sign."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.accounts.permissions import allow
from linli.core import printing
from linli.core.address import for_phones
from linli.core.clock import now
from linli.privacy.readings import note_read
from linli.volunteers.views_shifts import led

POSTER = Path(__file__).with_name("poster.typ")
LIST = Path(__file__).with_name("list.typ")


def _printed(request: Any, template: Path, rows: dict[str, Any], back: str) -> HttpResponse:
    printed = f"{now().astimezone(ZoneInfo(request.community.zone)):%Y-%m-%d %H:%M}"
    try:
        sheet = printing.pdf(template, rows | {"printed": printed})
    except printing.CannotPrint as problem:
        messages.error(request, str(problem))
        return redirect(back)
    return HttpResponse(sheet, content_type="application/pdf", headers={"Cache-Control": "no-store"})


@allow("volunteers.coordinate")
@require_safe
def poster(request: Any) -> HttpResponse:
    address = for_phones(request, reverse("volunteers:offer", args=[request.community.pk]))
    rows = {
        "title": f"{request.community.name} 招募志愿者",
        "community": request.community.name,
        "phone": request.community.settings.get("help_phone", ""),
        "address": address,
        "qr": printing.qr(address),
    }
    return _printed(request, POSTER, rows, reverse("volunteers:overview"))


@allow("volunteers.lead")
@never_cache
@require_safe
def sheet(request: Any, key: Any) -> HttpResponse:
    """For whoever has no phone with them: numbered lines with the times to write in, and empty ones."""
    found = led(request, key)
    people = [slot.volunteer for slot in found.slots.select_related("volunteer") if slot.volunteer]
    note_read(request, people, "print")
    zone = ZoneInfo(found.community.zone)
    starts, ends = found.starts_at.astimezone(zone), found.ends_at.astimezone(zone)
    with override("zh-hans"):
        purpose, day = str(found.get_purpose_display()), date_format(starts, "n月j日 l")
    rows = {
        "title": f"{found.community.name} 志愿者签到表",
        "community": found.community.name,
        "task": found.task,
        "purpose": purpose,
        "place": found.place,
        "when": f"{day} {starts:%H:%M}–{ends:%H:%M}",
        "lead": f"{found.lead} {found.lead.phone}".strip(),
        "people": [one.name for one in people],
        "blank": max(2, found.places - len(people)),
    }
    return _printed(request, LIST, rows, reverse("volunteers:shift", args=[key]))
