"""Pages for people who come home, without signing in: announcing themselves, and their own thread by its link."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from allauth.core.internal.ratelimit import get_ip
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_scopes import scope

from linli.accounts.models import Guess
from linli.accounts.permissions import public
from linli.arrivals import release_note, telling
from linli.arrivals.forms_travel import Journey, TravelForm
from linli.arrivals.models import Arrival
from linli.arrivals.thread_page import shown
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.registry.models import Community

MOST_PLACES = 50


@contextmanager
def within(community: Any) -> Iterator[None]:
    """In the scope and the time of a community that a link names, whoever looks."""
    with scope(community=community.pk), timezone.override(ZoneInfo(community.zone)):
        yield


@public
@never_cache
@require_safe
def places(request: Any) -> HttpResponse:
    """Which community: the only one at once, else a choice; a poster leads straight to its own."""
    rows = list(Community._base_manager.order_by("name")[: MOST_PLACES + 1])
    if len(rows) == 1:
        return redirect("arrivals:announcement", rows[0].pk)
    return _unlisted(render(request, "arrivals/places.html", {"places": rows[:MOST_PLACES]}))


@public
@never_cache
def announcement(request: Any, key: Any) -> HttpResponse:
    """Coming back? Tell us before you travel."""
    community = get_object_or_404(Community._base_manager, pk=key)
    at = now()
    with within(community):
        form = TravelForm(request.POST or None, community=community, year=community.today(at).year)
        if request.method == "POST" and form.is_valid():
            try:
                return _announced(request, community, form, at)
            except Refused as refused:
                form.add_error(None, refused.words)
        content = {"form": form, "place": community, "community": community}
        status = 400 if request.method == "POST" else 200
        return _unlisted(render(request, "arrivals/announcement.html", content, status=status))


def _announced(request: Any, community: Community, form: TravelForm, at: datetime) -> HttpResponse:
    """As many announcements an hour from one address as wrong codes of a household card, and one count for both."""
    address, key = get_ip(request), form.cleaned_data["key"]
    Guess.refuse_if_many(address, at)
    telling.announce(community, key, room=form.cleaned_data["room"], travellers=form.travellers, at=at, **form.said)
    Guess.note(address, at)
    messages.success(request, _("Thank you. This is your own page: keep it, for example as a favourite."))
    return redirect("arrivals:travellers", key)


def _of(request: Any, token: str) -> Arrival | None:
    """The thread of a link. Who tries links is counted, like who tries codes."""
    address, at = get_ip(request), now()
    Guess.refuse_if_many(address, at)
    found = telling.of_link(token)
    if found is None:
        Guess.note(address, at)
    return found


@public
@never_cache
def travellers(request: Any, token: str) -> HttpResponse:
    """Their own thread."""
    found = _of(request, token)
    if found is None:
        return _unlisted(render(request, "arrivals/travel.html", {"base": "page.html"}, status=404))
    with within(found.community):
        content = shown(found, now()) | {
            "base": "page.html", "community": found.community, "form": Journey(), "token": token,
        }  # fmt: skip
        return _unlisted(render(request, "arrivals/travel.html", content))


@public
@never_cache
@require_POST
def travellers_words(request: Any, token: str) -> HttpResponse:
    """One word of theirs: a change, not coming, at the gate, how they are."""
    found = _of(request, token)
    if found is not None:
        with within(found.community):
            answer(request, found, by=None)
    return redirect("arrivals:travellers", token)


@public
@never_cache
@require_safe
def travellers_note(request: Any, token: str) -> HttpResponse:
    """The note of the release, for whoever has the link."""
    found = _of(request, token)
    if found is None:
        return redirect("arrivals:travellers", token)
    with within(found.community):
        return release_note.answer(request, found, back=f"/arrivals/t/{token}/")


SAID = {
    "change": gettext_lazy("Thank you. Your worker sees it now."),
    "not_coming": gettext_lazy("Noted: you do not come for now."),
    "gate": gettext_lazy("Your worker knows that you are at the gate. The guard lets you in meanwhile."),
    "fine": gettext_lazy("Thank you, good to hear."),
    "help": gettext_lazy("Your worker sees it now and rings you."),
    "ill": gettext_lazy(
        "Thank you for saying so. You are rung at once. Please stay where you are and keep the mask on."
    ),
}


def answer(request: Any, arrival: Arrival, by: Any) -> None:
    """Take what was said; a refusal is a calm line on the page, nothing is lost."""
    word = request.POST.get("word", "")
    form = Journey(request.POST)
    if word not in telling.WORDS or not form.is_valid():
        messages.warning(request, _("That could not be read. Please look at the date and time and send it again."))
        return
    try:
        telling.say(arrival, word, by=by, at=now(), change=form.said if word == "change" else None)
    except Refused as refused:
        messages.warning(request, refused.words)
    else:
        messages.success(request, str(SAID[word]))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """No search engine, no other site learns of it."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
