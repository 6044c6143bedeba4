"""Open matters: a list by what is due, one in full, and giving it to somebody else."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.forms import Form
from linli.accounts.models import User
from linli.accounts.permissions import allow
from linli.accounts.reach import sees_all
from linli.core.clock import now
from linli.followups.colleagues import Colleague, colleagues
from linli.followups.lines import acts, lines, note_listed
from linli.followups.models import FollowUp, Remark
from linli.followups.models.matters import UNDO
from linli.followups.pages import record_of
from linli.privacy.readings import note_read
from linli.registry.models import Grid

MOST = 100


class HandOverForm(Form):
    to: Any = Colleague(label=gettext_lazy("Hand over to"), queryset=User._base_manager.none())


def visible(request: Any) -> Any:
    """The office sees every matter, everybody else the own ones."""
    rows = FollowUp.objects.select_related("owner", "closed_by")
    return rows if sees_all(request.roles) else rows.filter(owner=request.user)


@allow("followups.read")
def matters(request: Any) -> HttpResponse:
    """All that is open, the most urgent first; narrowed to one's own, a kind, a grid, or what is late."""
    at = now()
    asked = request.GET
    rows = _narrowed(visible(request).exclude(status="done"), request, at)
    shown = list(rows.order_by("urgency", "due_at", "pk")[: MOST + 1])
    done = visible(request).filter(status="done").order_by("-closed_at")[:20]
    content = {
        "lines": lines(shown[:MOST], request.roles, at),
        "acts": acts(request, "list"),
        "done": [(one, _can_undo(one, request.user, at)) for one in done],
        "mine": asked.get("mine") == "1",
        "kind": dict(FollowUp.Kind.choices).get(asked.get("kind", ""), ""),
        "grid": Grid.objects.filter(number=asked.get("grid", "")).first(),
        "late": asked.get("late") == "1",
        "more": len(shown) > MOST,
        "count": rows.count(),
    }
    note_listed(request, content["lines"])
    return render(request, "followups/list.html", content)


def _narrowed(rows: Any, request: Any, at: Any) -> Any:
    asked = request.GET
    if asked.get("mine") == "1":
        rows = rows.filter(owner=request.user)
    if asked.get("kind", "") in FollowUp.Kind.values:
        rows = rows.filter(kind=asked["kind"])
    if asked.get("grid"):
        rows = rows.filter(grid__number=asked["grid"][:8])
    return rows.filter(due_at__lte=at) if asked.get("late") == "1" else rows


def _can_undo(one: FollowUp, user: Any, at: Any) -> bool:
    lately = one.closed_at is not None and at - one.closed_at <= UNDO
    return bool(lately and one.closed_by_id == user.pk and not one.settled_elsewhere)


@allow("followups.own")
def matter(request: Any, key: Any) -> HttpResponse:
    """One matter: what was said, what was done so far, everything that can be done with it."""
    at = now()
    found = get_object_or_404(visible(request), pk=key)
    line = lines([found], request.roles, at)[0]
    content = {
        "line": line,
        "matter": found,
        "form": _form(request, found),
        "record": record_of(found, request.roles),
        "steps": Remark.objects.filter(matter=found).select_related("by", "receiver"),
        "can_undo": _can_undo(found, request.user, at),
    }
    if line.person:
        note_read(request, line.person)
    return render(request, "followups/matter.html", content)


def _form(request: Any, found: FollowUp) -> HandOverForm:
    form = HandOverForm(request.POST or None)
    beside = [key for key in (found.owner_id, found.codes.get("asked_by")) if key]
    form.fields["to"].queryset = colleagues(request.community, now()).exclude(pk__in=beside)  # type: ignore[attr-defined]
    return form


@allow("gates.read")
@require_POST
def answer(request: Any, key: Any) -> HttpResponse:
    """ "I am on it": whoever may see the gates may answer an emergency, and nothing else."""
    found = get_object_or_404(FollowUp, pk=key, community=request.community, kind=FollowUp.Kind.EMERGENCY)
    found.answer(by=request.user, at=now())
    messages.success(request, _("It is yours now. Note here what came of it."))
    return redirect("followups:matter", found.pk)


@allow("followups.own")
@require_POST
def hand_over(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(visible(request), pk=key)
    form = _form(request, found)
    if not form.is_valid():
        messages.error(request, _("Choose somebody to hand it to."))
        return redirect("followups:matter", key)
    found.hand_over(to=form.cleaned_data["to"], by=request.user, at=now())
    messages.success(request, _("Handed over to %(name)s.") % {"name": form.cleaned_data["to"]})
    return redirect("followups:list" if sees_all(request.roles) else "overview:home")
