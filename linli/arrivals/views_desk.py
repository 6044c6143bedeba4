"""Announcing people at the desk or on the telephone: a home, its people, and a warning where they are known already."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from linli.accounts.permissions import allow
from linli.arrivals import known
from linli.arrivals.forms import AnnounceForm
from linli.arrivals.models import Arrival
from linli.arrivals.views import visible
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.journal.verbs import verb
from linli.privacy.readings import note_read
from linli.registry import sight
from linli.registry.models import Household, Resident
from linli.registry.search import search


@allow("arrivals.work")
def new(request: Any) -> HttpResponse:
    """First the room, so that the people of that home can be ticked; then who, when and how."""
    at = now()
    room = request.POST.get("room", request.GET.get("room", "")).strip()[:60]
    household = _home(request, room)
    if request.method == "GET" and household is None and "later" not in request.GET:
        return render(request, "arrivals/find.html", {"room": room, "found": _found(request, room)})
    form = AnnounceForm(request.POST) if request.method == "POST" else AnnounceForm(initial={"room": room})
    same: list[Any] = []
    if request.method == "POST" and form.is_valid():
        same = _same(request, household, form, at)
        if not same or request.POST.get("same"):
            try:
                made = _announce(request, form, household, same, at)
            except Refused as refused:
                form.add_error(None, refused.words)
            else:
                messages.success(request, _("Announced. %(name)s is their worker.") % {"name": made.worker})
                return redirect("arrivals:thread", made.pk)
    members = _members(household)
    note_read(request, members, "household")
    content = {
        "form": form,
        "room": room,
        "household": household,
        "members": members,
        "rows": form.shown() if form.is_bound else [{"number": str(number)} for number in range(6)],
        "same": [(one, "、".join(person.masked for person in one.present)) for one in same],
        "year": request.community.today(at).year,
    }
    return render(request, "arrivals/new.html", content, status=400 if request.method == "POST" else 200)


def _found(request: Any, text: str) -> list[Household]:
    """The homes that a room, a name or a phone may mean, among those that this person may see."""
    seen = search(request.community, text, flats=sight.flats(request), residents=sight.residents(request))
    flats = [*(one.household.flat_id for one in seen.residents), *(flat.pk for flat in seen.flats)]
    rows = Household.objects.filter(flat__in=flats).select_related("flat__unit__building__compound")
    return list(rows.order_by("flat__key", "pk")[:20])


def _home(request: Any, room: str) -> Household | None:
    """The home that was chosen, or the one that the room means, among those that this person may see."""
    chosen = request.POST.get("home", request.GET.get("home", ""))
    found = _chosen(chosen) if chosen else known.home(request.community, room)
    return found if found and sight.flats(request).filter(pk=found.flat_id).exists() else None


def _chosen(text: str) -> Household | None:
    try:
        key = UUID(text)
    except ValueError:
        return None
    return Household.objects.select_related("flat__unit__building").filter(pk=key).first()


def _members(household: Household | None) -> list[Resident]:
    if household is None:
        return []
    return list(Resident.objects.living().filter(household=household).order_by("birth_year", "pk"))


def _people(form: AnnounceForm, household: Household | None) -> list[dict[str, Any]]:
    """The rows, each with the resident of that home whose name it is."""
    names = {one.name: one for one in _members(household)}
    return [{**row, "resident": names.get(row["name"])} for row in form.people()]


def _same(request: Any, household: Household | None, form: AnnounceForm, at: datetime) -> list[Any]:
    found = known.likely_same(request.community, household, _people(form, household), at)
    seen = set(visible(request).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    return [one for one in found if one.pk in seen][:5]


@verb
def _announce(request: Any, form: AnnounceForm, household: Household | None, same: list[Any], at: datetime) -> Arrival:
    """``same`` in the form is the thread to which they belong, or "no": these are others."""
    given = dict(form.cleaned_data)
    made = Arrival.announce(
        request.community,
        household=household,
        room=given.pop("room"),
        travellers=_people(form, household),
        by=request.user,
        at=at,
        **given,
    )
    kept = next((one for one in same if str(one.pk) == request.POST.get("same")), None)
    if kept is None:
        return made
    kept.join(made, by=request.user, at=at)
    return kept  # type: ignore[no-any-return]
