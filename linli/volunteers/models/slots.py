"""One place in a shift, free or taken. Of two who take the last one, one has it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.volunteers import known
from linli.volunteers.models.shifts import Shift
from linli.volunteers.models.volunteers import Volunteer


class Slot(TenantRecord):
    """One place in a shift (班次名额). It keeps its volunteer when the shift is cancelled: they were ready."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="slots")
    number = models.PositiveSmallIntegerField()
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="slots", null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["community", "shift", "number"], name="slot_number"),
            models.UniqueConstraint(
                fields=["community", "shift", "volunteer"], condition=Q(volunteer__isnull=False), name="slot_once"
            ),
        ]

    @classmethod
    @verb
    def take(cls, shift: Shift, volunteer: Volunteer, *, by: Any, at: datetime) -> "Slot":
        """``volunteer`` takes a free place. ``by``: themselves, or the lead who asked them by word of mouth.

        Refused: volunteers.not_open, shift_begun, shift_full, already_yours, and the rules' obstacles in words.
        """
        held = shift._locked()
        known.lock(volunteer)  # two shifts that overlap, taken at once: the second one sees the first
        if held.status != Shift.Status.OPEN:
            raise Refused("volunteers.not_open")
        if held.ends_at <= at:
            raise Refused("volunteers.shift_over")
        rows = cls._base_manager.filter(community_id=shift.community_id, shift=shift)
        if rows.filter(volunteer=volunteer).exists():
            raise Refused("volunteers.already_yours")
        known.refuse_obstacles(volunteer, held, at)
        free = rows.filter(volunteer=None).order_by("number").first()
        if free is None or not rows.filter(pk=free.pk, volunteer=None).update(volunteer=volunteer, taken_at=at):
            raise Refused("volunteers.shift_full")
        free.volunteer, free.taken_at = volunteer, at
        record("slot.taken", free, by=by, at=at, shift=str(shift.pk), volunteer=str(volunteer.pk))
        return free

    @verb
    def leave(self, *, by: Any, at: datetime) -> None:
        """They cannot after all: the place is free again, and who depends on it hears of it.

        Refused: volunteers.not_yours (given away at this very moment), not_open, shift_begun once they checked in.
        """
        shift, volunteer = self.shift._locked(), self.volunteer
        if shift.status != Shift.Status.OPEN:
            raise Refused("volunteers.not_open")
        if self.begun:
            raise Refused("volunteers.shift_begun")
        if volunteer is None or not self._hand(volunteer, None, None):
            raise Refused("volunteers.not_yours")
        record("slot.left", self, by=by, at=at, shift=str(shift.pk), volunteer=str(volunteer.pk))

    def _hand(self, before: Any, after: Any, at: datetime | None) -> int:
        """Compare-and-set of who has it."""
        rows = Slot._base_manager.filter(pk=self.pk, community_id=self.community_id, volunteer=before)
        changed = rows.update(volunteer=after, taken_at=at)
        if changed:
            self.volunteer, self.taken_at = after, at
        return changed

    @property
    def begun(self) -> bool:
        """Whether somebody has checked in."""
        return self.hours.exclude(status="rejected").exists()

    def may_begin(self, at: datetime, early: timedelta) -> bool:
        """Whether one can check in at ``at``: a little before it begins, until it ends."""
        return self.shift.open and self.shift.starts_at - early <= at < self.shift.ends_at
