"""The poster for the board downstairs: one large A4 page in both languages."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import override

from linli.accounts.permissions import allow
from linli.activity import words
from linli.activity.models import ActivityPlan
from linli.core import printing
from linli.core.clock import now

TEMPLATE = Path(__file__).with_name("poster.typ")


def rows_of(plan: ActivityPlan, at: Any) -> dict[str, Any]:
    """What `poster.typ` reads."""
    said: dict[str, list[Any]] = {}
    for code in ("zh-hans", "en"):
        with override(code):
            said[code[:2]] = [words.row(slot) for slot in plan.turns]
    community = plan.compound.community
    return {
        "title": f"{plan.compound.name} 小区内活动时间 times outdoors",
        "compound": plan.compound.name,
        "community": community.name,
        "first": f"{plan.first_day:%Y-%m-%d}",
        "last": f"{plan.last_day:%Y-%m-%d}",
        "phone": community.settings.get("help_phone", ""),
        "draft": plan.status != ActivityPlan.Status.PUBLISHED,
        "printed": f"{at.astimezone(ZoneInfo(community.zone)):%Y-%m-%d %H:%M}",
        **said,
    }


@allow("activity.plan")
def poster(request: Any, key: Any) -> HttpResponse:
    plan: ActivityPlan = get_object_or_404(ActivityPlan.objects.select_related("compound__community"), pk=key)
    try:
        sheet = printing.pdf(TEMPLATE, rows_of(plan, now()))
    except printing.CannotPrint as problem:
        messages.error(request, str(problem))
        return redirect("activity:plan", key)
    return HttpResponse(sheet, content_type="application/pdf")
