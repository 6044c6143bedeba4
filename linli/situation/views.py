"""The rules in force for everybody who lives or works here, and one publication with what can be done about it."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow, may, public
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.registry.models import Community
from linli.situation import words
from linli.situation.changes import change
from linli.situation.drafts import as_file
from linli.situation.due import AHEAD
from linli.situation.history import coming, history, waiting
from linli.situation.models import Publication
from linli.situation.models.publications import UNDO
from linli.situation.sheet import sheet

HISTORY = 20


def in_zone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Times on the page, and in its forms, are those of the community's clock."""

    @wraps(view)
    def inner(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.community is None:
            return view(request, *args, **kwargs)
        with timezone.override(ZoneInfo(request.community.zone)):
            return view(request, *args, **kwargs)

    return inner


@public
def policy(request: Any, community_id: uuid.UUID | None = None) -> HttpResponse:
    """The rules in force: public, because whoever is bound by rules may read them. Names only for people here."""
    community = request.community
    if community is not None and community_id not in (None, community.pk):
        raise Http404
    if community is None:
        found = Community.objects.filter(pk=community_id) if community_id else Community.objects.order_by("name")
        communities = list(found[:200])
        if len(communities) != 1:
            if community_id:
                raise Http404
            return render(request, "situation/communities.html", {"communities": communities})
        community = communities[0]
    with timezone.override(ZoneInfo(community.zone)):
        return render(request, "situation/policy.html", _page(request, community))


def _page(request: Any, community: Any) -> dict[str, Any]:
    at = now()
    held = Publication.at(community, at)
    staff = may(request.roles, "situation.read")
    return {
        "community": community,
        "held": held,
        "sheet": sheet(held.version.body, _building(request)) if held else None,
        "days_left": (held.lapses_at - at).days if held else 0,
        "soon": held is not None and held.lapses_at - at <= AHEAD,
        "lasting": held is not None and Publication.at(community, held.lapses_at) is not None,
        "staff": staff,
        "known": request.community is not None,
        "may_publish": may(request.roles, "situation.publish"),
        "waiting": [_named(one) for one in waiting(community, at)] if staff else [],
        "coming": [_named(one) for one in coming(community, at)],
        "history": history(community, at)[:HISTORY],
        "building": _building(request),
    }


def _named(publication: Publication) -> tuple[str, Publication]:
    return words.told(publication.version.body["title"]), publication


def _building(request: Any) -> str | None:
    resident = request.resident
    return resident.household.flat.unit.building.number if resident is not None and not request.roles else None


def _found(publication_id: uuid.UUID) -> Publication:
    rows = Publication.objects.select_related("version", "proposed_by", "confirmed_by", "withdrawn_by", "community")
    return get_object_or_404(rows, pk=publication_id)


@allow("situation.read")
@in_zone
def publication(request: Any, publication_id: uuid.UUID) -> HttpResponse:
    """One version: what it asks, what it changed or would change, who put it forward and confirmed it."""
    found, at = _found(publication_id), now()
    effects = found.effects(at)
    publish, confirm = may(request.roles, "situation.publish"), may(request.roles, "situation.confirm")
    proposed = found.status == Publication.Status.PROPOSED and at < found.lapses_at
    own = found.proposed_by_id == request.user.pk
    withdrawal = _withdrawal(found, at)
    context = {
        "publication": found,
        "title": words.told(found.version.body["title"]),
        "sheet": sheet(found.version.body),
        "direction": effects.direction,
        "changes": [change(one) for one in effects.changes],
        "proposed": proposed,
        "own": own,
        "in_force": Publication.at(found.community_id, at) == found,
        "may_confirm": confirm and proposed and not own,
        "may_withdraw": publish and (proposed or withdrawal == "frees"),
        "may_undo": publish and withdrawal == "restricts" and found.effective_at and at < found.effective_at + UNDO,
    }
    return render(request, "situation/publication.html", context)


def _withdrawal(found: Publication, at: Any) -> str:
    """Whether to withdraw what is published "frees" or "restricts"; "" where it does not count any more."""
    if found.status != Publication.Status.CONFIRMED:
        return ""
    try:
        return "restricts" if found.effects_of_withdrawal(at).needs_two else "frees"
    except Refused:
        return ""


@allow("situation.read")
def publication_file(request: HttpRequest, publication_id: uuid.UUID) -> HttpResponse:
    """The phase as a JSON file, to keep or to start from."""
    found = _found(publication_id)
    response = HttpResponse(as_file(found.version.body), content_type="application/json; charset=utf-8")
    name = f"{found.version.pack}-{found.version.phase}-{found.version.number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@allow("situation.confirm")
@require_POST
def confirmation(request: HttpRequest, publication_id: uuid.UUID) -> HttpResponse:
    found = _found(publication_id)
    found.confirm(by=request.user, at=now())
    messages.success(request, _("Confirmed. The gates get the rules with their next sync."))
    return redirect("situation:publication", publication_id)


@allow("situation.publish")
@require_POST
def withdrawal(request: HttpRequest, publication_id: uuid.UUID) -> HttpResponse:
    _found(publication_id).withdraw(by=request.user, at=now())
    messages.success(request, _("Withdrawn."))
    return redirect("situation:publication", publication_id)


@allow("situation.publish")
@require_POST
def undoing(request: HttpRequest, publication_id: uuid.UUID) -> HttpResponse:
    """The rules before: at once where that frees, else they wait for a second person."""
    made = _found(publication_id).undo(by=request.user, at=now())
    if made.status == Publication.Status.PROPOSED:
        messages.success(request, _("The rules before wait for a second person; until then the rules of now hold."))
    else:
        messages.success(request, _("The rules before hold again."))
    return redirect("situation:publication", made.pk)
