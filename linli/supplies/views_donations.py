"""What was given: entered in the office, and shown to everybody without a name."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django_scopes import scope

from linli.accounts.permissions import allow, public
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.registry.models import Community
from linli.supplies.account import account_of
from linli.supplies.forms import GiftForm
from linli.supplies.models import Donation
from linli.supplies.words import RULES

SHOWN = 50


@allow("supplies.organise")
def gifts(request: Any) -> HttpResponse:
    """Enter one, and see all."""
    form = GiftForm(request.POST or None, initial={"whom": "need", "rule": "lottery"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = Donation.receive(
                request.community,
                given["title"],
                [(given["what"], given["unit"], given["units"], given["each"])],
                giver=given["giver"],
                whom=given["whom"],
                rule=given["rule"],
                place=given["place"],
                by=request.user,
                at=now(),
            )
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, _("Received. Share it out when you are ready."))
            return redirect("supplies:round", made.of_id)
    content = {"form": form, "rows": shown(), "community_id": request.community.pk}
    return render(request, "supplies/gifts.html", content, status=400 if request.method == "POST" else 200)


def shown() -> list[dict[str, Any]]:
    """The latest donations, with what came, what was shared and what is left; nobody is named."""
    rows = Donation.objects.select_related("of").order_by("-received_at")[:SHOWN]
    return [{"row": row, "account": account_of(row.of), "rule": RULES[row.of.rule]} for row in rows]


@public
@require_GET
def public_gifts(request: Any, community: Any) -> HttpResponse:
    place = get_object_or_404(Community, pk=community)
    with scope(community=place.pk), timezone.override(place.zone):
        content = {"rows": shown(), "place": place}
        return render(request, "supplies/public_gifts.html", content)
