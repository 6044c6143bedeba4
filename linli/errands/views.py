"""Errands for staff and volunteers: what looks for somebody, what is mine, and one thread in full."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.accounts.permissions import allow, may
from linli.core.clock import now
from linli.errands import people, receipts, sight
from linli.errands.choices import OVER, UNDER_WAY
from linli.errands.forms import BuyForm, CannotForm, CollectForm, DeliverForm
from linli.errands.models import Bag, Cash, Errand
from linli.errands.models.cash import held
from linli.errands.to_say import named
from linli.followups.colleagues import colleagues
from linli.privacy.readings import note_read
from linli.registry import phones

REASONS = {
    "same_stairs": _("goes up these stairs anyway"),
    "lives_on_stairs": _("lives on these stairs"),
    "same_building": _("is in this building anyway"),
    "own_grid": _("looks after this grid"),
    "skill": _("can do what it needs"),
    "on_shift": _("on shift now"),
    "idle": _("has nothing else"),
}


@allow("errands.run")
def errands(request: Any) -> HttpResponse:
    """First what is mine, then what looks for somebody, then (for coordinators) who is on the way with what."""
    at = now()
    mine = list(sight.own(request).filter(status__in=("offered", *UNDER_WAY)).order_by("due_at")[: sight.MOST])
    pool = sight.pool(request, at)
    leads = may(request.roles, "errands.coordinate")
    others = _on_the_way(request, [one.pk for one in mine]) if leads else []
    note_read(request, [*mine, *others], "listed")
    trip = next((one.trip for one in mine if one.trip_id and one.trip.status == "open"), None)
    content = {
        "mine": [_row(one, request) for one in mine],
        "pool": [_row(one, request) for one in pool],
        "others": [_row(one, request) for one in others],
        "purse": held(Cash.objects.filter(runner=request.user)),
        "bags": list(Bag.objects.filter(holder=request.user).exclude(status="returned")),
        "trip": trip,
        "may_bundle": sum(one.status in ("accepted", "collected") for one in mine) > 1,
        "may_ask": may(request.roles, "errands.ask"),
        "leads": leads,
        "at": at,
    }
    return render(request, "errands/list.html", content)


def _on_the_way(request: Any, mine: list[Any]) -> list[Errand]:
    """What others do, of those that this person coordinates, and what has come and is not confirmed."""
    rows = sight.coordinated(request).filter(status__in=("offered", *UNDER_WAY, "delivered")).exclude(pk__in=mine)
    return list(rows.order_by("due_at")[: sight.MOST])


def _row(one: Errand, request: Any) -> dict[str, Any]:
    """``whole``: this person may see who and what; else only the stairs, the time, and whether it leads outside."""
    mine = request.user.pk in (one.runner_id, one.offered_to_id, one.asked_by_id)
    whole = mine or sight.may_coordinate(request, one)
    flat = one.household.flat
    return {
        "row": one,
        "whole": whole,
        "what": one.what if whole else named(one, request.user),
        "where": str(one.household) if whole else f"{flat.unit.building.number}-{flat.unit.number}",
        "late": one.due_at <= now(),
    }


@allow("errands.run")
def errand(request: Any, key: Any) -> HttpResponse:
    """One thread: what is needed, every step so far, and the next one as a form."""
    return shown(request, sight.one(request, key), now())


def shown(request: Any, found: Errand, at: datetime, form: Any = None, status: int = 200) -> HttpResponse:
    """``form``: one that came back with something to mend."""
    note_read(request, [one for one in (found, found.resident) if one is not None])
    runs, leads = found.runner_id == request.user.pk, sight.may_coordinate(request, found)
    known = {type(form): form} if form is not None else {}
    content = {
        "row": found,
        "steps": found.steps.select_related("by", "to", "by_resident"),
        "phone": phones.shown(found.resident.phone) if found.resident and (runs or leads) else "",
        "runs": runs,
        "leads": leads,
        "offered": found.status == "offered" and found.offered_to_id == request.user.pk,
        "bags": found.bags.exclude(status="returned").select_related("holder"),
        "purse": found.purse if found.runner_id else None,
        "collect": known.get(CollectForm) or CollectForm(),
        "buy": known.get(BuyForm) or BuyForm(),
        "deliver": known.get(DeliverForm) or DeliverForm(),
        "cannot": known.get(CannotForm) or CannotForm(),
        "suggested": _suggested(found, at) if leads and found.free else [],
        "colleagues": _others(request, found, at) if leads and not found.over else [],
        "may_cancel": leads or found.asked_by_id == request.user.pk,
        "cancellable": found.status in ("asked", "offered", "back_in_pool", "accepted", "collected"),
        "money": _money(found) if leads else [],
        "at": at,
    }
    return render(request, "errands/errand.html", content, status=status)


def _suggested(found: Errand, at: datetime) -> list[tuple[User, list[Any]]]:
    return [(user, [REASONS[code] for code in one.reasons]) for user, one in people.suggest(found, at)[:5]]


def _others(request: Any, found: Errand, at: datetime) -> list[User]:
    """Everybody else who may run, for whom the office thinks of."""
    rows = [one for one in colleagues(request.community, at) if people.may_run(found.community_id, one, at)]
    return [one for one in rows if one.pk != found.runner_id][: sight.MOST] if found.free else []


def _money(found: Errand) -> list[dict[str, Any]]:
    """Runners whose purse for this errand is not even, once it is over or somebody else's."""
    rows = []
    for key in set(found.cash.order_by().values_list("runner", flat=True)):
        left = held(found.cash.filter(runner=key))
        if left and (key != found.runner_id or found.status in ("delivered", *OVER)):
            rows.append({"runner": User.objects.get(pk=key), "left": left, "owed": -left})
    return rows


@allow("errands.run")
def receipt(request: Any, key: Any) -> HttpResponse:
    return picture(request, sight.one(request, key))


def picture(request: Any, found: Errand) -> HttpResponse:
    """The receipt; who looked is noted. 404 once it was purged."""
    jpeg = receipts.read(found)
    if jpeg is None:
        raise Http404
    note_read(request, found, "photo")
    return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": "no-store"})
