"""Who is off: ill, on leave, in quarantine. Why is nobody's business here."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from linli.accounts.models.people import User, in_force
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb


class Absence(TenantRecord):
    """Somebody is off (不在岗) from ``starts_at`` until ``ends_at`` (None: nobody knows yet). No reason is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["community", "starts_at"], name="absence_starts")]
        ordering = ["starts_at"]

    @classmethod
    @verb
    def enter(
        cls, user: User, *, community: Any, starts_at: datetime, ends_at: datetime | None, by: User | None, at: datetime
    ) -> Self:
        """``user`` is off from ``starts_at`` (included) until ``ends_at`` (excluded). Refused: ends_before_start."""
        if ends_at is not None and ends_at <= max(starts_at, at):
            raise Refused("accounts.ends_before_start")
        made = cls.objects.create(community=community, user=user, starts_at=starts_at, ends_at=ends_at)
        record("absence.entered", made, by=by, at=at, user=str(user.pk))
        return made

    @verb
    def end(self, *, by: User | None, at: datetime) -> None:
        """Back already (one that has not begun: it never does). The second of two people is refused."""
        end = max(at, self.starts_at)
        rows = Absence._base_manager.filter(pk=self.pk, community_id=self.community_id)
        if rows.filter(Q(ends_at=None) | Q(ends_at__gt=end)).update(ends_at=end) != 1:
            raise Refused("accounts.absence_over")
        self.ends_at = end
        record("absence.ended", self, by=by, at=at, user=str(self.user_id))


def absent(community: Any, at: datetime) -> set[Any]:
    """The ids of everybody who is off at ``at`` in ``community`` (a row or its id)."""
    rows = Absence._base_manager.filter(in_force(at), community_id=getattr(community, "pk", community))
    return set(rows.values_list("user_id", flat=True))
