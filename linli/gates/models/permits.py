"""Permits: the gate asks only whether one is open; who grants them, and why, is other apps' business."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from linli.core.clock import now
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models import Resident


class Permit(TenantRecord):
    """A leave to cross for one resident (许可), of a kind that a policy may ask for: work, outing, medical…"""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="permits")
    kind = models.CharField(max_length=24)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    once = models.BooleanField(default=False, help_text="one exit uses it up")
    minutes = models.PositiveSmallIntegerField(default=0, help_text="clock that starts at the exit; 0: none")

    class Meta:
        indexes = [models.Index(fields=["community", "resident", "ends_at"], name="permit_resident")]

    @classmethod
    @verb
    def grant(
        cls,
        resident: Resident,
        *,
        kind: str,
        starts_at: datetime,
        by: Any,
        ends_at: datetime | None = None,
        once: bool = False,
        minutes: int = 0,
        at: datetime | None = None,
    ) -> Self:
        """Let ``resident`` cross for ``kind`` between the two times. Refused: gates.ends_before_it_starts."""
        if ends_at is not None and ends_at <= starts_at:
            raise Refused("gates.ends_before_it_starts")
        permit = cls(
            community_id=resident.community_id,
            resident=resident,
            kind=kind,
            starts_at=starts_at,
            ends_at=ends_at,
            once=once,
            minutes=minutes,
        )
        permit.save()
        record("permit.granted", permit, by=by, at=at, kind=kind, resident=str(resident.pk))
        return permit

    @classmethod
    def open_at(cls, at: datetime) -> Q:
        """Begun, not ended, not revoked at ``at``."""
        return Q(Q(ends_at=None) | Q(ends_at__gt=at), revocation=None, starts_at__lte=at)

    @verb
    def revoke(self, *, by: Any, reason: str, at: datetime | None = None) -> None:
        """Take it back. Refused("gates.permit_already_revoked") for the second of two."""
        at = at or now()
        _, fresh = PermitRevocation._base_manager.get_or_create(
            community_id=self.community_id, of=self, defaults={"at": at, "reason": reason}
        )
        if not fresh:
            raise Refused("gates.permit_already_revoked")
        record("permit.revoked", self, by=by, at=at, reason=reason, resident=str(self.resident_id))


class PermitRevocation(TenantRecord):
    """A permit taken back (撤销许可); who did it stands in the journal."""

    of = models.OneToOneField(Permit, on_delete=models.PROTECT, related_name="revocation")
    at = models.DateTimeField()
    reason = models.CharField(max_length=40)
