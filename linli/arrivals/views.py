"""People who return, in the office: who is expected, who is late, who is being observed; one thread in full."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from linli.accounts.permissions import allow, may
from linli.accounts.reach import sees_all, visible_grids
from linli.arrivals import known, rules, words
from linli.arrivals.forms import ExtendForm, PlanForm, VerifyForm, WorkerForm
from linli.arrivals.models import Arrival, Traveller
from linli.arrivals.policy import ArrivalRules, arrival_rules
from linli.core.clock import moment_of, now
from linli.followups.colleagues import colleagues
from linli.gates.models import Gate
from linli.privacy.readings import note_read
from linli.registry import phones
from linli.registry.models import Resident

MOST = 200
WITH_ORDERS = Traveller._base_manager.select_related("resident", "order")


def visible(request: Any) -> Any:
    """The office sees every thread, a grid worker those of the own grids and those given to them."""
    rows = Arrival.objects.select_related("household__flat", "worker", "gate", "community", "joined_to")
    if sees_all(request.roles):
        return rows
    return rows.filter(Q(grid__in=visible_grids(request.roles) or set()) | Q(worker=request.user))


@allow("arrivals.work")
def arrivals(request: Any) -> HttpResponse:
    """Late first, then today and tomorrow, later, at home; a closed one only for a while."""
    at = now()
    every = visible(request).prefetch_related(Prefetch("travellers", WITH_ORDERS))
    rows = list(every.exclude(status__in=rules.OVER).order_by("expected_at", "created_at")[:MOST])
    over = list(every.filter(status__in=rules.OVER).order_by("-over_at")[:10])
    note_read(request, rows, "listed")
    held = arrival_rules(request.community, at)
    shown = [_row(one, at, held) for one in rows]
    groups = [(title, [one for one in shown if one["group"] == name]) for name, title in GROUPS]
    content = {
        "groups": [(title, found) for title, found in groups if found],
        "over": [_row(one, at, held) for one in over],
        "count": len(rows),
        "may_lists": may(request.roles, "arrivals.lists"),
        "at": at,
    }
    return render(request, "arrivals/list.html", content)


GROUPS = [
    ("late", _("Late: somebody must do something")),
    ("today", _("Expected today")),
    ("tomorrow", _("Expected tomorrow")),
    ("later", _("Later, or nobody knows when")),
    ("here", _("Here: bring home, tell, agree")),
    ("observed", _("At home, being observed. That is not being a case.")),
]


def _row(arrival: Any, at: datetime, held: ArrivalRules) -> dict[str, Any]:
    due = arrival.next(at, held) if arrival.open else None
    people = arrival.present
    return {
        "row": arrival,
        "names": _together([one.masked for one in people]),
        "said": [*words.when(arrival), str(arrival.worker)],
        "next": words.NEXT[due.step][0] if due else "",
        "due": moment_of(due.due) if due else None,
        "group": _group(arrival, due, at),
    }


def _group(arrival: Any, due: Any, at: datetime) -> str:
    if due is not None and due.due < at.timestamp():
        return "late"
    if arrival.status == "observed":
        return "observed"
    if not arrival.coming:
        return "here"
    when = arrival.meet_at or arrival.expected_at
    if when is None:
        return "later"
    days = (arrival.community.today(when) - arrival.community.today(at)).days
    return "today" if days <= 0 else "tomorrow" if days == 1 else "later"


def _together(names: list[str]) -> str:
    return "、".join(names[:6])


@allow("arrivals.work")
def thread(request: Any, key: Any) -> HttpResponse:
    """One thread: where it stands, the one next step as a form, and everything else folded away."""
    found, at = get_object_or_404(visible(request), pk=key), now()
    return shown(request, found, at)


def shown(request: Any, found: Any, at: datetime, form: Any = None, status: int = 200) -> HttpResponse:
    """``form``: one that came back with something to mend."""
    people = found.present
    due = found.next(at) if found.open else None
    held = found.policy_at(at)
    note_read(request, [found, *(one.resident for one in people if one.resident)])
    content = {
        "row": found,
        "people": [(one, phones.shown(one.phone), one.is_child(at)) for one in people],
        "bar": words.bar(found, held.observe_days > 0),
        "journey": words.journey(found),
        "steps": list(found.steps.select_related("by", "to", "traveller")),
        "due": due,
        "due_at": moment_of(due.due) if due else None,
        "late": bool(due and due.due < at.timestamp()),
        "words": words.NEXT.get(due.step) if due else None,
        "missable": bool(due and due.step in words.MISSABLE),
        "waits": found.status == "home" and due is None,
        "form": form or _form(found, due),
        "plan": PlanForm(initial={"meet_at": found.meet_at}) if found.status == "planned" else None,
        "extend": ExtendForm() if found.status == "observed" else None,
        "assign": WorkerForm(workers=colleagues(request.community, at), loads=known.loads(request.community.pk)),
        "same": _same(found, at) if found.coming else [],
        "orders": [one for one in people if one.order_id],
        "home": [one for one in known.household_members(found) if one.birth_year is None or not _child(one, at)],
        "days": held.observe_days,
        "at": at,
    }
    return render(request, "arrivals/thread.html", content, status=status)


def _form(found: Any, due: Any) -> Any:
    """The form of the next step, with what is known of the journey; no paper is ticked beforehand."""
    told = {"origin": found.origin, "transport": found.transport, "vehicle": found.vehicle}
    if due is not None and due.step == "verify":
        return VerifyForm(initial={**told, "expected_at": found.expected_at})
    if due is not None and due.step == "plan":
        return PlanForm(initial={"meet_at": found.expected_at, "vehicle": found.vehicle, "gate": _gate(found)})
    return None


def _gate(found: Any) -> Any:
    """The gate of their compound, if it has only one."""
    if found.household is None:
        return None
    compound = found.household.flat.unit.building.compound_id
    gates = list(Gate.objects.filter(compound=compound, closed_at=None)[:2])
    return gates[0].pk if len(gates) == 1 else None


def _same(found: Any, at: datetime) -> list[tuple[Any, str]]:
    """Other open threads that may be about the same people."""
    given = [{"name": one.name, "birth_year": one.birth_year, "phone": one.phone} for one in found.present]
    rows = [one for one in known.likely_same(found.community, found.household, given, at) if one.pk != found.pk]
    return [(one, _together([person.masked for person in one.present])) for one in rows[:5]]


def _child(resident: Resident, at: datetime) -> bool:
    return rules.is_child(resident.birth_year, at.year)
