"""Asking for somebody who rings or stands at the desk: find the person, then one form."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.errands.forms import DeskForm
from linli.errands.models import Errand
from linli.privacy.readings import note_read
from linli.registry import sight


@allow("errands.ask")
def find(request: Any) -> HttpResponse:
    """For whom: a room, a name, the last four digits of a phone."""
    asked, found = sight.sought(request)
    people = []
    if found is not None:
        members = sight.residents(request).living().filter(household__flat__in=found.flats)
        people = list({one.pk: one for one in [*found.residents, *members.select_related("household__flat")]}.values())
    return render(request, "errands/find.html", {"asked": asked, "people": people})


@allow("errands.ask")
def new(request: Any, key: Any) -> HttpResponse:
    """The form of the phone, and how it was asked."""
    resident, at = sight.resident(request, key), now()
    form = DeskForm(request.POST or None, at=at)
    if request.method == "POST" and form.is_valid():
        made = Errand.ask(request.community, resident=resident, by=request.user, at=at, **form.asked)
        messages.success(request, _("Asked. It looks for somebody now."))
        return redirect("errands:errand", made.pk)
    note_read(request, resident)
    status = 400 if request.method == "POST" else 200
    return render(request, "errands/new.html", {"resident": resident, "form": form}, status=status)
