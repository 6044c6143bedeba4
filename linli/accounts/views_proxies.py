"""At the desk: both people are present, a worker confirms that one acts for the other."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.forms import Form
from linli.accounts.models import Proxy
from linli.accounts.permissions import allow
from linli.accounts.reach import within
from linli.accounts.rooms import flats_called
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.privacy.readings import note_read
from linli.registry.models import Resident


class RoomsForm(Form):
    """First the two rooms, then the two people."""

    subject_room = forms.CharField(label=gettext_lazy("Room of the person acted for"), max_length=32)
    holder_room = forms.CharField(label=gettext_lazy("Room of the person who acts"), max_length=32)


def _living(request: Any, room: str = "") -> Any:
    rows = Resident.objects.filter(within(request.roles, "household__flat__"), left_at=None, merged_into=None)
    return rows.filter(household__flat__in=flats_called(room)) if room else rows


@allow("accounts.proxies")
def desk(request: Any) -> HttpResponse:
    at = now()
    form = RoomsForm(request.GET or None)
    subjects: list[Any] = []
    holders: list[Any] = []
    if form.is_valid():
        subjects = list(_living(request, form.cleaned_data["subject_room"]))
        # Whoever acts may live anywhere in the community, also outside this worker's grid.
        holders = list(
            Resident.objects.filter(
                household__flat__in=flats_called(form.cleaned_data["holder_room"]), left_at=None, merged_into=None
            )
        )
        note_read(request, [*subjects, *holders], "listed")
        if not subjects:
            form.add_error("subject_room", _("Nobody is entered for this room, or it is not in your grids."))
        if not holders:
            form.add_error("holder_room", _("Nobody is entered for this room."))
    rows = Proxy.open(at).filter(within(request.roles, "subject__household__flat__")).order_by("ends_at")
    context = {"form": form, "subjects": subjects, "holders": holders, "proxies": rows[:200]}
    return render(request, "accounts/proxies.html", context)


@allow("accounts.proxies")
@require_POST
def grant(request: Any) -> HttpResponse:
    subject: Resident = get_object_or_404(_living(request), pk=_id(request, "subject"))
    holder: Resident = get_object_or_404(Resident.objects.filter(left_at=None), pk=_id(request, "holder"))
    if request.POST.get("present") != "1":
        raise Refused("accounts.not_present")
    days = request.POST.get("days", "30")
    at = now()
    length = timedelta(days=int(days)) if days.isdecimal() and len(days) < 4 else timedelta(0)
    Proxy.grant(subject, holder, how="desk", by=request.user, at=at, ends_at=at + length)
    messages.success(request, _("Entered. Both are told."))
    return redirect("accounts:proxies")


def _id(request: Any, name: str) -> Any:
    field = forms.UUIDField()
    try:
        return field.clean(request.POST.get(name, ""))
    except forms.ValidationError:
        return None


@allow("accounts.proxies")
@require_POST
def revocation(request: Any, proxy_id: Any) -> HttpResponse:
    rows = Proxy.objects.filter(within(request.roles, "subject__household__flat__"))
    proxy: Proxy = get_object_or_404(rows, pk=proxy_id)
    proxy.revoke(by=request.user, at=now())
    messages.success(request, _("Ended. Both are told."))
    return redirect("accounts:proxies")
