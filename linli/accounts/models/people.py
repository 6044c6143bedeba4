"""Who works here, and as what: users and time-boxed roles."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.ids import uuid7
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb


class User(AbstractUser):
    """A person who signs in (账号). What they may do comes from their roles alone."""

    id: Any = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=20, blank=True, help_text="work phone, shown to the residents they serve")

    def __str__(self) -> str:
        return self.name or self.username


class Role(TenantRecord):
    """One post of one person in one community (岗位), with start and end. Never deleted: it ends."""

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
    lead = models.BooleanField(default=False, help_text="leads a grid that has several grid workers")
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "community"], name="role_user")]

    @classmethod
    def held_by(cls, user: User, at: datetime) -> Any:
        """The roles of ``user`` in force at ``at``, in all communities (so: outside any scope)."""
        return cls._base_manager.filter(in_force(at), user=user).select_related("community")

    @classmethod
    @verb
    def grant(
        cls,
        user: User,
        kind: str,
        *,
        community: Any,
        by: User | None,
        at: datetime,
        starts_at: datetime,
        ends_at: datetime | None = None,
        grids: Iterable[Any] = (),
        units: Iterable[Any] = (),
        lead: bool = False,
    ) -> "Role":
        """Give ``user`` a role from ``starts_at`` (included) to ``ends_at`` (excluded; None: open).

        ``grids`` bound a grid worker, ``units`` a building lead; ``lead``: of a grid's workers the one who
        is asked first. Refuses a role to oneself.
        """
        if by is not None and by.pk == user.pk:
            raise Refused("accounts.own_role")
        if ends_at is not None and ends_at <= starts_at:
            raise Refused("accounts.ends_before_start")
        role = cls.objects.create(
            community=community,
            user=user,
            kind=kind,
            starts_at=starts_at,
            ends_at=ends_at,
            granted_by=by,
            lead=lead and kind == cls.Kind.GRID_WORKER,
        )
        places = [*grids, *units]
        if any(place.community_id != community.pk for place in places):
            raise Refused("core.other_community")
        role.grids.set(grids)
        role.units.set(units)
        record("role.granted", role, by=by, at=at, kind=str(kind), user=str(user.pk))
        return role

    @verb
    def revoke(self, *, by: User | None, at: datetime) -> None:
        """End the role now (one that has not begun: it never begins). The second of two people is refused."""
        if self.kind in MANAGERS:
            self._refuse_if_last(at)
        end = max(at, self.starts_at)
        rows = Role._base_manager.filter(pk=self.pk, community_id=self.community_id)
        if rows.filter(Q(ends_at=None) | Q(ends_at__gt=end)).update(ends_at=end) != 1:
            raise Refused("accounts.role_over")
        self.ends_at = end
        record("role.revoked", self, by=by, at=at, kind=self.kind, user=str(self.user_id))

    def _refuse_if_last(self, at: datetime) -> None:
        # The rows are locked, so that two managers ending each other leave one.
        managing = Role._base_manager.select_for_update().filter(
            in_force(at), community_id=self.community_id, kind__in=MANAGERS, user__is_active=True
        )
        held = {role.pk for role in managing}
        if held == {self.pk}:
            raise Refused("accounts.last_manager")


MANAGERS = {Role.Kind.SECRETARY, Role.Kind.ADMINISTRATOR}


def in_force(at: datetime) -> Q:
    """Roles that have begun and not ended at ``at``: the first moment counts, the last does not."""
    return Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))
