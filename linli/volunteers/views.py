"""The coordinator's pages: who is willing and was not asked, what is open, who offered, one volunteer."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.accounts.models import SignInLink
from linli.accounts.permissions import allow, may
from linli.accounts.qr import picture
from linli.accounts.rooms import flats_called
from linli.core.address import for_phones
from linli.core.answers import tried
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.privacy.readings import note_read
from linli.registry import phones
from linli.registry.models import Resident
from linli.volunteers import accounts, certificate, coverage, rotation
from linli.volunteers.choices import Language, Part, Skill
from linli.volunteers.counting import Count, hours
from linli.volunteers.forms import OfferForm, TellForm
from linli.volunteers.models import Hours, Shift, Slot, Volunteer
from linli.volunteers.policy import terms_of

MOST = 300
PAST = timedelta(days=2)


@allow("volunteers.coordinate")
@never_cache
@require_safe
def overview(request: Any) -> HttpResponse:
    """Who waits to be asked, which turns are open, how the week is covered, what waits for me."""
    at, community = now(), request.community
    idle = rotation.unasked(community, at)
    offers = list(Volunteer.objects.filter(status="asked").select_related("resident").order_by("created_at"))
    note_read(request, [*idle, *offers], "listed")
    ahead = Shift.objects.filter(status="open", ends_at__gt=at, starts_at__lt=at + timedelta(days=8))
    content = {
        "idle": idle,
        "offers": offers,
        "open": rotation.open_shifts(community, at, terms_of(community)),
        "shifts": list(ahead.select_related("lead").prefetch_related("slots")[:MOST]),
        "to_confirm": coverage.to_confirm(community, at),
        "week": coverage.week(community, at),
        "parts": Part.labels,
        "helping": Volunteer.objects.filter(status="approved", ends_at__gt=at).count(),
        "at_work": Hours.objects.filter(status="running").count(),
        "days": terms_of(community).unasked_days,
        "may_approve": may(request.roles, "volunteers.approve"),
    }
    return render(request, "volunteers/overview.html", content)


@allow("volunteers.coordinate")
@never_cache
@require_safe
def people(request: Any) -> HttpResponse:
    """Everybody who helps or has offered to; former ones below."""
    rows = list(Volunteer.objects.select_related("resident", "user").order_by("status", "created_at")[:MOST])
    note_read(request, rows, "listed")
    groups = [
        (_("Have offered to help"), [one for one in rows if one.status == "asked"]),
        (_("Help now"), [one for one in rows if one.status == "approved"]),
        (_("Helped, or wanted to"), [one for one in rows if one.status not in ("asked", "approved")]),
    ]
    return render(request, "volunteers/people.html", {"groups": [one for one in groups if one[1]]})


def _found(key: Any) -> Volunteer:
    rows = Volunteer.objects.select_related("community", "resident__household__flat", "user", "decided_by")
    return get_object_or_404(rows, pk=key)  # type: ignore[no-any-return]


@allow("volunteers.coordinate")
@never_cache
@require_safe
def one(request: Any, key: Any) -> HttpResponse:
    """One volunteer: what they can do, their turns, their hours; the office decides here."""
    found, at = _found(key), now()
    note_read(request, found if found.resident is None else [found, found.resident])
    slots = Slot.objects.filter(volunteer=found, shift__ends_at__gt=at - PAST).select_related("shift")
    count = Count.of(found, at)
    content = {
        "one": found,
        "number": phones.shown(found.number) if found.number else "",
        "skills": [Skill(code).label for code in found.skills if code in Skill.values],
        "languages": [Language(code).label for code in found.languages if code in Language.values],
        "tell": TellForm.about(found),
        "slots": list(slots.order_by("shift__starts_at")),
        "count": count,
        "hours_confirmed": hours(count.minutes),
        "days": terms_of(found.community).role_days,
        "may_approve": may(request.roles, "volunteers.approve"),
        "linkable": found.user is not None and accounts.only_volunteers(found.user),
    }
    return render(request, "volunteers/one.html", content)


@allow("volunteers.coordinate")
def desk(request: Any) -> HttpResponse:
    """Somebody at the desk, or on the telephone, offers to help; perhaps somebody of the register."""
    asked = request.POST or request.GET
    living = Resident.objects.living().select_related("household__flat")
    people = list(living.filter(household__flat__in=flats_called(asked.get("room", "")))[:20])
    if people:
        note_read(request, people, "household")
    who = next((one for one in people if str(one.pk) == asked.get("resident")), None)
    known = {"name": who.name, "phone": who.phone} if who else {}
    form = OfferForm(request.POST or None, initial=known)
    if who is not None:
        form.fields["phone"].required = False
    if request.method == "POST" and form.is_valid():
        try:
            made = Volunteer.offer(
                request.community,
                source=Volunteer.Source.DESK,
                name=form.cleaned_data["name"],
                phone="" if who else form.cleaned_data["phone"],
                resident=who,
                told=form.told,
                by=request.user,
                at=now(),
            )
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Entered. The office decides on the volunteer's page."))
            return redirect("volunteers:one", made.pk)
    content = {"form": form, "room": asked.get("room", ""), "people": people, "who": who}
    return render(request, "volunteers/desk.html", content, status=400 if form.errors else 200)


@allow("volunteers.coordinate")
@require_POST
def description(request: Any, key: Any) -> HttpResponse:
    """What they said by word of mouth, entered for them."""
    found, form = _found(key), TellForm(request.POST)
    if form.is_valid():
        tried(request, lambda: found.describe(form.told, by=request.user, at=now()), _("Noted."))
    else:
        messages.error(request, _("That could not be read. Nothing was changed; look at the numbers."))
    return redirect("volunteers:one", key)


@allow("volunteers.approve")
@require_POST
def decision(request: Any, key: Any) -> HttpResponse:
    """Welcome, not now, longer, or the end: one verb each."""
    found, at, by = _found(key), now(), request.user
    days = int(request.POST["days"]) if request.POST.get("days", "").isascii() and request.POST["days"].isdigit() else 0
    username = request.POST.get("username", "")
    verbs = {
        "approve": (lambda: found.approve(days=days, username=username, by=by, at=at), _("Welcomed.")),
        "decline": (lambda: found.decline(by=by, at=at), _("Declined for now; they are told kindly.")),
        "extend": (lambda: found.extend(days=days, by=by, at=at), _("Extended.")),
        "end": (lambda: found.end(by=by, at=at), _("Ended. Their turns to come are open again.")),
    }
    if request.POST.get("do") not in verbs:
        raise Http404
    tried(request, *verbs[request.POST["do"]])
    return redirect("volunteers:one", key)


@allow("volunteers.approve")
@require_POST
@never_cache
def link(request: Any, key: Any) -> HttpResponse:
    """A one-time link with which they choose a password; only for accounts that are volunteers and nothing else."""
    found = _found(key)
    if found.user is None or not accounts.only_volunteers(found.user):
        raise Http404
    purpose = "reset" if found.user.has_usable_password() else "invite"
    try:
        made, token = SignInLink.issue(
            found.user, community=request.community, purpose=purpose, by=request.user, at=now()
        )
    except Refused as refused:
        messages.error(request, refused.words)
        return redirect("volunteers:one", key)
    address = for_phones(request, reverse("accounts:link", args=[token]))
    content = {"one": found, "link": made, "address": address, "picture": picture(address)}
    return render(request, "volunteers/link.html", content)


@allow("volunteers.coordinate")
@never_cache
@require_safe
def paper(request: Any, key: Any) -> HttpResponse:
    found = _found(key)
    note_read(request, found, "print")
    return certificate.answer(request, found, by=request.user, back=reverse("volunteers:one", args=[key]))
