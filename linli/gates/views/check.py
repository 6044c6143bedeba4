"""The check on a computer, where the gate has no phone: find the person, answer the steps, see the verdict."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.gates import online
from linli.gates.models import Gate, Pass
from linli.gates.models.codes import tidy
from linli.gates.reading import CrossingIn
from linli.gates.staff import helpers
from linli.gates.views.answers import AnswerForm
from linli.gates.words import verdict_words
from linli.privacy.readings import note_read
from linli.registry.models import Flat, Resident
from linli.registry.search import search


@allow("gates.guard")
def check(request: Any) -> HttpResponse:
    """Choose gate and direction, then find somebody by room, name or the pass's short code."""
    gates = list(Gate.objects.filter(closed_at=None).order_by("name"))
    asked = request.GET.get("q", "").strip()
    content: dict[str, Any] = {
        "gates": gates,
        "gate": _gate(request.GET.get("gate"), gates),
        "direction": "entry" if request.GET.get("direction") == "entry" else "exit",
        "asked": asked,
    }
    code = tidy(asked)
    ticket = Pass.objects.filter(code=code).select_related("resident", "household__flat").first() if code else None
    if ticket is not None:
        content["ticket"] = ticket
        home = Resident.objects.living().filter(household=ticket.household_id).select_related("household__flat")
        content["people"] = [ticket.resident] if ticket.resident else list(home)
    elif asked:
        everybody = Resident.objects.living()
        found = search(request.community, asked, flats=Flat.objects.all(), residents=everybody)
        of_rooms = everybody.filter(household__flat__in=found.flats).select_related("household__flat")
        seen = {one.pk: one for one in [*found.residents, *of_rooms.order_by("household__flat__key", "name")[:40]]}
        content |= {"people": list(seen.values()), "more": found.more}
    return render(request, "gates/check.html", content)


@allow("gates.guard")
def steps(request: Any) -> HttpResponse:
    """One person's steps. A GET shows them, a POST judges; nothing is kept before somebody says so."""
    at = now()
    given = request.POST if request.method == "POST" else request.GET
    body = _body(request, given)
    if body is None:
        messages.error(request, _("Choose a gate first."))
        return redirect("gates:check")
    rules, _known, facts, verdict = online.look(request.community, CrossingIn.model_validate(body), at)
    form = AnswerForm(rules.gate, body["direction"], str(facts["person"]), request.POST or None)
    if request.method == "POST" and form.is_valid():
        body["facts"] |= form.facts()
        rules, _known, facts, verdict = online.look(request.community, CrossingIn.model_validate(body), at)
    resident = Resident.objects.select_related("household__flat").filter(pk=body["resident"] or None).first()
    if resident:
        note_read(request, resident, "gate")
    content = {
        "form": form,
        "body": body,
        "resident": resident,
        "gate": Gate.objects.get(pk=body["gate"]),
        "facts": facts,
        "verdict": verdict,
        "words": verdict_words(verdict["code"]),
        "decided": verdict["outcome"] != "ask",
        "judged": request.method == "POST" and form.is_valid(),
        "ticket": given.get("pass", ""),
        "sequence": given.get("sequence") or online.new_sequence(),
        "helpers": [one for one in helpers(request.community, at) if one["phone"]][:3],
        "rules": rules.version,
        "title": rules.title.get("en" if get_language() == "en" else "zh", ""),
    }
    return render(request, "gates/steps.html", content)


@allow("gates.guard")
@require_POST
def crossings(request: Any) -> HttpResponse:
    """Keep what was decided: as judged, overruled with a reason, or an emergency (which asks nothing first)."""
    at = now()
    body = _body(request, request.POST)
    if body is None:
        messages.error(request, _("Choose a gate first."))
        return redirect("gates:check")
    rules, _known, _facts, verdict = online.look(request.community, CrossingIn.model_validate(body), at)
    form = AnswerForm(rules.gate, body["direction"], str(_facts["person"]), request.POST)
    if form.is_valid():
        body["facts"] |= form.facts()
        _rules, _known, _facts, verdict = online.look(request.community, CrossingIn.model_validate(body), at)
    reason = request.POST.get("reason", "").strip()[:200]
    overrule = request.POST.get("overrule", "")
    if overrule in ("allow", "refuse") and not body["emergency"]:
        if not reason:
            messages.error(request, _("Overruling needs a reason in a few words. Nothing was recorded yet."))
            return steps(request)
        body["overrule"] = {"outcome": overrule, "reason": reason}
    told = {name: verdict[name] for name in ("outcome", "code", "step")}
    body["verdict"] = told if told["outcome"] != "ask" else {**told, "outcome": "refer"}
    body["policy"] = rules.version
    sequence = request.POST.get("sequence", "")
    number = (
        int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 17 else online.new_sequence()
    )
    key = online.keep(request.community, body, max(1, min(number, 2**53)), at)
    messages.success(request, _("Recorded."))
    if body["emergency"]:
        return redirect("gates:board")
    return redirect("gates:crossing", key)


def _body(request: Any, given: Any) -> dict[str, Any] | None:
    """A crossing as gates send it, out of the form; None without a gate of this community."""
    gate = _gate(given.get("gate"), list(Gate.objects.filter(closed_at=None)))
    if gate is None:
        return None
    resident = _uuid_of(Resident.objects.living(), given.get("resident"))
    ticket = _uuid_of(Pass.objects.all(), given.get("pass"))
    return {
        "gate": str(gate.pk),
        "direction": "entry" if given.get("direction") == "entry" else "exit",
        "at": int(now().timestamp()),
        "offset": 0,
        "policy": "",
        "pass": ticket.public_id if ticket else "",
        "resident": str(resident.pk) if resident else "",
        "household": str(resident.household_id) if resident else "",
        "facts": {},
        "verdict": {"outcome": "refer", "code": "", "step": ""},
        "emergency": given.get("emergency") == "1",
        "guard": str(request.user.pk),
        "shift": "",
    }


def _uuid_of(rows: Any, key: Any) -> Any:
    from django.core.exceptions import ValidationError

    try:
        return rows.filter(pk=key).first() if key else None
    except (ValidationError, ValueError):
        return None


def _gate(key: Any, gates: list[Gate]) -> Gate | None:
    return next((gate for gate in gates if str(gate.pk) == key), gates[0] if len(gates) == 1 else None)
