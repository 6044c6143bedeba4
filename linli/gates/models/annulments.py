"""Crossings that count no longer: the fact stays as it was written, the quotas leave it out."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.gates.models.crossings import Crossing
from linli.journal.verbs import record, verb


class Annulment(TenantRecord):
    """A crossing that counts no longer (不再计次): for quotas, single use and who is out it is as if it were not."""

    class Reason(models.TextChoices):
        NOT_GONE = "not_gone", _("they did not go after all")
        OTHER_PERSON = "other_person", _("it was somebody else")

    crossing_id = models.UUIDField()
    day = models.DateField(help_text="of the crossing")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=16, choices=Reason.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "crossing_id"], name="annulment_once")]

    @classmethod
    @verb
    def annul(cls, crossing: Crossing, *, by: User, reason: str, at: datetime) -> Self:
        """From now on ``crossing`` counts for nothing; the gates learn it with their next sync.

        Refused: gates.crossing_did_not_happen, gates.already_annulled.
        """
        if not crossing.went:
            raise Refused("gates.crossing_did_not_happen")
        made, fresh = cls._base_manager.get_or_create(
            community_id=crossing.community_id,
            crossing_id=crossing.id,
            defaults={"day": crossing.day, "at": at, "by": by, "reason": cls.Reason(reason)},
        )
        if not fresh:
            raise Refused("gates.already_annulled")
        record("crossing.annulled", made, by=by, at=at, reason=reason, crossing=str(crossing.id))
        return made


def counted(rows: Any) -> Any:
    """Of a query over crossings those that happened and still count."""
    return rows.filter(~Exists(Annulment.objects.filter(crossing_id=OuterRef("id"))), went=True)
