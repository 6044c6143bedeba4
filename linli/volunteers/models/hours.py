"""Hours of work: begun and ended by whoever was there, confirmed by somebody else. Nothing is filled in beforehand."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.volunteers.choices import Purpose
from linli.volunteers.models.slots import Slot
from linli.volunteers.models.volunteers import Volunteer
from linli.volunteers.policy import terms_of
from linli.volunteers.rules import Span

LONGEST = timedelta(hours=16)


class Hours(TenantRecord):
    """One stretch of work (服务时长), from checking in to checking out; it counts once it is confirmed."""

    class Status(models.TextChoices):
        RUNNING = "running", _("at work")
        ENDED = "ended", _("to be confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("not counted")

    class Way(models.TextChoices):
        PHONE = "phone", _("own phone")
        LEAD = "lead", _("the lead's page")
        PAPER = "paper", _("on the paper list")

    MOVES = {
        "check_out": ("running", "ended"),
        "confirm": ("ended", "confirmed"),
        "reject": (("running", "ended"), "rejected"),
    }

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="hours", null=True)
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="hours")
    purpose = models.CharField(max_length=14, choices=Purpose.choices)
    for_need = models.BooleanField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RUNNING)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    way_in = models.CharField(max_length=6, choices=Way.choices)
    way_out = models.CharField(max_length=6, choices=Way.choices, blank=True)
    corrected = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["community", "volunteer", "starts_at"], name="hours_volunteer"),
            models.Index(fields=["community", "starts_at"], name="hours_starts"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "slot"], condition=Q(slot__isnull=False) & ~Q(status="rejected"), name="hours_once"
            )
        ]

    @classmethod
    @verb
    def check_in(cls, slot: Slot, *, way: str, by: Any, at: datetime) -> Self:
        """They are there. Tapped twice it is one. Refused: volunteers.not_yours, too_early, shift_over, not_open."""
        shift = slot.shift._locked()
        slot.refresh_from_db(fields=["volunteer"])
        if slot.volunteer is None:
            raise Refused("volunteers.not_yours")
        held = cls._base_manager.filter(community_id=slot.community_id, slot=slot).exclude(status="rejected").first()
        if held is not None:
            return held
        if not shift.open:
            raise Refused("volunteers.not_open")
        early = timedelta(minutes=terms_of(shift.community).early_minutes)
        if not slot.may_begin(at, early):
            raise Refused("volunteers.too_early" if at < shift.starts_at else "volunteers.shift_over")
        made = cls.objects.create(**cls._of(slot), starts_at=at, way_in=way, created_at=at)
        record("hours.begun", made, by=by, at=at, way=way)
        return made

    @verb
    def check_out(self, *, way: str, by: Any, at: datetime, ended_at: datetime | None = None) -> None:
        """They have gone; ``ended_at``: when, if it is said later. Refused: volunteers.end_unclear."""
        end = ended_at or at
        self._refuse_unclear(self.starts_at, end, at)
        self.move("check_out", ends_at=end, way_out=way)
        record("hours.ended", self, by=by, at=at, way=way)

    @classmethod
    @verb
    def enter(cls, slot: Slot, *, starts_at: datetime, ends_at: datetime, by: User, at: datetime) -> Self:
        """From the paper list, with the times that stand on it; typed at ``at``. Refused: hours_known, end_unclear."""
        slot.shift._locked()
        slot.refresh_from_db(fields=["volunteer"])
        if slot.volunteer is None:
            raise Refused("volunteers.not_yours")
        if not slot.shift.open:
            raise Refused("volunteers.not_open")
        rows = cls._base_manager.filter(community_id=slot.community_id, slot=slot).exclude(status="rejected")
        if rows.exists():
            raise Refused("volunteers.hours_known")
        cls._refuse_unclear(starts_at, ends_at, at)
        way = cls.Way.PAPER
        made = cls.objects.create(
            **cls._of(slot),
            starts_at=starts_at,
            ends_at=ends_at,
            way_in=way,
            way_out=way,
            status="ended",
            created_at=at,
        )
        record("hours.entered", made, by=by, at=at)
        return made

    @verb
    def correct(self, *, starts_at: datetime, ends_at: datetime, by: User, at: datetime) -> None:
        """Other times than were noted, before they are confirmed; the journal keeps the earlier ones."""
        self._refuse_own(by)
        self._refuse_unclear(starts_at, ends_at, at)
        before = [int(one.timestamp()) if one else 0 for one in (self.starts_at, self.ends_at)]
        rows = type(self)._base_manager.filter(pk=self.pk, community_id=self.community_id)
        changes = {"starts_at": starts_at, "ends_at": ends_at, "corrected": True, "status": "ended"}
        if not rows.filter(status__in=("running", "ended")).update(**changes):
            raise Refused("volunteers.not_ended")
        for name, value in changes.items():
            setattr(self, name, value)
        record("hours.corrected", self, by=by, at=at, before=before)

    @verb
    def confirm(self, *, by: User, at: datetime) -> None:
        """It was so. By somebody else than the one who worked. Refused: own_hours, hours_overlap, not_ended."""
        self._refuse_own(by)
        from linli.volunteers import known

        known.lock(self.volunteer)  # two stretches that overlap, confirmed at once: the second is refused
        same = type(self)._base_manager.filter(community_id=self.community_id, volunteer=self.volunteer_id)
        if self.ends_at is None:
            raise Refused("volunteers.not_ended")
        if same.filter(status="confirmed", starts_at__lt=self.ends_at, ends_at__gt=self.starts_at).exists():
            raise Refused("volunteers.hours_overlap")
        self.move("confirm", confirmed_by=by, confirmed_at=at)
        record("hours.confirmed", self, by=by, at=at, minutes=self.minutes)

    @verb
    def reject(self, *, by: User, at: datetime) -> None:
        """It does not count: they were not there, or it stands twice. It can be entered anew."""
        self._refuse_own(by)
        self.move("reject", confirmed_by=by, confirmed_at=at)
        record("hours.rejected", self, by=by, at=at)

    @staticmethod
    def _of(slot: Slot) -> dict[str, Any]:
        shift = slot.shift
        return {
            "community_id": slot.community_id,
            "slot": slot,
            "volunteer": slot.volunteer,
            "purpose": shift.purpose,
            "for_need": shift.for_need,
        }

    @staticmethod
    def _refuse_unclear(starts_at: datetime, ends_at: datetime, at: datetime) -> None:
        if not starts_at < ends_at <= min(at, starts_at + LONGEST):
            raise Refused("volunteers.end_unclear")

    def _refuse_own(self, by: User) -> None:
        if self.volunteer.user_id == by.pk:
            raise Refused("volunteers.own_hours")

    @property
    def span(self) -> Span:
        """Of hours that have ended."""
        assert self.ends_at is not None
        return Span(self.starts_at, self.ends_at)

    @property
    def minutes(self) -> int:
        return self.span.minutes if self.ends_at else 0
