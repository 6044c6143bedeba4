"""Outings in the office and with the grid worker: what waits, one in full, decided alone or several at once."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.accounts.reach import within
from linli.core.answers import tried
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.outings import words
from linli.outings.known import beside
from linli.outings.models import Outing
from linli.outings.policy import rules_for
from linli.outings.rules import judge
from linli.outings.views_me import shown
from linli.privacy.readings import note_read
from linli.registry import sight

MOST = 60
# What is said most often; each can be written over.
REASONS = (
    gettext_lazy("Somebody of your household goes that day already."),
    gettext_lazy("It can be brought to your door."),
    gettext_lazy("At this time too many go out."),
)
REMEDIES = (
    gettext_lazy("Choose the next day."),
    gettext_lazy("We bring it to you; ring your grid worker."),
    gettext_lazy("Choose an earlier or later hour."),
)


def visible(request: Any) -> Any:
    """The outings of people whom this worker reaches."""
    rows = Outing.objects.filter(within(request.roles, "resident__household__flat__"))
    return rows.select_related(
        "resident__household__flat", "asked_by_resident", "asked_by", "decided_by", "permit", "community"
    )


def waiting(request: Any, at: datetime) -> Any:
    return visible(request).filter(status="requested", ends_at__gt=at).order_by("starts_at")


def outings_waiting(request: Any, at: datetime) -> int:
    """How many requests this person could decide."""
    return waiting(request, at).count()  # type: ignore[no-any-return]


@allow("outings.decide")
def queue(request: Any) -> HttpResponse:
    at = now()
    rows = list(waiting(request, at)[:MOST])
    around, rules = beside(rows, at), rules_for(request.community, at)
    asked, found = sight.sought(request)
    others = visible(request).filter(Q(ends_at__gt=at) | Q(day=request.community.today(at)))
    content = {
        "rows": [(one, _standing(one, around[one.pk], rules)) for one in rows],
        "count": outings_waiting(request, at),
        "rules": rules,
        "decided": shown(list(others.exclude(status="requested").order_by("-decided_at")[:MOST]), at),
        "asked": asked,
        "found": found,
        "reasons": REASONS,
        "remedies": REMEDIES,
    }
    note_read(request, [one.resident for one in rows], "listed")
    return render(request, "outings/queue.html", content)


def _standing(row: Outing, found: Any, rules: Any) -> dict[str, Any]:
    """What the worker should know before deciding: the household's use of the day, and what stands in the way."""
    verdict = judge(rules, row.ask, found.around, deciding=True)
    return {
        "purpose": words.purpose(row.purpose),
        "used": len(found.others),
        "others": found.others,
        "out": found.out,
        "no": "" if verdict.possible else words.reason(verdict),
    }


@allow("outings.decide")
def outing(request: Any, key: Any) -> HttpResponse:
    at = now()
    found = get_object_or_404(visible(request), pk=key)
    note_read(request, found.resident)
    [row] = shown([found], at)
    standing = None
    if found.status == "requested" and found.ends_at > at:
        standing = _standing(found, beside([found], at)[found.pk], rules_for(request.community, at))
    content = {"one": row, "row": found, "standing": standing, "reasons": REASONS, "remedies": REMEDIES}
    return render(request, "outings/outing.html", content)


@allow("outings.decide")
@require_POST
def approval(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(visible(request), pk=key)
    found.approve(by=request.user, at=now())
    messages.success(request, _("Approved. The gates know it after their next sync."))
    return redirect("outings:queue")


@allow("outings.decide")
@require_POST
def outing_refusal(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(visible(request), pk=key)
    why = _why(request)
    if tried(request, lambda: found.refuse(by=request.user, at=now(), **why), _("Refused, with your reason.")):
        return redirect("outings:queue")
    return redirect("outings:outing", key)


@allow("outings.decide")
@require_POST
def outing_withdrawal(request: Any, key: Any) -> HttpResponse:
    """The person rang or came, and does not want it any more."""
    get_object_or_404(visible(request), pk=key).withdraw(by=request.user, at=now())
    messages.success(request, _("Withdrawn."))
    return redirect("outings:outing", key)


@allow("outings.decide")
@require_POST
def decisions(request: Any) -> HttpResponse:
    """Several at once: each decided by itself, those that cannot be are told with their reason."""
    rows = list(visible(request).filter(pk__in=_keys(request)).order_by("starts_at"))
    if not rows:
        messages.error(request, _("Tick at least one."))
        return redirect("outings:queue")
    at, done = now(), 0
    approve = request.POST.get("decision") == "approve"
    for row in rows:
        try:
            row.approve(by=request.user, at=at) if approve else row.refuse(by=request.user, at=at, **_why(request))
            done += 1
        except Refused as refused:
            if refused.code in ("outings.reason_missing", "outings.remedy_missing"):
                messages.error(request, refused.words)
                return redirect("outings:queue")
            messages.error(request, f"{row.resident.household} {row.resident.masked}: {refused.words}")
    if done:
        text = _("%(n)s approved.") if approve else _("%(n)s refused.")
        messages.success(request, text % {"n": done})
    return redirect("outings:queue")


def _why(request: Any) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in ("reason", "remedy")}


def _keys(request: Any) -> list[uuid.UUID]:
    keys = []
    for text in request.POST.getlist("outing")[:MOST]:
        try:
            keys.append(uuid.UUID(text))
        except ValueError:
            continue
    return keys
