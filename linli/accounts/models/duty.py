"""The duty roster: who stands at which gate, from when to when, and who leads the night."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from linli.accounts.models.absences import absent
from linli.accounts.models.people import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb


class Duty(TenantRecord):
    """One turn of one person at one post (值班). The gate is a bare id: gates live above this app."""

    post = models.CharField(max_length=60, help_text="gate or desk, as people say it")
    gate = models.UUIDField(null=True, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    lead = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "starts_at"], name="duty_starts")]
        ordering = ["starts_at", "post"]

    @classmethod
    @verb
    def assign(
        cls,
        user: User,
        *,
        community: Any,
        post: str,
        starts_at: datetime,
        ends_at: datetime,
        by: User | None,
        at: datetime,
        lead: bool = False,
        gate: Any = None,
    ) -> "Duty":
        """Put ``user`` on duty. Overlap and short rest are warned about on the page, never refused here."""
        if ends_at <= starts_at:
            raise Refused("accounts.ends_before_start")
        duty = cls.objects.create(
            community=community, user=user, post=post, gate=gate, starts_at=starts_at, ends_at=ends_at, lead=lead
        )
        record("duty.assigned", duty, by=by, at=at, user=str(user.pk))
        return duty

    @verb
    def unassign(self, *, by: User | None, at: datetime) -> None:
        """Take the turn back; it stays in the record as withdrawn."""
        rows = Duty._base_manager.filter(pk=self.pk, community_id=self.community_id, withdrawn_at=None)
        if rows.update(withdrawn_at=at) != 1:
            raise Refused("core.moved_meanwhile")
        self.withdrawn_at = at
        record("duty.unassigned", self, by=by, at=at, user=str(self.user_id))


def on_duty(community: Any, at: datetime) -> list[Duty]:
    """The turns that run at ``at`` in ``community`` (a row or its id), the leads first."""
    rows = Duty._base_manager.filter(
        Q(starts_at__lte=at, ends_at__gt=at), community_id=getattr(community, "pk", community), withdrawn_at=None
    )
    rows = rows.exclude(user__in=absent(community, at))  # the roster was planned before they fell ill
    return list(rows.select_related("user").order_by("-lead", "starts_at", "post"))


def duty_lead(community: Any, at: datetime) -> User | None:
    """Who answers an emergency at ``at``: the lead on duty, else anyone on duty, else the secretary."""
    turns = on_duty(community, at)
    if turns:
        return turns[0].user
    from linli.accounts.models.people import Role, in_force

    secretary = (
        Role._base_manager.filter(
            in_force(at), community_id=getattr(community, "pk", community), kind=Role.Kind.SECRETARY
        )
        .select_related("user")
        .order_by("starts_at")
        .first()
    )
    return secretary.user if secretary else None
