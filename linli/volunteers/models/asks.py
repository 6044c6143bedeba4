"""Asking one volunteer for one shift: by the rotation, or by a person."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.records import TenantRecord
from linli.journal.verbs import record, verb
from linli.volunteers import matters, telling
from linli.volunteers.models.shifts import Shift
from linli.volunteers.models.slots import Slot
from linli.volunteers.models.volunteers import Volunteer


class Ask(TenantRecord):
    """Somebody was asked for a shift (邀请). They say yes or no; unanswered it lapses, and the next one is asked."""

    class Status(models.TextChoices):
        ASKED = "asked", _("has been asked")
        ACCEPTED = "accepted", _("comes")
        DECLINED = "declined", _("cannot")
        LAPSED = "lapsed", _("did not answer")

    MOVES = {"decline": ("asked", "declined"), "lapse": ("asked", "lapsed")}

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="asks")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="asks")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "shift", "volunteer"], name="ask_once")]

    @classmethod
    @verb
    def ask(cls, shift: Shift, volunteer: Volunteer, *, by: Any, at: datetime) -> "Ask":
        """Ask once for this shift; asked before, it stays as it was. Whoever has no page is rung."""
        made, fresh = cls._base_manager.get_or_create(
            community_id=shift.community_id, shift=shift, volunteer=volunteer, defaults={"asked_at": at}
        )
        if not fresh:
            return made
        Volunteer._base_manager.filter(pk=volunteer.pk, community_id=shift.community_id).update(asked_at=at)
        record("volunteer.asked", volunteer, by=by, at=at, shift=str(shift.pk))
        if volunteer.by_call:
            matters.ask_to_ring(volunteer, shift, by=by, at=at)
        else:
            telling.tell(volunteer, "volunteers.asked", at=at, key=f"ask:{made.pk}", shift=str(shift.pk))
        return made

    @verb
    def accept(self, *, by: Any, at: datetime) -> Slot:
        """Yes: the place is theirs, if one is still free. Refused as in ``Slot.take``."""
        return Slot.take(self.shift, self.volunteer, by=by, at=at)

    @verb
    def decline(self, *, by: Any, at: datetime) -> None:
        """No, without a reason; the next one is asked."""
        self.move("decline", answered_at=at)
        record("volunteer.declined_shift", self.volunteer, by=by, at=at, shift=str(self.shift_id))
        matters.rung(self.volunteer, self.shift, by=by, at=at)

    @verb
    def lapse(self, *, at: datetime) -> None:
        """Nobody answered in time, or the shift is complete or over."""
        self.move("lapse", answered_at=at)
        record("volunteer.not_answered", self.volunteer, by=None, at=at, shift=str(self.shift_id))
        matters.rung(self.volunteer, self.shift, by=None, at=at)

    @classmethod
    def answered(cls, shift: Any, volunteer: Any, *, by: Any, at: datetime) -> None:
        """They have taken a place, by whatever way: what was asked is answered."""
        for row in cls._base_manager.filter(community_id=shift.community_id, shift=shift, volunteer=volunteer):
            if row.status != cls.Status.ACCEPTED:
                rows = cls._base_manager.filter(pk=row.pk, community_id=row.community_id)
                rows.update(status=cls.Status.ACCEPTED, answered_at=at)
        matters.rung(volunteer, shift, by=by, at=at)
