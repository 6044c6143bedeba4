"""Household cards: see first how many and what is odd about them, then print; codes exist on the paper only."""

import uuid
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts import cards as sheets
from linli.accounts.models import HouseholdCard, ResidentSession
from linli.accounts.permissions import allow
from linli.accounts.reach import within
from linli.accounts.rooms import flats_called
from linli.core.address import for_phones
from linli.core.clock import now
from linli.core.printing import CannotPrint
from linli.journal.batches import oddities
from linli.registry.models import Building, Flat, Household, Resident


def _chosen(request: Any, asked: Any) -> Any:
    """Households in reach that somebody lives in: of a building, of a room, without a card, or all."""
    living = Resident.objects.filter(left_at=None, merged_into=None)
    rows = Household.objects.filter(within(request.roles, "flat__"), pk__in=living.values("household_id"))
    if asked.get("room"):
        rows = rows.filter(flat__in=flats_called(asked["room"]))
    elif asked.get("building"):
        rows = rows.filter(flat__unit__building=_uuid(asked["building"]))
    if asked.get("which") != "all" and not asked.get("room"):
        carded = HouseholdCard.objects.filter(voided_at=None).values("household_id")
        rows = rows.exclude(pk__in=carded)
    return rows.select_related("flat__unit__building")


def _uuid(text: str) -> Any:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _oddities(community: Any, households: Any, size: int, at: Any) -> list[str]:
    """What a careful person would ask before printing."""
    keys = households.order_by().values("pk")
    live = HouseholdCard.objects.filter(household__in=keys, voided_at=None)
    voids, fresh = live.count(), live.filter(issued_at__gt=at - timedelta(days=1)).count()
    bound = ResidentSession.objects.filter(resident__household__in=keys, revoked_at=None)
    phones = bound.values("token_hash").distinct().count()
    said = []
    if voids:
        said.append(_("%(n)s of them have a card, which becomes void.") % {"n": voids})
    if fresh:
        said.append(_("%(n)s were printed within the last 24 hours already.") % {"n": fresh})
    if phones:
        said.append(_("%(n)s phones have joined; they stay joined.") % {"n": phones})
    return said + [oddity.words for oddity in oddities(community, "card.print", size, at)]


@allow("accounts.cards")
def cards(request: Any) -> HttpResponse:
    """Choose and see the size before anything is printed."""
    households = _chosen(request, request.GET)
    size = households.count()
    buildings = Building.objects.filter(pk__in=_flats(request).values("unit__building")).select_related("compound")
    context = {
        "buildings": sorted(buildings, key=lambda one: (one.compound.name, len(one.number), one.number)),
        "asked": request.GET,
        "n": size,
        "pages": -(-size // 10),
        "oddities": _oddities(request.community, households, size, now()),
    }
    return render(request, "accounts/cards.html", context)


def _flats(request: Any) -> Any:
    return Flat.objects.filter(within(request.roles))


@allow("accounts.cards")
@require_POST
def card_sheets(request: Any) -> HttpResponse:
    """Issue the cards and answer with the PDF, once: nobody can fetch the codes a second time."""
    households = sorted(_chosen(request, request.POST), key=_place)
    if not households:
        messages.error(request, _("No household fits. Nothing was printed."))
        return redirect("accounts:cards")
    at, community = now(), request.community
    try:
        sheets.household_sheets([], **_frame(request, at))  # a machine that cannot print must not void old cards
        made = HouseholdCard.issue_all(households, community=community, by=request.user, at=at)
        rows = [sheets.HouseholdCard(str(card.household), _address(request, code), code) for card, code in made]
        pdf = sheets.household_sheets(rows, **_frame(request, at))
    except CannotPrint as cannot:
        messages.error(request, str(cannot))
        return redirect("accounts:cards")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="cards-{at:%Y%m%d-%H%M}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _frame(request: Any, at: Any) -> dict[str, Any]:
    return {
        "community": request.community.name,
        "address": for_phones(request, reverse("accounts:join")).partition("://")[2],
        "help_phone": str(request.community.settings.get("help_phone", "")),
        "printed": at.astimezone(ZoneInfo(request.community.zone)),
    }


def _address(request: Any, code: str) -> str:
    return for_phones(request, reverse("accounts:join_card", args=[code]))


def _place(household: Any) -> tuple[Any, ...]:
    """Sorted as one walks: building, stair, room, numbers by size."""
    flat = household.flat
    parts = (flat.unit.building.number, flat.unit.number, flat.number)
    return tuple((len(part), part) for part in parts)
