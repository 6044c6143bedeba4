"""Who works here, and as what: users and time-boxed roles."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.ids import uuid7
from linli.core.records import TenantRecord


class User(AbstractUser):
    """A person who signs in (账号). What they may do comes from their roles alone."""

    id: Any = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.name or self.username


class Role(TenantRecord):
    """One post of one person in one community (岗位), with start and end."""

    class Kind(models.TextChoices):
        SECRETARY = "secretary", _("community secretary")
        COMMUNITY_WORKER = "community_worker", _("community worker")
        GRID_WORKER = "grid_worker", _("grid worker")
        BUILDING_LEAD = "building_lead", _("building lead")
        GATE_GUARD = "gate_guard", _("gate guard")
        PROPERTY_GUARD = "property_guard", _("property guard")
        SECONDED = "seconded", _("seconded official")
        POLICE = "police", _("police")
        VOLUNTEER = "volunteer", _("volunteer")
        COUNSELLOR = "counsellor", _("counsellor")
        DISTRICT = "district", _("district viewer")
        ADMINISTRATOR = "administrator", _("administrator")
        RESIDENT = "resident", _("resident")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    grids: Any = models.ManyToManyField("registry.Grid", blank=True, related_name="+")
    units: Any = models.ManyToManyField("registry.Unit", blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "community"], name="role_user")]

    @classmethod
    def held_by(cls, user: User, at: datetime) -> Any:
        """The roles of ``user`` in force at ``at``, in all communities (so: outside any scope)."""
        return cls._base_manager.filter(
            Q(ends_at=None) | Q(ends_at__gt=at), user=user, starts_at__lte=at
        ).select_related("community")
