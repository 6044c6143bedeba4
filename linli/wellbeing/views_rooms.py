"""The counselling rooms: where, at which hours, and which times are taken. Who comes stands in a sealed record."""

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.answers import tried
from linli.core.clock import now
from linli.wellbeing.forms_rooms import HoursForm, RoomForm
from linli.wellbeing.models import Booking, Room, RoomHours


@allow("wellbeing.counsel")
def rooms(request: Any) -> HttpResponse:
    """All rooms with their hours, what is booked from now on, and a form for another room."""
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        enter = lambda: Room.enter(request.community, by=request.user, at=now(), **form.cleaned_data)  # noqa: E731
        if tried(request, enter, _("The room is entered. Now its hours.")):
            return redirect("wellbeing:rooms")
    return _shown(request, form)


def _shown(request: Any, form: RoomForm, wrong: Any = None, hours_form: Any = None, status: int = 200) -> HttpResponse:
    """``wrong``: the room whose ``hours_form`` says what is not right with it."""
    rows = Room.objects.filter(closed_at=None).prefetch_related("hours").order_by("name")
    taken = Booking.objects.filter(starts_at__gt=now() - timedelta(hours=4)).select_related("room")
    shown = {
        "rooms": [(one, hours_form if one == wrong else HoursForm()) for one in rows],
        "taken": taken.order_by("starts_at", "room"),
        "form": form,
        "wrong": wrong and wrong.pk,
        "takes_sentences": False,
    }
    return render(request, "wellbeing/rooms.html", shown, status=status)


@allow("wellbeing.counsel")
@require_POST
def hours(request: Any, key: uuid.UUID) -> HttpResponse:
    """Hours of a room; what is wrong with them is said on the page of all rooms."""
    room: Room = get_object_or_404(Room.objects, pk=key, closed_at=None)
    form = HoursForm(request.POST)
    if form.is_valid():
        enter = lambda: RoomHours.enter(room, by=request.user, at=now(), **form.cleaned_data)  # noqa: E731
        tried(request, enter, _("People can book these hours now."))
        return redirect("wellbeing:rooms")
    return _shown(request, RoomForm(), room, form, 400)


@allow("wellbeing.counsel")
@require_POST
def hours_withdrawal(request: Any, key: uuid.UUID) -> HttpResponse:
    row: RoomHours = get_object_or_404(RoomHours.objects, pk=key)
    tried(request, lambda: row.withdraw(by=request.user, at=now()), _("Taken out. What is booked stays."))
    return redirect("wellbeing:rooms")


@allow("wellbeing.counsel")
@require_POST
def room_closing(request: Any, key: uuid.UUID) -> HttpResponse:
    row: Room = get_object_or_404(Room.objects, pk=key)
    tried(request, lambda: row.close(by=request.user, at=now()), _("Nobody can book this room any more."))
    return redirect("wellbeing:rooms")


@allow("wellbeing.counsel")
@require_POST
def booking_release(request: Any, key: uuid.UUID) -> HttpResponse:
    row: Booking = get_object_or_404(Booking.objects, pk=key)
    tried(request, lambda: row.cancel(by=request.user, at=now()), _("The time is free again."))
    return redirect("wellbeing:rooms")
