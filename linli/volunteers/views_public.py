"""Pages for everybody: offering help from outside, and checking a certificate."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from allauth.core.internal.ratelimit import get_ip
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_scopes import scope

from linli.accounts.models import Guess
from linli.accounts.permissions import public
from linli.core.clock import now
from linli.core.printing import grouped
from linli.core.refusals import Refused
from linli.registry.models import Community
from linli.volunteers.counting import hours
from linli.volunteers.forms import OfferForm
from linli.volunteers.models import Certificate, Volunteer

MOST_PLACES = 50


@contextmanager
def within(community: Any) -> Iterator[None]:
    """In the scope and the time of the community that a link names."""
    with scope(community=community.pk), timezone.override(ZoneInfo(community.zone)):
        yield


@public
@never_cache
@require_safe
def places(request: Any) -> HttpResponse:
    """Which community; the only one at once. A poster leads straight to its own."""
    rows = list(Community._base_manager.order_by("name")[:MOST_PLACES])
    if len(rows) == 1:
        return redirect("volunteers:offer", rows[0].pk)
    return render(request, "volunteers/places.html", {"places": rows})


@public
@never_cache
def offer(request: Any, key: Any) -> HttpResponse:
    """Want to help? As many offers an hour from one network as wrong codes of a household card."""
    community = get_object_or_404(Community._base_manager, pk=key)
    with within(community):
        form = OfferForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                _offered(request, community, form)
            except Refused as refused:
                form.add_error(None, refused.words)
            else:
                messages.success(request, _("Thank you! The office looks at it and rings you."))
                return redirect("volunteers:offer", key)
        content = {"form": form, "place": community, "community": community}
        answer = render(request, "volunteers/offer.html", content, status=400 if request.method == "POST" else 200)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _offered(request: Any, community: Community, form: OfferForm) -> None:
    """Somebody known already gets the same answer: who has offered is nobody else's business."""
    address, at = get_ip(request), now()
    Guess.refuse_if_many(address, at)
    Guess.note(address, at)
    said = form.cleaned_data
    try:
        Volunteer.offer(
            community,
            source=Volunteer.Source.PUBLIC,
            name=said["name"],
            phone=said["phone"],
            told=form.told,
            by=None,
            at=at,
        )
    except Refused as refused:
        if refused.code != "volunteers.known_already":
            raise


@public
@never_cache
@require_safe
def check(request: Any, code: str = "") -> HttpResponse:
    """Whether a certificate is genuine, and its figures: the name only as far as its holder already shows it."""
    typed = re.sub(r"[^0-9A-Z]", "", (code or request.GET.get("code", "")).upper())
    found, address, at = None, get_ip(request), now()
    if typed:
        Guess.refuse_if_many(address, at)
        rows = Certificate._base_manager.select_related("community", "volunteer")
        found = rows.filter(code=typed).first()
        if found is None:
            Guess.note(address, at)
    content = {
        "asked": bool(typed),
        "code": grouped(typed),
        "found": found,
        "name": found.volunteer.masked if found and found.volunteer.name else "",
        "hours": hours(found.minutes) if found else "",
    }
    return render(request, "volunteers/check.html", content, status=404 if typed and found is None else 200)
