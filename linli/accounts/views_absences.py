"""Who is off, and until when: the office for everybody, a grid worker for themselves."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.forms_duty import AbsenceForm, colleagues
from linli.accounts.models import Absence, User
from linli.accounts.permissions import allow, may
from linli.core.clock import now
from linli.core.refusals import Refused


def _shown(request: Any) -> Any:
    rows = Absence.objects.select_related("user")
    return rows if may(request.roles, "accounts.duty") else rows.filter(user=request.user)


@allow("accounts.absences")
def absences(request: Any) -> HttpResponse:
    at = now()
    everybody = may(request.roles, "accounts.duty")
    people = colleagues(request.community, at) if everybody else User.objects.filter(pk=request.user.pk)
    initial = {"starts_at": timezone.localtime(at), "user": None if everybody else request.user.pk}
    form = AbsenceForm(request.POST or None, people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            Absence.enter(**form.cleaned_data, community=request.community, by=request.user, at=at)
        except Refused as refused:
            form.add_error("ends_at", refused.words)
        else:
            messages.success(request, _("Entered. What was theirs to do goes to others for that time."))
            return redirect("accounts:absences")
    open_ = _shown(request).filter(Q(ends_at=None) | Q(ends_at__gt=at))
    return render(request, "accounts/absences.html", {"absences": open_, "form": form, "at": at})


@allow("accounts.absences")
@require_POST
def end(request: Any, key: Any) -> HttpResponse:
    found: Absence = get_object_or_404(_shown(request), pk=key)
    found.end(by=request.user, at=now())
    messages.success(request, _("Back at work: new matters come again."))
    return redirect("accounts:absences")
