"""Going out, on the resident's own phone: what holds today, asking, and what became of it."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.accounts.permissions import resident_only
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.gates.models import Gate
from linli.outings import words
from linli.outings.forms import AskForm
from linli.outings.journeys import journeys
from linli.outings.known import around
from linli.outings.models import Outing
from linli.outings.policy import OutingRules
from linli.outings.rules import FREE, judge
from linli.situation import sheet
from linli.situation.policy import in_force

SHOWN = timedelta(days=14)


@resident_only
@never_cache
def outings(request: Any) -> HttpResponse:
    """The rules of the phase at once, the form, the own requests; what the rules refuse can be shown to a person."""
    at, resident = now(), request.resident
    held = in_force(request.community, at)
    rules = OutingRules.read(held)
    form = AskForm(request.POST or None, rules=rules, community=request.community, at=at)
    finding = None
    if request.method == "POST" and form.is_valid():
        finding = _asked(request, form, rules, at)
        if finding is None:
            return redirect("outings:mine")
    content = {
        "form": form,
        "finding": finding,
        "rules": rules,
        "sentences": sheet.outings(held.outings) if held and rules.needed else [],
        "rows": own(resident, at),
        "let_through": [words.purpose(word) for word in rules.let_through],
    }
    return render(request, "outings/mine.html", content, status=400 if request.method == "POST" else 200)


def _asked(request: Any, form: AskForm, rules: OutingRules, at: datetime) -> dict[str, Any] | None:
    """None: it was asked for. Else what stands in the way, or that nobody has to ask."""
    way = Outing.Way.PHONE_PAGE if request.acting == request.resident else Outing.Way.PROXY
    try:
        made = Outing.request(
            request.resident,
            form.ask,
            way=way,
            by=request.acting,
            at=at,
            place=form.cleaned_data["place"],
            insist="insist" in request.POST,
        )
    except Refused:
        return check(request.resident, form, rules, at)
    if made.status == Outing.Status.APPROVED:
        messages.success(request, _("Approved by the rules. Show your pass at the gate."))
    elif made.status == Outing.Status.REFUSED:
        messages.info(request, _("Written down. Under “decisions about me” you can ask a person to look at it."))
    else:
        messages.success(request, _("Asked. The answer appears here; your grid worker sees it now."))
    return None


def check(resident: Any, form: AskForm, rules: OutingRules, at: datetime) -> dict[str, Any]:
    """What the rules say of a valid form: ``tone``, ``reason``, ``remedy``, whether one may insist."""
    verdict = judge(rules, form.ask, around(resident, form.ask, at))
    tone = "success" if verdict.possible else "soon"
    return {
        "tone": tone,
        "reason": words.reason(verdict),
        "remedy": words.remedy(verdict),
        "free": verdict.outcome == FREE,
        "insist": not verdict.possible and verdict.keepable,
    }


@resident_only
@require_POST
def checked(request: Any) -> HttpResponse:
    """What the rules say while one is still choosing; empty until enough is chosen. Nothing is asked or kept."""
    at = now()
    rules = OutingRules.read(in_force(request.community, at))
    form = AskForm(request.POST, rules=rules, community=request.community, at=at)
    finding = check(request.resident, form, rules, at) if form.is_valid() else None
    return render(request, "outings/finding.html", {"finding": finding})


@resident_only
@require_POST
def own_withdrawal(request: Any, key: Any) -> HttpResponse:
    found: Outing = get_object_or_404(Outing, pk=key, resident=request.resident)
    found.withdraw(by=request.acting, at=now())
    messages.success(request, _("Withdrawn."))
    return redirect("outings:mine")


def own(resident: Any, at: datetime) -> list[dict[str, Any]]:
    """The outings of ``resident``, those still to come first."""
    rows = Outing.objects.filter(resident=resident, ends_at__gt=at - SHOWN).order_by("-starts_at")
    return shown(list(rows.select_related("permit", "decided_by", "asked_by_resident", "community")), at)


def shown(rows: list[Outing], at: datetime) -> list[dict[str, Any]]:
    """Each outing with its journey and the words of its state."""
    travelled = journeys(rows, at)
    gates = {gate.pk: gate.name for gate in Gate.objects.all()} if rows else {}
    found = []
    for row in rows:
        one = travelled[row.pk]
        state, pill = words.STATES[one.state]
        left = int((one.back_by - at).total_seconds()) if one.back_by and one.state in ("out", "overdue") else None
        found.append(
            {
                "row": row,
                "journey": one,
                "state": state,
                "pill": pill,
                "purpose": words.purpose(row.purpose),
                "left": left,
                "back_gate": gates.get(one.back_gate, ""),
                "may_withdraw": row.status in ("requested", "approved") and not one.gone and row.ends_at > at,
            }
        )
    return found


def mine_now(resident: Any, at: datetime) -> list[dict[str, Any]]:
    """What the first page shows: outings that are out, approved and to come, or waiting."""
    return [one for one in own(resident, at) if one["journey"].state in ("requested", "approved", "out", "overdue")]
