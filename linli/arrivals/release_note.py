"""The printed note of a release: one A5 page in both languages. What somebody had, or had not, is not on it."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override

from linli.arrivals.models import Arrival, Step
from linli.core import printing
from linli.core.clock import now
from linli.orders import words
from linli.situation.policy import in_force
from linli.situation.words import told

TEMPLATE = Path(__file__).with_name("release.typ")


def rows_of(arrival: Arrival, at: datetime) -> dict[str, Any]:
    """What `release.typ` reads; times on the community's clock."""
    zone = ZoneInfo(arrival.community.zone)
    days = {what: _day(arrival, what, zone) for what in (Step.What.HOME, Step.What.BOUND, Step.What.RELEASED)}
    last = arrival.steps.filter(what=Step.What.RELEASED).select_related("by").last()
    said = {}
    for code in ("zh-hans", "en"):
        with override(code):
            said[code[:2]] = {"rule": _rule(arrival)[0]}
    return {
        "title": f"{arrival.community.name} 解除说明 note of release",
        "community": arrival.community.name,
        "room": arrival.home,
        "names": [one.name for one in arrival.present],
        "home": days[Step.What.HOME],
        "from": days[Step.What.BOUND],
        "until": f"{arrival.until.astimezone(zone):%Y-%m-%d}" if arrival.until and days[Step.What.BOUND] else "",
        "released": days[Step.What.RELEASED],
        "by": last.by.name if last and last.by else "",
        "version": _rule(arrival)[1],
        "phone": arrival.community.settings.get("help_phone", ""),
        "printed": f"{at.astimezone(zone):%Y-%m-%d %H:%M}",
        **said,
    }


def _day(arrival: Arrival, what: str, zone: ZoneInfo) -> str:
    step = arrival.steps.filter(what=what).last()
    return f"{step.at.astimezone(zone):%Y-%m-%d}" if step else ""


def _rule(arrival: Arrival) -> tuple[str, str]:
    """Title and version of the rules that the observation rested on; of the restriction where there was one."""
    order = next((one.order for one in arrival.present if one.order_id), None)
    if order is not None:
        basis = words.basis(order)
        return basis.title, basis.version
    began = arrival.steps.filter(what__in=(Step.What.BOUND, Step.What.HOME)).last()
    rules = in_force(arrival.community_id, began.at) if began else None
    return (told(rules.title), rules.version) if rules else ("", "")


def answer(request: Any, arrival: Arrival, back: str) -> HttpResponse:
    """The PDF; while nothing was released, or where nothing can be printed, the page ``back`` with the reason."""
    if arrival.status != Arrival.Status.RELEASED:
        messages.info(request, _("There is no note yet: it is written when everything has ended."))
        return redirect(back)
    try:
        sheet = printing.pdf(TEMPLATE, rows_of(arrival, now()))
    except printing.CannotPrint as problem:
        messages.error(request, str(problem))
        return redirect(back)
    return HttpResponse(sheet, content_type="application/pdf", headers={"Cache-Control": "no-store"})
