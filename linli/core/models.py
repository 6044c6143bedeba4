"""What every installation has, whatever its community does: leases for recurring work, an outbox for messages."""

from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import Q

from linli.core.clock import now
from linli.core.ids import uuid7


class Lease(models.Model):
    """Who runs a recurring task (租约). Whoever holds it works; it lapses by itself if the holder dies."""

    name = models.CharField(max_length=64, primary_key=True)
    holder = models.CharField(max_length=64)
    until = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    @classmethod
    def take(cls, name: str, holder: str, at: datetime, for_: timedelta) -> bool:
        """True if ``holder`` may run ``name`` until ``at + for_``; compare-and-set, so one of many wins."""
        free = cls.objects.filter(Q(until__lte=at) | Q(holder=holder), name=name)
        if free.update(holder=holder, until=at + for_):
            return True
        return cls._begin(name, holder, at + for_)

    @classmethod
    def take_due(cls, name: str, holder: str, at: datetime, every: timedelta, for_: timedelta) -> bool:
        """True if ``name`` was not done within ``every`` and ``holder`` may run it now; nobody else then runs it.

        Unlike :meth:`take`, not even the same holder gets a lease twice: two threads of one process are two.
        """
        due = Q(done_at=None) | Q(done_at__lte=at - every)
        if cls.objects.filter(due, name=name, until__lte=at).update(holder=holder, until=at + for_):
            return True
        if cls.objects.filter(name=name).exists():
            return False
        return cls._begin(name, holder, at + for_)

    @classmethod
    def _begin(cls, name: str, holder: str, until: datetime) -> bool:
        try:
            with transaction.atomic():
                cls.objects.create(name=name, holder=holder, until=until)
        except IntegrityError:
            return False
        return True

    @classmethod
    def give_back(cls, name: str, holder: str, at: datetime, *, done: bool = True) -> None:
        """Free the lease; ``done`` notes that the work was done at ``at``. A lease that lapsed meanwhile is left."""
        changes = {"until": at, "done_at": at} if done else {"until": at}
        cls.objects.filter(name=name, holder=holder).update(**changes)


class ClosedAddress(models.Model):
    """An address to which nothing is delivered any more (停止投递): whoever it was has died."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    community_id = models.UUIDField()
    actor = models.CharField(max_length=80, help_text="such as resident:…")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community_id", "actor"], name="closed_address_once")]


class Message(models.Model):
    """One message to one address, waiting for its channel (待发消息). Written in the business transaction."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    community_id = models.UUIDField()
    channel = models.CharField(max_length=16)
    to = models.CharField(max_length=80, help_text="an actor such as user:… or resident:…, never a phone number")
    template = models.CharField(max_length=64)
    params = models.JSONField(default=dict, help_text="ids and codes, never names")
    key = models.CharField(max_length=120, help_text="the same key is sent once")
    due_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True, help_text="given up: a person must look")
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community_id", "key"], name="message_once")]
        indexes = [
            models.Index(fields=["sent_at", "due_at"], name="message_due"),
            models.Index(fields=["community_id", "to", "read_at"], name="message_to"),
        ]
