"""The notice that is handed in at the door: one A4 page in both languages."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import override

from linli.accounts.permissions import allow
from linli.core import printing
from linli.core.address import for_phones
from linli.core.clock import now
from linli.orders import words
from linli.orders.models import Order
from linli.orders.policy import order_rules
from linli.orders.views import visible
from linli.privacy.readings import note_read

TEMPLATE = Path(__file__).with_name("notice.typ")


def rows_of(order: Order, *, address: str, at: Any) -> dict[str, Any]:
    """What `notice.typ` reads; times on the community's clock."""
    zone = ZoneInfo(order.community.zone)
    moments = {"starts": order.starts_at or order.created_at, "ends": order.ends_at, "printed": at}
    rules = order_rules(order.community_id, at)
    said = {}
    for code in ("zh-hans", "en"):
        with override(code):
            rests = words.basis(order)
            said[code[:2]] = {
                "kind": words.kind(order.kind),
                "evidence": words.evidence(order),
                "rule": rests.title,
                "law": rests.law,
                "gate": words.gate_sentences(order.kind, rules),
                "meanwhile": words.meanwhile(),
                "proposer": words.post(order.proposed_by, order.community_id),
                "confirmer": words.post(order.confirmed_by, order.community_id),
            }
    return {
        "title": f"{order.community.name} 限制措施告知书 notice of a restriction",
        "community": order.community.name,
        "room": order.resident.household.flat.key,
        "name": order.resident.name,
        "reference": order.reference,
        "version": order.policy,
        "phone": order.community.settings.get("help_phone", ""),
        "address": address,
        "qr": printing.qr(address),
        **{name: f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" for name, moment in moments.items()},
        **said,
    }


def answer(request: Any, order: Order, back: str) -> HttpResponse:
    """The PDF; on a machine that cannot print, the page ``back`` with the reason."""
    address = for_phones(request, reverse("orders:restrictions"))
    try:
        sheet = printing.pdf(TEMPLATE, rows_of(order, address=address, at=now()))
    except printing.CannotPrint as problem:
        messages.error(request, str(problem))
        return redirect(back)
    return HttpResponse(sheet, content_type="application/pdf", headers={"Cache-Control": "no-store"})


@allow("orders.propose")
def notice(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(visible(request).exclude(starts_at=None), pk=key)
    note_read(request, found.resident, "print")
    return answer(request, found, reverse("orders:order", args=[key]))
