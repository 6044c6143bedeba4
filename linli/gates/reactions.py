"""What this app does when others announce something (`config/wiring.py`)."""

from typing import Any

from django.utils.translation import gettext as _

from linli.gates import outside
from linli.gates.models import Crossing, Gate, Pass, Permit, SigningKey
from linli.journal.verbs import record
from linli.registry.models import Compound, Resident


def open_gates(happening: Any) -> None:
    """A community was set up with so many gates: they are there, shared out over its compounds, and so are its keys."""
    community, at = happening.subject, happening.at
    compounds = list(Compound.objects.order_by("created_at", "pk"))
    for number in range(int(happening.codes.get("gates", 0))):
        compound = compounds[number % len(compounds)]
        gate = Gate(community=community, compound=compound, name=_("Gate %(number)s") % {"number": number + 1})
        gate.save()
        record("gate.opened", gate, by=happening.by, at=at)
    for use in SigningKey.Use.values:
        SigningKey.make(community, use, by=happening.by, at=at)


def count_out_again(happening: Any) -> None:
    """A crossing counts no longer: who is out may be otherwise than it was."""
    for crossing in Crossing.objects.filter(id=happening.subject.crossing_id):
        outside.recount(crossing)


def end_rights(happening: Any) -> None:
    """Somebody moved away: what let them cross ends with it."""
    resident = happening.subject
    if not isinstance(resident, Resident):
        return
    rights: list[tuple[Any, Any]] = [(Pass, {"resident": resident}), (Permit, {"resident": resident})]
    for model, mine in rights:
        for row in model._base_manager.filter(community_id=resident.community_id, revocation=None, **mine):
            (row.void if model is Pass else row.revoke)(by=None, reason="moved_away", at=happening.at)
