"""Times outdoors in the office: a draft with its rows, what is odd about it, and then published."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.activity import words
from linli.activity.forms import DaysForm, RowForm
from linli.activity.models import ActivityPlan
from linli.activity.rules import clashes, left_out
from linli.core.answers import tried
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.registry.models import Compound
from linli.situation.policy import in_force
from linli.situation.tables import ACTIVITY

S = ActivityPlan.Status
TWO_WEEKS = timedelta(days=13)


def mode(community: Any, at: Any) -> str:
    """``batches``, ``free`` or ``none``: what the rules in force say of being outdoors in the compound."""
    rules = in_force(community, at)
    return rules.activity if rules else "free"


def _found(key: Any, **more: Any) -> ActivityPlan:
    return get_object_or_404(ActivityPlan.objects.select_related("compound__community"), pk=key, **more)


@allow("activity.plan")
def plans(request: Any) -> HttpResponse:
    """Every compound with what holds; a POST begins new times for one."""
    at, today = now(), request.community.today(now())
    if request.method == "POST":
        try:
            compound: Compound = get_object_or_404(Compound.objects.select_related("community"), pk=_uuid(request))
            made = ActivityPlan.draft(compound, today, today + TWO_WEEKS, by=request.user, at=at)
        except Refused as refused:
            messages.error(request, refused.words)
            return redirect("activity:plans")
        return redirect("activity:plan", made.pk)
    compounds = Compound.objects.order_by("name")
    rows = ActivityPlan.objects.select_related("compound", "published_by")
    content = {
        "compounds": [(one, ActivityPlan.holding(one, today)) for one in compounds],
        "drafts": rows.filter(status=S.DRAFT).order_by("-created_at")[:20],
        "coming": rows.filter(status=S.PUBLISHED, first_day__gt=today).order_by("first_day"),
        "mode": ACTIVITY[mode(request.community, at)],
    }
    return render(request, "activity/plans.html", content)


def _uuid(request: Any) -> Any:
    try:
        return UUID(request.POST.get("compound", ""))
    except ValueError:
        return None


@allow("activity.plan")
def plan(request: Any, key: Any) -> HttpResponse:
    found = _found(key)
    return _page(request, found, RowForm(plan=found), _days_form(found))


def _days_form(found: ActivityPlan) -> DaysForm:
    return DaysForm(initial={"first_day": found.first_day, "last_day": found.last_day})


def _page(request: Any, found: ActivityPlan, form: RowForm, days: DaysForm) -> HttpResponse:
    turns = found.turns
    kind = mode(request.community, now())
    content = {
        "plan": found,
        "rows": [words.row(slot) for slot in turns],
        "clashes": [words.clash(one) for one in clashes(turns)],
        "left_out": left_out(turns, found.buildings),
        "form": form,
        "days": days,
        "draft": found.status == S.DRAFT,
        "mode": ACTIVITY[kind],
        "batches": kind == "batches",
    }
    return render(request, "activity/plan.html", content)


@allow("activity.plan")
@require_POST
def rows(request: Any, key: Any) -> HttpResponse:
    """One more row."""
    found = _found(key)
    form = RowForm(request.POST, plan=found)
    if form.is_valid():
        try:
            found.plan([*found.turns, form.slot], by=request.user, at=now())
            return redirect("activity:plan", key)
        except Refused as refused:
            form.add_error(None, refused.words)
    return _page(request, found, form, _days_form(found))


@allow("activity.plan")
@require_POST
def removal(request: Any, key: Any, number: int) -> HttpResponse:
    """Row ``number`` (1 is the first) goes, if it still says what the page showed."""
    found = _found(key)
    turns = found.turns
    if 1 <= number <= len(turns) and words.row(turns[number - 1])["hours"] == request.POST.get("hours"):
        found.plan(turns[: number - 1] + turns[number:], by=request.user, at=now())
    else:
        messages.error(request, _("This row is not there any more. Look again."))
    return redirect("activity:plan", key)


@allow("activity.plan")
@require_POST
def days(request: Any, key: Any) -> HttpResponse:
    found = _found(key)
    form = DaysForm(request.POST)
    if form.is_valid():
        try:
            found.change_days(form.cleaned_data["first_day"], form.cleaned_data["last_day"], by=request.user, at=now())
            return redirect("activity:plan", key)
        except Refused as refused:
            form.add_error(None, refused.words)
    return _page(request, found, RowForm(plan=found), form)


@allow("activity.plan")
@require_POST
def proposal(request: Any, key: Any) -> HttpResponse:
    """All buildings spread evenly over the day, in place of the rows that are there."""
    found = _found(key)
    found.plan(found.propose_evenly(), by=request.user, at=now())
    messages.success(request, _("Spread evenly, by how many people live in each building. Change what you like."))
    return redirect("activity:plan", key)


@allow("activity.plan")
@require_POST
def publication(request: Any, key: Any) -> HttpResponse:
    done = _("Published. The residents of these buildings have been told; print the poster.")
    tried(request, lambda: _found(key).publish(by=request.user, at=now()), done)
    return redirect("activity:plan", key)


@allow("activity.plan")
@require_POST
def retraction(request: Any, key: Any) -> HttpResponse:
    _found(key).retract(by=request.user, at=now())
    messages.success(request, _("Taken back. The residents have been told."))
    return redirect("activity:plan", key)
