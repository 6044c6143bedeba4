"""The emergencies that nobody has answered, on every page of those who may see gates."""

from typing import Any

from linli.accounts.permissions import may
from linli.followups.models import FollowUp
from linli.gates.models import Gate


def banner(request: Any) -> dict[str, Any]:
    """``emergencies``: for the top of the page; asked for only where a page is drawn for such a person."""
    if getattr(request, "community", None) is None or not may(getattr(request, "roles", []), "gates.read"):
        return {}
    rows = list(FollowUp.objects.filter(kind="emergency", status="open").order_by("created_at")[:5])
    gates = {str(gate.pk): gate.name for gate in Gate.objects.all()} if rows else {}
    return {"emergencies": [{"matter": row, "gate": gates.get(row.codes.get("gate", ""), "")} for row in rows]}
