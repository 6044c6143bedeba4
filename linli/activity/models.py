"""Which building is outdoors in the compound when. Who comes down is never asked and never written."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.activity.rules import Slot, natural, proposal
from linli.core.clock import now
from linli.core.models import Message
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models import Building, Compound, Resident

LONGEST = timedelta(days=60)
MANY = 500


class ActivityPlan(TenantRecord):
    """The turns of a compound's buildings for some days (活动安排): a draft until it is published, then fixed."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        RETRACTED = "retracted", _("no longer holds")

    MOVES = {"publish": ("draft", "published"), "retract": ("published", "retracted")}

    compound = models.ForeignKey(Compound, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    published_at = models.DateTimeField(null=True)
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "compound", "status"], name="activity_plan_status")]

    @classmethod
    @verb
    def draft(cls, compound: Compound, first_day: date, last_day: date, *, by: Any, at: datetime | None = None) -> Self:
        """Begin one, with the rows of what holds now. Refused("activity.days_unclear")."""
        at = at or now()
        _check_days(first_day, last_day)
        held = cls.holding(compound, compound.community.today(at))
        made = cls.objects.create(
            community_id=compound.community_id, compound=compound, first_day=first_day, last_day=last_day, created_at=at
        )
        if held is not None:
            made._write(held.turns)
        record("activity.drafted", made, by=by, at=at)
        return made

    @classmethod
    def holding(cls, compound: Any, day: date) -> "ActivityPlan | None":
        """What holds in ``compound`` on ``day``."""
        rows = cls.objects.filter(compound=compound, status=cls.Status.PUBLISHED)
        return rows.filter(first_day__lte=day, last_day__gte=day).order_by("-published_at").first()

    @verb
    def plan(self, slots: Iterable[Slot], *, by: Any, at: datetime | None = None) -> None:
        """Write the rows of a draft anew. Refused: activity.not_draft, row_unclear, other_building."""
        self._begin_change()
        rows, known = list(slots), set(self.buildings)
        for slot in rows:
            if not slot.buildings or not slot.days or not 0 <= slot.start < slot.end <= 1440:
                raise Refused("activity.row_unclear")
            if not set(slot.buildings) <= known or not set(slot.days) <= set(range(1, 8)):
                raise Refused("activity.other_building")
        self.slots.all().delete()
        self._write(rows)
        record("activity.changed", self, by=by, at=at, rows=len(rows))

    @verb
    def change_days(self, first_day: date, last_day: date, *, by: Any, at: datetime | None = None) -> None:
        """Refused: activity.not_draft, activity.days_unclear."""
        _check_days(first_day, last_day)
        self._begin_change()
        self.first_day, self.last_day = first_day, last_day
        self.save(update_fields=["first_day", "last_day"])
        record("activity.changed", self, by=by, at=at)

    @verb
    def publish(self, *, by: Any, at: datetime | None = None) -> None:
        """From now on it holds on its days; what it overlaps is taken back. The residents of its buildings are told."""
        at = at or now()
        if not self.slots.exists():
            raise Refused("activity.empty")
        if self.last_day < self.compound.community.today(at):
            raise Refused("activity.days_over")
        # Two at once follow one another: the later takes back what the earlier published.
        Compound.objects.select_for_update(no_key=True).get(pk=self.compound_id)
        self.move("publish", published_by=by, published_at=at)
        same = ActivityPlan.objects.filter(compound=self.compound, status=self.Status.PUBLISHED).exclude(pk=self.pk)
        before = list(same.filter(first_day__lte=self.last_day, last_day__gte=self.first_day))
        for other in before:
            other.move("retract", retracted_at=at)
            record("activity.retracted", other, by=by, at=at)
        record("activity.published", self, by=by, at=at, rows=self.slots.count())
        self._tell("activity.changed" if before else "activity.published", at)

    @verb
    def retract(self, *, by: Any, at: datetime | None = None) -> None:
        """It no longer holds; the residents are told."""
        at = at or now()
        self.move("retract", retracted_at=at)
        record("activity.retracted", self, by=by, at=at)
        self._tell("activity.retracted", at)

    def propose_evenly(self) -> list[Slot]:
        """All buildings spread over the day, by how many people live there. Nothing is written."""
        living = Resident.objects.living().filter(here=True, household__flat__unit__building__compound=self.compound)
        counted = living.values_list("household__flat__unit__building__number").annotate(n=models.Count("pk"))
        people = dict.fromkeys(self.buildings, 0) | dict(counted.order_by())
        return proposal(people)

    @property
    def buildings(self) -> list[str]:
        """The numbers of the compound's buildings."""
        numbers = Building.objects.filter(compound=self.compound_id).values_list("number", flat=True)
        return sorted(numbers, key=natural)

    @property
    def turns(self) -> list[Slot]:
        rows = self.slots.order_by("start", "pk")
        return [Slot(tuple(row.buildings), tuple(row.days), row.start, row.end, row.place) for row in rows]

    def _begin_change(self) -> None:
        held = type(self)._base_manager.select_for_update().filter(pk=self.pk, community_id=self.community_id)
        if not held.filter(status=self.Status.DRAFT).exists():
            raise Refused("activity.not_draft")

    def _write(self, slots: Iterable[Slot]) -> None:
        for slot in slots:
            ActivitySlot.objects.create(
                community_id=self.community_id,
                of=self,
                buildings=list(slot.buildings),
                days=list(slot.days),
                start=slot.start,
                end=slot.end,
                place=slot.place,
            )

    def _tell(self, template: str, at: datetime) -> None:
        """Everybody who lives in a building of the plan, once for this plan and matter."""
        concerned = {number for slot in self.turns for number in slot.buildings}
        living = Resident.objects.living().filter(
            household__flat__unit__building__compound=self.compound,
            household__flat__unit__building__number__in=concerned,
        )
        messages = [
            Message(
                community_id=self.community_id,
                channel="in_app",
                to=f"resident:{one}",
                template=template,
                params={"plan": str(self.pk)},
                key=f"{template}:{self.pk}:{one}",
                due_at=at,
            )
            for one in living.values_list("pk", flat=True)
        ]
        Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=MANY)


class ActivitySlot(TenantRecord):
    """One row of a plan (活动时段): buildings, weekdays, from and to, a place in words. It points at nobody."""

    of = models.ForeignKey(ActivityPlan, on_delete=models.CASCADE, related_name="slots")
    buildings: Any = models.JSONField(help_text="numbers of buildings of the compound")
    days: Any = models.JSONField(help_text="weekdays, 1 is Monday")
    start = models.PositiveSmallIntegerField(help_text="minute of the community's day")
    end = models.PositiveSmallIntegerField(help_text="the minute before which it ends")
    place = models.CharField(max_length=60, blank=True)


def _check_days(first_day: date, last_day: date) -> None:
    if not first_day <= last_day <= first_day + LONGEST:
        raise Refused("activity.days_unclear", days=LONGEST.days)
