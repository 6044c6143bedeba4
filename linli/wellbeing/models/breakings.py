"""Danger to life: two counsellors together read what is another's or closed; the resident is told later."""

from datetime import datetime

from django.db import models

from linli.accounts.models import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.wellbeing.models.records import READ, Record

MOST_REASON = 4096  # bytes


class Breaking(TenantRecord):
    """A broken glass (破窗): asked for by one, confirmed by another, on both lists until the resident was told."""

    APART = True

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="breakings")
    reason = models.BinaryField(help_text="sealed to the group's key")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    confirmed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    @classmethod
    @verb
    def ask(cls, of: Record, *, reason: bytes, by: User, at: datetime) -> "Breaking":
        """Ask a colleague to break the glass too. Refused: wellbeing.reason_missing, wellbeing.glass_open."""
        if not 48 < len(reason) <= MOST_REASON:  # a sealed box adds 48
            raise Refused("wellbeing.reason_missing")
        if of.readable_by(by, at):
            raise Refused("wellbeing.glass_open")
        made = cls(community=of.community, record=of, reason=reason, asked_by=by, asked_at=at)
        made.save()
        record("screening.glass_asked", made, by=by, at=at, record=str(of.pk))
        return made

    @verb
    def confirm(self, *, by: User, at: datetime) -> None:
        """The second person's word. Refused: wellbeing.same_person, wellbeing.glass_lapsed."""
        if self.asked_by_id == by.pk:
            raise Refused("wellbeing.same_person")
        rows = self._mine().filter(confirmed_by=None, told_at=None, asked_at__gt=at - READ)
        if rows.update(confirmed_by=by, confirmed_at=at) != 1:
            raise Refused("wellbeing.glass_lapsed")
        self.confirmed_by, self.confirmed_at = by, at
        record("screening.glass_broken", self, by=by, at=at, record=str(self.record_id), asked=str(self.asked_by_id))

    @verb
    def tell(self, *, by: User, at: datetime) -> None:
        """The resident knows now. Refused: wellbeing.not_yours, core.moved_meanwhile."""
        if by.pk not in (self.asked_by_id, self.confirmed_by_id):
            raise Refused("wellbeing.not_yours")
        if self._mine().exclude(confirmed_at=None).filter(told_at=None).update(told_at=at) != 1:
            raise Refused("core.moved_meanwhile")
        self.told_at = at
        record("screening.glass_told", self, by=by, at=at, record=str(self.record_id))

    def _mine(self) -> models.QuerySet["Breaking"]:
        return Breaking._base_manager.filter(pk=self.pk, community_id=self.community_id)
