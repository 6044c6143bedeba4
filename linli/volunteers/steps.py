"""What a volunteer does on either face: one word and what belongs to it, each a verb."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from linli.core.answers import tried
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.volunteers import rotation
from linli.volunteers.forms import TellForm
from linli.volunteers.models import Ask, Hours, Shift, Slot, Swap, Volunteer

Step = Callable[[Any, Volunteer, Any, datetime], Any]


def act(request: Any, volunteer: Volunteer, by: Any) -> None:
    """Do what was asked for; what was done, or why not, stands on the next page."""
    step, done = STEPS.get(request.POST.get("do", ""), (None, ""))
    if step is None:
        raise Http404
    at = now()
    tried(request, lambda: step(request, volunteer, by, at), str(done))


def _one(request: Any, rows: Any) -> Any:
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        raise Http404 from None
    return get_object_or_404(rows, pk=key)


def _ask(request: Any, volunteer: Volunteer) -> Ask:
    found: Ask = _one(request, Ask.objects.filter(volunteer=volunteer).select_related("shift__community", "volunteer"))
    return found


def _slot(request: Any, volunteer: Volunteer) -> Slot:
    rows = Slot.objects.select_related("shift__community", "shift__lead", "volunteer__resident")
    slot: Slot = _one(request, rows)
    if slot.volunteer_id != volunteer.pk:  # swapped or given back on another phone
        raise Refused("volunteers.not_yours")
    return slot


def _accept(request: Any, volunteer: Volunteer, by: Any, at: datetime) -> None:
    _ask(request, volunteer).accept(by=by, at=at)


def _decline(request: Any, volunteer: Volunteer, by: Any, at: datetime) -> None:
    ask = _ask(request, volunteer)
    ask.decline(by=by, at=at)
    rotation.fill(ask.shift, by=by, at=at)


def _take(request: Any, volunteer: Volunteer, by: Any, at: datetime) -> None:
    Slot.take(_one(request, Shift.objects.select_related("community", "lead")), volunteer, by=by, at=at)


def _leave(request: Any, volunteer: Volunteer, by: Any, at: datetime) -> None:
    _slot(request, volunteer).leave(by=by, at=at)


def _check_in(request: Any, volunteer: Volunteer, by: Any, at: datetime) -> None:
    Hours.check_in(_slot(request, volunteer), way=Hours.Way.PHONE, by=by, at=at)


def _check_out(request: Any, volunteer: Volunteer, by: Any, at: datetime) -> None:
    """Now, or at the time that they say if they forgot."""
    held = Hours.objects.filter(slot=_slot(request, volunteer), status="running").first()
    if held is None:
        raise Refused("volunteers.not_running")
    said = parse_datetime(request.POST.get("ended_at", ""))
    if said is not None and said.tzinfo is None:
        said = said.replace(tzinfo=ZoneInfo(volunteer.community.zone))
    held.check_out(way=Hours.Way.PHONE, by=by, at=at, ended_at=said)


def _offer(request: Any, volunteer: Volunteer, by: Any, at: datetime) -> None:
    slot = _slot(request, volunteer)
    try:
        taker = UUID(request.POST.get("taker", ""))
    except ValueError:
        raise Refused("volunteers.not_approved") from None
    rows = Volunteer.objects.filter(status="approved").select_related("community", "resident")
    Swap.offer(slot, get_object_or_404(rows, pk=taker), by=by, at=at)


def _swap(request: Any, **whose: Any) -> Swap:
    rows = Swap.objects.filter(**whose).select_related(
        "slot__shift__community", "slot__shift__lead", "back__shift__community", "giver__resident", "taker__resident"
    )
    found: Swap = _one(request, rows)
    return found


def _swap_yes(request: Any, volunteer: Volunteer, by: Any, at: datetime) -> None:
    _swap(request, taker=volunteer).accept(by=by, at=at)


def _swap_no(request: Any, volunteer: Volunteer, by: Any, at: datetime) -> None:
    _swap(request, taker=volunteer).decline(by=by, at=at)


def _swap_back(request: Any, volunteer: Volunteer, by: Any, at: datetime) -> None:
    _swap(request, giver=volunteer).withdraw(by=by, at=at)


def _pause(request: Any, volunteer: Volunteer, by: Any, at: datetime) -> None:
    until: date | None = parse_date(request.POST.get("until", ""))
    if until is None or until < volunteer.community.today(at):
        raise Refused("volunteers.break_unclear")
    volunteer.pause(until, by=by, at=at)


def _describe(request: Any, volunteer: Volunteer, by: Any, at: datetime) -> None:
    form = TellForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
        raise Refused("volunteers.told_unclear")
    volunteer.describe(form.told, by=by, at=at)


STEPS: dict[str, tuple[Step, Any]] = {
    "accept": (_accept, _("Thank you, the turn is yours.")),
    "decline": (_decline, _("Noted. Somebody else is asked.")),
    "take": (_take, _("Thank you, the turn is yours.")),
    "leave": (_leave, _("Given back. Whoever depends on it has been told, and the next in turn is asked.")),
    "in": (_check_in, _("Checked in. Thank you for being there.")),
    "out": (_check_out, _("Checked out. The hours count as soon as they are confirmed.")),
    "offer": (_offer, _("Asked. The turn stays yours until they say yes.")),
    "swap_yes": (_swap_yes, _("Thank you, the turn is yours now.")),
    "swap_no": (_swap_no, _("Noted. The turn stays with them.")),
    "swap_back": (_swap_back, _("Taken back. The turn stays yours.")),
    "pause": (_pause, _("Have a good rest. Nobody asks you until then.")),
    "resume": (lambda request, one, by, at: one.pause(None, by=by, at=at), _("Good to have you back.")),
    "go_on": (lambda request, one, by, at: one.go_on(by=by, at=at), _("Thank you. The office decides soon.")),
    "describe": (_describe, _("Noted.")),
    "withdraw": (lambda request, one, by, at: one.withdraw(by=by, at=at), _("Your offer is taken back.")),
    "stop": (lambda request, one, by, at: one.end(by=by, at=at), _("Your time has ended. Thank you for everything.")),
}
