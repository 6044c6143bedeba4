"""Past days in numbers, by hour and gate: to look at, and to print."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.gates import days as numbers


@allow("gates.read")
def days(request: Any) -> HttpResponse:
    """The last month's days, and one of them (``day``) by hour and gate."""
    today = request.community.today(now())
    listed = numbers.totals(today)
    day = _day(request.GET.get("day")) or (listed[0].day if listed else today)
    gates = numbers.by_gate(request.community, day)
    most = max((max(gate.out + gate.back) for gate in gates), default=0)
    content = {
        "days": listed,
        "day": day,
        "today": today,
        "gates": [(gate, numbers.bars(gate.out, gate.back, most)) for gate in gates],
        "hours": numbers.table(gates),
    }
    return render(request, "gates/days.html", content)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
