"""The certificate of service on paper, in both languages, with a code that anybody can check."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import override

from linli.core import printing
from linli.core.address import for_phones
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.volunteers.counting import hours, same_person
from linli.volunteers.models import Certificate, Hours, Volunteer

TEMPLATE = Path(__file__).with_name("certificate.typ")


def rows_of(made: Certificate, address: str) -> dict[str, Any]:
    """What `certificate.typ` reads."""
    community = made.community
    issued = made.issued_at.astimezone(ZoneInfo(community.zone))
    return {
        "title": f"{community.name} 志愿服务证明",
        "community": community.name,
        "name": str(made.volunteer.name),
        "number": printing.grouped(made.code),
        "address": address.partition("://")[2],
        "qr": printing.qr(address),
        "first": f"{made.first_day:%Y-%m-%d}",
        "last": f"{made.last_day:%Y-%m-%d}",
        "days": made.days,
        "hours": hours(made.minutes),
        "row": made.row_days,
        "row_first": f"{made.row_first:%Y-%m-%d}",
        "row_last": f"{made.row_last:%Y-%m-%d}",
        "purposes": {code[:2]: _purposes(made, code) for code in ("zh-hans", "en")},
        "issued": f"{issued:%Y-%m-%d}",
        "printed": f"{issued:%Y-%m-%d %H:%M}",
    }


def _purposes(made: Certificate, code: str) -> str:
    """What it was for, the most first."""
    minutes: dict[Any, int] = {}
    keys = same_person(made.volunteer)
    rows = Hours._base_manager.filter(community_id=made.community_id, volunteer__in=keys, status="confirmed")
    for one in rows:
        minutes[one.purpose] = minutes.get(one.purpose, 0) + one.minutes
    most = sorted(minutes, key=lambda one: -minutes[one])[:4]
    with override(code):
        words = [str(dict(Hours._meta.get_field("purpose").flatchoices)[one]) for one in most]
    return ("、" if code == "zh-hans" else ", ").join(words)


def answer(request: Any, volunteer: Volunteer, *, by: Any, back: str) -> HttpResponse:
    """The PDF, or a calm word why there is none yet."""
    try:
        made = Certificate.issue(volunteer, by=by, at=now())
        address = for_phones(request, reverse("volunteers:check", args=[made.code]))
        sheet = printing.pdf(TEMPLATE, rows_of(made, address))
    except Refused as refused:
        messages.error(request, refused.words)
        return redirect(back)
    except printing.CannotPrint as problem:
        messages.error(request, str(problem))
        return redirect(back)
    return HttpResponse(sheet, content_type="application/pdf", headers={"Cache-Control": "no-store"})
