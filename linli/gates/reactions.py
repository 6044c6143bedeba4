"""What this app does when others announce something (`config/wiring.py`)."""

from typing import Any

from linli.gates.models import Pass, Permit
from linli.registry.models import Resident


def end_rights(happening: Any) -> None:
    """Somebody moved away: what let them cross ends with it."""
    resident = happening.subject
    if not isinstance(resident, Resident):
        return
    rights: list[tuple[Any, Any]] = [(Pass, {"resident": resident}), (Permit, {"resident": resident})]
    for model, mine in rights:
        for row in model._base_manager.filter(community_id=resident.community_id, revocation=None, **mine):
            (row.void if model is Pass else row.revoke)(by=None, reason="moved_away", at=happening.at)
