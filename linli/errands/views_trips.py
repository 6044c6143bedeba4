"""A trip on the runner's phone: where to buy what, then stair by stair."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.answers import tried
from linli.core.clock import now
from linli.errands import sight
from linli.errands.models import Trip
from linli.privacy.readings import note_read


@allow("errands.run")
@require_POST
def trips(request: Any) -> HttpResponse:
    """Everything that is mine and not yet bought becomes one trip."""
    rows = sight.errands().filter(runner=request.user, status__in=("accepted", "collected"))
    made: list[Trip] = []
    if tried(request, lambda: made.append(Trip.begin(rows, by=request.user, at=now())), _("One trip, in this order.")):
        return redirect("errands:trip", made[0].pk)
    return redirect("errands:list")


@allow("errands.run")
def trip(request: Any, key: Any) -> HttpResponse:
    """The runner's own; shops first, then the walk, the highest floor of each stair first."""
    found: Trip = get_object_or_404(Trip, pk=key, runner=request.user)
    walk = found.walk
    note_read(request, [one for stairs in walk for one in stairs], "listed")
    return render(request, "errands/trip.html", {"trip": found, "shops": found.shops, "walk": walk})


@allow("errands.run")
@require_POST
def trip_end(request: Any, key: Any) -> HttpResponse:
    found: Trip = get_object_or_404(Trip, pk=key, runner=request.user)
    tried(request, lambda: found.end(by=request.user, at=now()), _("The trip is over."))
    return redirect("errands:list")
