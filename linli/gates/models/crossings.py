"""Crossings: facts from the gates, append-only, with bare ids, ready to be partitioned by month.

Nothing points here by foreign key and nothing here points away: PostgreSQL may move old months, and a fact about
somebody who moved out stays a fact.
"""

from typing import Any

from django.db import models
from django_scopes import ScopedManager

from linli.core.clock import now
from linli.core.fields import EncryptedText
from linli.core.ids import uuid7
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.gates.models.devices import Device


class Ledger(models.Model):
    """How many crossings a community has kept (流水号). Locking this row gives uploads one order.

    ``number`` only grows and has no holes, so that a gate's cursor over it misses nothing.
    """

    community_id = models.UUIDField(primary_key=True)
    number = models.BigIntegerField(default=0)

    @classmethod
    def lock(cls, community: Any) -> "Ledger":
        """The locked row (inside a transaction); uploads of one community then follow one another."""
        row = cls._base_manager.select_for_update().filter(pk=community).first()
        if row is None:
            cls._base_manager.bulk_create([cls(community_id=community)], ignore_conflicts=True)
            row = cls._base_manager.select_for_update().get(pk=community)
        return row


class CrossingKey(models.Model):
    """Says new, duplicate or altered for (device, sequence), also after the crossing itself is purged (去重键)."""

    pk = models.CompositePrimaryKey("community_id", "device_id", "sequence")
    community_id = models.UUIDField()
    device_id = models.UUIDField()
    sequence = models.BigIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical JSON that was uploaded")
    day = models.DateField()
    crossing_id = models.UUIDField()

    objects: Any = ScopedManager(community="community_id")


class Crossing(models.Model):
    """One person crossed, or was turned back, at a gate (出入记录). Written once, never edited.

    ``at`` is the bounded time, ``device_at`` what the device's own clock said (epoch seconds).
    ``went`` is what happened after all: allowed, overruled to allow, or an emergency.
    """

    pk = models.CompositePrimaryKey("community_id", "day", "id")
    community_id = models.UUIDField()
    day = models.DateField(help_text="the community's day")
    id = models.UUIDField(default=uuid7)
    number = models.BigIntegerField(help_text="of the community's ledger")
    device_id = models.UUIDField()
    sequence = models.BigIntegerField()
    gate_id = models.UUIDField(null=True)
    direction = models.CharField(max_length=5)
    at = models.DateTimeField()
    device_at = models.BigIntegerField()
    received_at = models.DateTimeField(default=now)
    policy = models.CharField(max_length=120, blank=True)
    pass_id = models.UUIDField(null=True)
    resident_id = models.UUIDField(null=True)
    household_id = models.UUIDField(null=True)
    visitor = EncryptedText()
    facts = models.JSONField(default=dict, help_text="what `spared.STORED` lists: no colour, nobody's own words")
    gate_outcome = models.CharField(max_length=10)
    gate_code = models.CharField(max_length=80)
    gate_step = models.CharField(max_length=80, blank=True)
    server_policy = models.CharField(max_length=120, blank=True)
    server_outcome = models.CharField(max_length=10)
    server_code = models.CharField(max_length=80)
    server_step = models.CharField(max_length=80, blank=True)
    disagreed = models.BooleanField(default=False)
    overrule_outcome = models.CharField(max_length=10, blank=True)
    overrule_reason = EncryptedText()
    went = models.BooleanField()
    back_by = models.DateTimeField(null=True)
    emergency = models.BooleanField(default=False)
    guard_id = models.UUIDField(null=True)
    shift_id = models.UUIDField(null=True)
    group_id = models.UUIDField(null=True, help_text="who crossed together: a family, the people of a vehicle")
    vehicle = EncryptedText()
    expected_id = models.UUIDField(null=True, help_text="the returning traveller for whom the guard began")
    typed_by = models.UUIDField(null=True, help_text="who typed it in from paper, at received_at")

    objects: Any = ScopedManager(community="community_id")

    class Meta:
        indexes = [
            models.Index(fields=["community_id", "number"], name="crossing_number"),
            models.Index(fields=["community_id", "resident_id", "at"], name="crossing_resident"),
            models.Index(fields=["community_id", "household_id", "day"], name="crossing_household"),
            models.Index(
                fields=["community_id", "pass_id"], name="crossing_pass", condition=models.Q(pass_id__isnull=False)
            ),
        ]

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise Refused("gates.crossing_is_a_fact")
        super().save(*args, **options)

    @property
    def key(self) -> str:
        """As the gates' ledgers name it."""
        return f"{self.device_id}:{self.sequence}"


class Out(TenantRecord):
    """Somebody who is out (在外): kept beside the crossings so that a board need not read two months of them.

    Always what ``ledger.who_is_out`` says of the person's crossings; rewritten for everybody an upload touches.
    """

    who = models.UUIDField(help_text="a resident, or the pass of somebody without a record")
    resident_id = models.UUIDField(null=True)
    household_id = models.UUIDField(null=True)
    crossing_id = models.UUIDField()
    gate_id = models.UUIDField(null=True)
    since = models.DateTimeField()
    back_by = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "who"], name="out_who")]
        indexes = [models.Index(fields=["community", "back_by"], name="out_back_by")]


class Companions(models.Model):
    """What was asked after an emergency had passed (同行补记): it is not another crossing."""

    pk = models.CompositePrimaryKey("community_id", "device_id", "sequence")
    community_id = models.UUIDField()
    device_id = models.UUIDField()
    sequence = models.BigIntegerField()
    about = models.BigIntegerField(help_text="the emergency's sequence on the same device")
    companions = models.PositiveSmallIntegerField(default=0)
    vehicle = EncryptedText()
    received_at = models.DateTimeField(default=now)

    objects: Any = ScopedManager(community="community_id")


class Altered(TenantRecord):
    """The same (device, sequence) came again with other content (内容不一): kept beside the first, with an alarm."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="+")
    sequence = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    content = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "device", "sequence", "digest"], name="altered_once")
        ]


class Quarantine(TenantRecord):
    """An item that could not be read as a crossing (隔离的条目), kept with its reason; the rest went on."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="+")
    sequence = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64)
    code = models.CharField(max_length=40)
    content = EncryptedText()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "device", "digest"], name="quarantine_once")]


class HourCount(TenantRecord):
    """What remains of crossings after their keeping time (每小时人次): numbers without names."""

    gate_id = models.UUIDField(null=True)
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    direction = models.CharField(max_length=5)
    outcome = models.CharField(max_length=10)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "gate_id", "day", "hour", "direction", "outcome"], name="hour_count_once"
            )
        ]
