"""What this app does when others announce something (`config/wiring.py`)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from linli.gates import outside
from linli.gates.models import Crossing, Gate, Out, Pass, PassRevocation, Permit, PermitRevocation, SigningKey
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


WHY = {"resident.left": "moved_away", "resident.died": "died"}


def end_rights(happening: Any) -> None:
    """Somebody moved away or died: what let them cross ends with it."""
    resident = happening.subject
    if not isinstance(resident, Resident):
        return
    reason = WHY[happening.event]
    rights: list[tuple[Any, Any]] = [(Pass, {"resident": resident}), (Permit, {"resident": resident})]
    for model, mine in rights:
        for row in model._base_manager.filter(community_id=resident.community_id, revocation=None, **mine):
            (row.void if model is Pass else row.revoke)(by=None, reason=reason, at=happening.at)
    if reason == "died":  # nobody waits for them to come back
        Out.objects.filter(community=resident.community_id, resident_id=resident.pk).delete()


def restore_rights(happening: Any) -> None:
    """It was a mistake that somebody had died: what ended in that moment lets them cross again."""
    resident, at = happening.subject, happening.at
    ended_at = datetime.fromisoformat(happening.codes["since"])
    ended: list[tuple[Any, str]] = [(PassRevocation, "pass.restored"), (PermitRevocation, "permit.restored")]
    for model, event in ended:
        rows = model._base_manager.filter(
            community_id=resident.community_id, of__resident=resident, reason="died", at=ended_at
        )
        for row in rows.select_related("of"):
            row.delete()
            codes = {"resident": str(resident.pk)} if model is PermitRevocation else {}
            record(event, row.of, by=happening.by, at=at, **codes)
    for crossing in Crossing.objects.filter(resident_id=resident.pk).order_by("-at")[:1]:
        outside.recount(crossing)
