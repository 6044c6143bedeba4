"""Who lived where, from when until when; moves keep their history."""

from datetime import datetime
from typing import Any

from django.db import models

from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models.people import Household, Resident


class Stay(TenantRecord):
    """One resident in one household (居住经历). ``until`` is empty while it lasts."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="stays")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="stays")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-since"]
        indexes = [models.Index(fields=["community", "resident"], name="stay_resident")]

    @classmethod
    def begin(cls, resident: Resident, at: datetime) -> "Stay":
        return cls.objects.create(
            community=resident.community, resident=resident, household_id=resident.household_id, since=at
        )

    @classmethod
    def end(cls, resident: Resident, at: datetime) -> None:
        running = cls.objects.filter(community=resident.community_id, resident=resident, until=None)
        running.update(until=at)

    @classmethod
    @verb
    def relocate(cls, resident: Resident, household: Household, *, by: Any, at: datetime) -> None:
        """Move somebody to another household of the community, or back into it after leaving."""
        if household.community_id != resident.community_id:
            raise Refused("core.other_community")
        if resident.merged_into_id:
            raise Refused("registry.merged_away")
        if household.pk == resident.household_id and resident.left_at is None:
            raise Refused("registry.lives_there_already")
        before = resident.household_id
        cls.end(resident, at)
        resident.household, resident.left_at = household, None
        resident.save(update_fields=["household", "left_at"])
        cls.begin(resident, at)
        record("resident.moved", resident, by=by, at=at, from_=str(before), to=str(household.pk))

    @classmethod
    @verb
    def leave(cls, resident: Resident, *, by: Any, at: datetime) -> None:
        """Somebody has moved away. The record stays until its keeping time ends."""
        if resident.left_at is not None:
            raise Refused("registry.left_already")
        cls.end(resident, at)
        resident.left_at = at
        resident.save(update_fields=["left_at"])
        record("resident.left", resident, by=by, at=at)
