"""Errands on the resident's own phone: asking, every step, and saying that it has come."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.accounts.permissions import resident_only
from linli.core.answers import tried
from linli.core.clock import now
from linli.errands.forms import AskForm
from linli.errands.models import Errand
from linli.errands.sight import errands
from linli.errands.views import picture
from linli.privacy.readings import note_read

SHOWN = timedelta(days=14)


def mine(request: Any) -> Any:
    """For this person or asked by them; what is not sealed and for no one in particular is the household's."""
    resident = request.resident
    own = Q(resident=resident) | Q(asked_by_resident=resident) | Q(asked_by_resident=request.acting, resident=resident)
    shared = Q(household=resident.household_id, resident=None, sealed=False)
    return errands().filter(own | shared)


@resident_only
@never_cache
def my_errands(request: Any) -> HttpResponse:
    """The form, and below it what was asked lately."""
    at = now()
    form = AskForm(request.POST or None, at=at)
    if request.method == "POST" and form.is_valid():
        own = request.acting == request.resident
        source = Errand.Source.PHONE_PAGE if own else Errand.Source.PROXY
        made = Errand.ask(
            request.community, resident=request.resident, by=request.acting, at=at, source=source, **form.asked
        )
        messages.success(request, _("Asked. You see here who brings it and how far it is."))
        return redirect("errands:mine_one", made.pk)
    rows = mine(request).filter(created_at__gt=at - SHOWN).order_by("-created_at")
    status = 400 if request.method == "POST" else 200
    return render(request, "errands/mine.html", {"form": form, "rows": rows[:30], "at": at}, status=status)


@resident_only
@never_cache
def my_errand(request: Any, key: Any) -> HttpResponse:
    """The same thread that the runner and the office see."""
    found: Errand = get_object_or_404(mine(request), pk=key)
    note_read(request, found, "own")
    content = {
        "row": found,
        "steps": found.steps.select_related("by", "to", "by_resident"),
        "cancellable": found.status in ("asked", "offered", "back_in_pool", "accepted", "collected"),
        "bags": found.bags.exclude(status="returned"),
    }
    return render(request, "errands/mine_one.html", content)


@resident_only
@require_POST
def my_confirmation(request: Any, key: Any) -> HttpResponse:
    found: Errand = get_object_or_404(mine(request), pk=key)
    tried(request, lambda: found.confirm(by=request.acting, at=now()), _("Thank you for telling us."))
    return redirect("errands:mine_one", key)


@resident_only
@require_POST
def my_complaint(request: Any, key: Any) -> HttpResponse:
    found: Errand = get_object_or_404(mine(request), pk=key)
    note = request.POST.get("note", "")
    tried(request, lambda: found.dispute(note, by=request.acting, at=now()), _("Thank you. Somebody rings you soon."))
    return redirect("errands:mine_one", key)


@resident_only
@require_POST
def my_cancellation(request: Any, key: Any) -> HttpResponse:
    found: Errand = get_object_or_404(mine(request), pk=key)
    tried(request, lambda: found.cancel(by=request.acting, at=now()), _("Cancelled."))
    return redirect("errands:mine_one", key)


@resident_only
def my_receipt(request: Any, key: Any) -> HttpResponse:
    return picture(request, get_object_or_404(mine(request), pk=key))
