"""Shifts: planning them, and one shift as its lead needs it: who comes, who is there, whose turn is next."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.accounts.permissions import allow, may
from linli.accounts.rooms import flats_called
from linli.core.answers import tried
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.journal.verbs import verb
from linli.privacy.readings import note_read
from linli.registry import phones
from linli.registry.models import Resident
from linli.volunteers import rotation, words
from linli.volunteers.forms import ShiftForm, SpanForm, leads
from linli.volunteers.models import Ask, Hours, Shift, Slot, Volunteer


@allow("volunteers.coordinate")
def new(request: Any) -> HttpResponse:
    """Plan a shift, perhaps the same on several days; the next in turn are asked at once."""
    at = now()
    form = ShiftForm(
        request.POST or None, leads=leads(request.community, at), initial={"lead": request.user.pk, "days": 1}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _planned(request, form, at)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Planned. Those whose turn it is are being asked."))
            return redirect("volunteers:shift", made[0].pk) if len(made) == 1 else redirect("volunteers:overview")
    return render(request, "volunteers/new.html", {"form": form}, status=400 if form.errors else 200)


@verb
def _planned(request: Any, form: ShiftForm, at: datetime) -> list[Shift]:
    """All of them or none."""
    made = []
    for number in range(form.cleaned_data["days"]):
        later = timedelta(days=number)
        said = form.said | {name: form.said[name] + later for name in ("starts_at", "ends_at")}
        made.append(Shift.plan(request.community, **said, by=request.user, at=at))
    for shift in made:
        rotation.fill(shift, by=request.user, at=at)
    return made


def led(request: Any, key: Any) -> Shift:
    """The shift, for the office, grid workers, and whoever leads it; 404 for everybody else."""
    found: Shift = get_object_or_404(Shift.objects.select_related("lead", "community"), pk=key)
    if not may(request.roles, "volunteers.coordinate") and found.lead_id != request.user.pk:
        raise Http404
    return found


@allow("volunteers.lead")
@never_cache
@require_safe
def shift(request: Any, key: Any) -> HttpResponse:
    found, at = led(request, key), now()
    slots = list(found.slots.select_related("volunteer__resident").prefetch_related("hours"))
    taken = {slot.volunteer_id for slot in slots if slot.volunteer_id}
    open_now = found.open and found.ends_at > at
    others = [row for row in rotation.candidates(found, at) if row[0].pk not in taken] if open_now else []
    asked = {ask.volunteer_id: ask for ask in found.asks.all()}
    note_read(request, [*(slot.volunteer for slot in slots if slot.volunteer), *(row for row, _c in others)], "listed")
    content = {
        "shift": found,
        "slots": [_line(slot, found, at) for slot in slots],
        "free": sum(slot.volunteer_id is None for slot in slots),
        "others": [(row, [words.AGAINST[one] for one in choice.against], asked.get(row.pk)) for row, choice in others],
        "counted_on": found.dependents.select_related("resident__household__flat"),
        "begun": found.starts_at <= at,
        "over": found.ends_at <= at,
        "open": open_now,
        "paper": SpanForm(),
    }
    return render(request, "volunteers/shift.html", content)


def _line(slot: Slot, found: Shift, at: datetime) -> dict[str, Any]:
    hours = next((one for one in slot.hours.all() if one.status != Hours.Status.REJECTED), None)
    waits = hours is not None and hours.status in ("running", "ended")
    return {
        "slot": slot,
        "who": slot.volunteer,
        "number": phones.shown(slot.volunteer.number) if slot.volunteer and slot.volunteer.number else "",
        "hours": hours,
        "may_begin": slot.volunteer is not None and hours is None and found.starts_at - timedelta(minutes=30) <= at,
        "form": _form(hours) if waits else None,
    }


def _form(hours: Hours | None) -> SpanForm:
    """With what was measured; what nobody measured stays empty."""
    given = {"starts_at": hours.starts_at, "ends_at": hours.ends_at} if hours else {}
    return SpanForm(initial=given)


Step = Callable[[Any, Shift, datetime], Any]


@allow("volunteers.lead")
@require_POST
def shift_steps(request: Any, key: Any) -> HttpResponse:
    found = led(request, key)
    step, done = STEPS.get(request.POST.get("do", ""), (None, ""))
    if step is None:
        raise Http404
    tried(request, lambda: step(request, found, now()), str(done))
    return redirect("volunteers:shift", key)


def _key(request: Any, name: str) -> Any:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None


def _slot(request: Any, found: Shift) -> Slot:
    rows = found.slots.select_related("volunteer__resident", "shift__community", "shift__lead")
    return get_object_or_404(rows, pk=_key(request, "slot"))  # type: ignore[no-any-return]


def _volunteer(request: Any) -> Volunteer:
    rows = Volunteer.objects.select_related("community", "resident")
    return get_object_or_404(rows, pk=_key(request, "volunteer"))  # type: ignore[no-any-return]


def _hours(request: Any, found: Shift) -> Hours:
    rows = Hours.objects.filter(slot__shift=found).select_related("volunteer", "slot__shift")
    return get_object_or_404(rows, pk=_key(request, "hours"))  # type: ignore[no-any-return]


def _span(request: Any) -> dict[str, Any]:
    form = SpanForm(request.POST)
    if not form.is_valid():
        raise Refused("volunteers.end_unclear")
    return form.cleaned_data


def _as_it_is(request: Any, found: Shift, at: datetime) -> None:
    """Confirm what was measured; with other times they are put right first."""
    hours = _hours(request, found)
    if request.POST.get("ends_at"):
        span = _span(request)
        if any(_minute(getattr(hours, name)) != _minute(span[name]) for name in span):
            hours.correct(**span, by=request.user, at=at)
    hours.confirm(by=request.user, at=at)


def _minute(moment: datetime | None) -> int | None:
    """The form knows no seconds: what differs by them alone was not changed."""
    return int(moment.timestamp()) // 60 if moment else None


def _count_on(request: Any, found: Shift, at: datetime) -> None:
    living = Resident.objects.living().filter(household__flat__in=flats_called(request.POST.get("room", "")))
    people = list(living.order_by("birth_year", "pk")[:1])  # the eldest of the home: whom it is usually about
    if not people:
        raise Refused("volunteers.room_unknown")
    found.count_on(people[0], by=request.user, at=at)


def _cannot(request: Any, found: Shift, at: datetime) -> None:
    """Rung, and they cannot: the next in turn is asked."""
    rows = found.asks.filter(volunteer=_volunteer(request)).select_related("volunteer", "shift")
    get_object_or_404(rows).decline(by=request.user, at=at)
    rotation.fill(found, by=request.user, at=at)


def _widen(request: Any, found: Shift, at: datetime) -> None:
    said = request.POST.get("places", "")
    found.widen(int(said) if said.isascii() and said.isdigit() else 0, by=request.user, at=at)
    rotation.fill(found, by=request.user, at=at)


def _by(request: Any) -> dict[str, Any]:
    return {"by": request.user, "way": Hours.Way.LEAD}


STEPS: dict[str, tuple[Step, Any]] = {
    "fill": (lambda r, s, at: rotation.fill(s, by=r.user, at=at), gettext_lazy("The next in turn are asked.")),
    "ask": (lambda r, s, at: Ask.ask(s, _volunteer(r), by=r.user, at=at), gettext_lazy("Asked.")),
    "enter": (lambda r, s, at: Slot.take(s, _volunteer(r), by=r.user, at=at), gettext_lazy("Entered.")),
    "cannot": (_cannot, gettext_lazy("Noted. Somebody else is asked.")),
    "leave": (lambda r, s, at: _slot(r, s).leave(by=r.user, at=at), gettext_lazy("The place is open again.")),
    "in": (lambda r, s, at: Hours.check_in(_slot(r, s), at=at, **_by(r)), gettext_lazy("Checked in.")),
    "out": (lambda r, s, at: _hours(r, s).check_out(at=at, **_by(r)), gettext_lazy("Checked out.")),
    "paper": (
        lambda r, s, at: Hours.enter(_slot(r, s), **_span(r), by=r.user, at=at),
        gettext_lazy("Taken over from the paper list."),
    ),
    "confirm": (_as_it_is, gettext_lazy("Hours confirmed.")),
    "reject": (lambda r, s, at: _hours(r, s).reject(by=r.user, at=at), gettext_lazy("Not counted.")),
    "count_on": (_count_on, gettext_lazy("Noted: they are told if it does not come.")),
    "widen": (_widen, gettext_lazy("More places; the next in turn are asked.")),
    "cancel": (
        lambda r, s, at: s.cancel(by=r.user, at=at),
        gettext_lazy("Cancelled. Everybody who depends on it has been told."),
    ),
}
