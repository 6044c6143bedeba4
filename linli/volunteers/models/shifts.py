"""Shifts: a task with a time, a place in words, and as many places as hands are needed."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models import Community, Resident
from linli.volunteers.choices import FOR_NEED, Language, Purpose, Skill
from linli.volunteers.rules import Need, Span

LONGEST = timedelta(hours=16)
MOST = 60  # places of one shift: a typing error, or two shifts


class Shift(TenantRecord):
    """One piece of work for some volunteers (班次), from when to when. Its lead is whom they deal with."""

    class Status(models.TextChoices):
        OPEN = "open", _("takes place")
        CANCELLED = "cancelled", _("cancelled")

    MOVES = {"cancel": ("open", "cancelled")}

    purpose = models.CharField(max_length=14, choices=Purpose.choices)
    for_need = models.BooleanField(help_text="serves people in need, not everybody")
    task = models.CharField(max_length=80, help_text="what is done, without names")
    place = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField()
    skill = models.CharField(max_length=12, choices=Skill.choices, blank=True)
    language = models.CharField(max_length=8, choices=Language.choices, blank=True)
    lead = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    cancelled_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True, help_text="when the rotation last went over it")

    class Meta:
        indexes = [models.Index(fields=["community", "starts_at"], name="shift_starts")]
        ordering = ["starts_at", "pk"]

    @classmethod
    @verb
    def plan(
        cls,
        community: Community,
        *,
        purpose: str,
        task: str,
        place: str,
        starts_at: datetime,
        ends_at: datetime,
        places: int,
        lead: User,
        skill: str = "",
        language: str = "",
        for_need: bool | None = None,
        by: User | None,
        at: datetime,
    ) -> Self:
        """Enter a shift with its open places. Refused: volunteers.times_unclear, places_unclear, task_missing."""
        if not starts_at < ends_at <= starts_at + LONGEST:
            raise Refused("volunteers.times_unclear", hours=LONGEST.seconds // 3600)
        if not 1 <= places <= MOST:
            raise Refused("volunteers.places_unclear", most=MOST)
        if purpose not in Purpose.values or not task.strip():
            raise Refused("volunteers.task_missing")
        made = cls.objects.create(
            community=community,
            purpose=purpose,
            for_need=purpose in FOR_NEED if for_need is None else for_need,
            task=task.strip()[:80],
            place=place.strip()[:60],
            starts_at=starts_at,
            ends_at=ends_at,
            places=places,
            skill=skill if skill in Skill.values else "",
            language=language if language in Language.values else "",
            lead=lead,
            created_at=at,
        )
        made._add(1, places)
        record("shift.planned", made, by=by, at=at, places=places, purpose=purpose)
        return made

    @verb
    def widen(self, places: int, *, by: User, at: datetime) -> None:
        """More places. Fewer is not offered here: who is entered would have to be told. Refused as in ``plan``."""
        held = self._locked()
        if held.status != self.Status.OPEN:
            raise Refused("volunteers.not_open")
        if not held.places < places <= MOST:
            raise Refused("volunteers.places_unclear", most=MOST)
        self._add(held.places + 1, places)
        self.places = places
        self.save(update_fields=["places"])
        record("shift.widened", self, by=by, at=at, places=places)

    @verb
    def cancel(self, *, by: User, at: datetime) -> None:
        """It does not take place. Who had taken it, and who counted on it, are told; it breaks nobody's row of days.

        Refused: volunteers.shift_begun once somebody has begun.
        """
        self._locked()
        if self.slots.filter(hours__isnull=False).exclude(hours__status="rejected").exists():
            raise Refused("volunteers.shift_begun")
        self.move("cancel", cancelled_at=at)
        record("shift.cancelled", self, by=by, at=at)

    @verb
    def count_on(self, resident: Resident, *, by: User, at: datetime) -> None:
        """``resident`` counts on this shift: they are told if it does not come. Said twice it is said once."""
        _made, fresh = Dependent.objects.get_or_create(community_id=self.community_id, shift=self, resident=resident)
        if fresh:
            record("shift.counted_on", self, by=by, at=at, resident=str(resident.pk))

    def _locked(self) -> "Shift":
        """The shift's row is the lock of its places: whoever takes, leaves, swaps or cancels goes through it."""
        rows = Shift._base_manager.select_for_update(no_key=True)
        return rows.get(pk=self.pk, community_id=self.community_id)

    def _add(self, first: int, last: int) -> None:
        from linli.volunteers.models.slots import Slot

        Slot.objects.bulk_create(
            [Slot(community_id=self.community_id, shift=self, number=one) for one in range(first, last + 1)]
        )

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    @property
    def need(self) -> Need:
        return Need(self.span, self.skill, self.language)

    @property
    def open(self) -> bool:
        return self.status == self.Status.OPEN

    def __str__(self) -> str:
        return self.task


class Dependent(TenantRecord):
    """Somebody who counts on a shift (受助住户): told at once if it does not come."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="dependents")
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "shift", "resident"], name="dependent_once")]
