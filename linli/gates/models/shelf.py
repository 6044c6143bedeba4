"""The gate shelf: what a courier put down for a household, until somebody has fetched it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord


class ShelfItem(TenantRecord):
    """Something that stands at a gate for a household (货架物品): a kind and a number, never its content or sender.

    Written by facts from gates alone (`linli/gates/shelf.py`), in whatever order they come: one that was fetched
    before anybody heard of its coming has no ``put_at`` yet. Deleted some days after its end.
    """

    class Kind(models.TextChoices):
        PARCEL = "parcel", _("parcel")
        MEAL = "meal", _("hot meal")
        MEDICINE = "medicine", _("medicine")
        COLD = "cold", _("cold goods")

    class Told(models.TextChoices):
        PHONE = "phone", _("told by phone")
        APP = "app", _("told in the app")
        WORKER = "worker", _("the grid worker was asked to tell them")

    class End(models.TextChoices):
        RESIDENT = "resident", _("fetched by the household")
        OTHER = "other", _("fetched by somebody for them")
        VOLUNTEER = "volunteer", _("carried up by a volunteer")
        COURIER = "courier", _("given back to the courier")
        SPOILED = "spoiled", _("gone bad, thrown away")

    item = models.UUIDField(help_text="as the device that put it there named it")
    gate_id = models.UUIDField(null=True)
    household_id = models.UUIDField(null=True)
    room = EncryptedText(help_text="as typed, where no household of ours was found by it")
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    place = models.CharField(max_length=12, blank=True, help_text="on the shelf, such as B3")
    count = models.PositiveSmallIntegerField(default=1)
    put_at = models.DateTimeField(null=True)
    put_key = models.CharField(max_length=60, blank=True, help_text="device:sequence")
    overdue_at = models.DateTimeField(null=True)
    told = models.CharField(max_length=10, choices=Told.choices, blank=True)
    told_at = models.DateTimeField(null=True)
    told_key = models.CharField(max_length=60, blank=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    end_key = models.CharField(max_length=60, blank=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "item"], name="shelf_item_once")]
        indexes = [
            models.Index(fields=["community", "ended_at", "overdue_at"], name="shelf_waiting"),
            models.Index(fields=["community", "household_id"], name="shelf_household"),
        ]

    @classmethod
    def waiting(cls) -> Any:
        """Those that stand there, the longest overdue first. In a community's scope."""
        return cls.objects.filter(cls.stands()).order_by("overdue_at", "put_at", "pk")

    @staticmethod
    def stands() -> Q:
        return Q(put_at__isnull=False, ended_at=None)


class ShelfCount(TenantRecord):
    """What remains of the shelf after its keeping time (货架数量): how many of a kind came on a day."""

    day = models.DateField()
    kind = models.CharField(max_length=10, choices=ShelfItem.Kind.choices)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "day", "kind"], name="shelf_count_once")]
