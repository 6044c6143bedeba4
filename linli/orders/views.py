"""Restrictions in the office: what waits for a second person, what is in force, one in full, a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow, may
from linli.accounts.reach import within
from linli.core.answers import tried
from linli.core.clock import end_in, now
from linli.core.refusals import Refused
from linli.orders import words
from linli.orders.alarm import Count
from linli.orders.forms import OrderForm
from linli.orders.models import Order
from linli.orders.policy import OrderRules, order_rules
from linli.privacy.readings import note_read
from linli.registry import sight

MOST = 100
S = Order.Status


def visible(request: Any) -> Any:
    rows = Order.objects.filter(within(request.roles, "resident__household__flat__"))
    return rows.select_related("resident__household__flat__unit__building", "community", "proposed_by", "confirmed_by")


def titled(rows: Any) -> list[tuple[str, Order]]:
    return [(words.kind(row.kind), row) for row in rows]


@allow("orders.propose")
def orders(request: Any) -> HttpResponse:
    rows, at = visible(request), now()
    waiting = list(rows.filter(status=S.PROPOSED).order_by("created_at")[:MOST])
    held = list(rows.filter(status=S.IN_FORCE).order_by("ends_at")[:MOST])
    over = list(rows.exclude(over_at=None).order_by("-over_at")[:20])
    note_read(request, [row.resident for row in (*waiting, *held, *over)], "listed")
    asked, found = sight.sought(request)
    content = {
        "waiting": titled(waiting),
        "held": titled(held),
        "over": titled(over),
        "asked": asked,
        "found": found,
        "at": at,
        "count": Count(request.community.pk, at),
        "rules": order_rules(request.community, at),
        "numbers": may(request.roles, "orders.numbers"),
    }
    return render(request, "orders/list.html", content)


@allow("orders.propose")
def new(request: Any, key: Any) -> HttpResponse:
    """Propose one for the person of the page before; nothing binds until somebody else confirms it."""
    resident = sight.resident(request, key)
    return _form(request, resident, None)


@allow("orders.propose")
def extension(request: Any, key: Any) -> HttpResponse:
    """A new order that names the old one: made longer openly, by two people again."""
    old = get_object_or_404(visible(request), pk=key, status=S.IN_FORCE)
    return _form(request, old.resident, old)


def _form(request: Any, resident: Any, old: Order | None) -> HttpResponse:
    rules = order_rules(request.community, now())
    if rules is None or not rules.kinds:
        return render(request, "orders/new.html", {"resident": resident, "rules": None})
    form = OrderForm(request.POST or None, rules=rules, only=old.kind if old else "")
    note_read(request, resident)
    if request.method == "POST" and form.is_valid():
        try:
            made = _propose(request, resident, form.cleaned_data, old)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Proposed. It binds nobody until another person of the office confirms it."))
            return redirect("orders:order", made.pk)
    return render(request, "orders/new.html", {"form": form, "resident": resident, "rules": rules, "old": old})


def _propose(request: Any, resident: Any, given: dict[str, Any], old: Order | None) -> Order:
    return Order.propose(
        resident,
        given["kind"],
        evidence=given["evidence"],
        reference=given["reference"],
        ends_at=end_in(request.community.zone, given["last_day"]),
        by=request.user,
        continues=old,
        at=now(),
    )


@allow("orders.propose")
def order(request: Any, key: Any) -> HttpResponse:
    found, at = get_object_or_404(visible(request).select_related("over_by", "continues"), pk=key), now()
    note_read(request, found.resident)
    own = found.proposed_by_id == request.user.pk
    confirms = may(request.roles, "orders.confirm")
    return render(request, "orders/order.html", {**told(found, order_rules(request.community, at)), "own": own,
        "may_confirm": confirms and found.status == S.PROPOSED and not own,
        "may_withdraw": found.status == S.PROPOSED and (own or confirms),
        "may_lift": confirms and found.status == S.IN_FORCE,
        "count": Count(request.community.pk, at), "at": at,
    })  # fmt: skip


def told(found: Order, rules: OrderRules | None) -> dict[str, Any]:
    """What both the office and the resident read about one order."""
    return {
        "row": found,
        "title": words.kind(found.kind),
        "evidence": words.evidence(found),
        "basis": words.basis(found),
        "gate": words.gate_sentences(found.kind, rules),
        "meanwhile": words.meanwhile(),
        "proposer": words.post(found.proposed_by, found.community_id),
        "confirmer": words.post(found.confirmed_by, found.community_id),
    }


@allow("orders.confirm")
@require_POST
def confirmation(request: Any, key: Any) -> HttpResponse:
    get_object_or_404(visible(request), pk=key).confirm(by=request.user, at=now())
    messages.success(request, _("In force. The resident has been told; print the notice for the door."))
    return redirect("orders:order", key)


@allow("orders.propose")
@require_POST
def withdrawal(request: Any, key: Any) -> HttpResponse:
    """By its author, or by whoever could confirm it."""
    rows = visible(request)
    if not may(request.roles, "orders.confirm"):
        rows = rows.filter(proposed_by=request.user)
    get_object_or_404(rows, pk=key).withdraw(by=request.user, at=now())
    messages.success(request, _("Withdrawn. It never bound anybody."))
    return redirect("orders:list")


@allow("orders.confirm")
@require_POST
def lifting(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(visible(request), pk=key)
    reason = request.POST.get("reason", "")
    done = _("Lifted. The resident has been told, and the gates know with their next sync.")
    tried(request, lambda: found.lift(by=request.user, reason=reason, at=now()), done)
    return redirect("orders:order", key)
