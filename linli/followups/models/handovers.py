"""The end of a shift: open matters offered to a colleague, who takes them all at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.followups.models.matters import FollowUp
from linli.journal.verbs import record, verb
from linli.registry.models.places import unique_or


class Handover(TenantRecord):
    """Open matters on their way from one person to another (交接班). They change hands when it is acknowledged."""

    class Status(models.TextChoices):
        OFFERED = "offered", _("waits for the colleague")
        ACKNOWLEDGED = "acknowledged", _("taken over")
        DECLINED = "declined", _("not taken over")
        WITHDRAWN = "withdrawn", _("taken back")

    MOVES = {
        "acknowledge": ("offered", "acknowledged"),
        "decline": ("offered", "declined"),
        "withdraw": ("offered", "withdrawn"),
    }

    from_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    to_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    matters = models.JSONField(default=list, help_text="ids of what was open then")
    note = EncryptedText(help_text="what the next shift should know")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OFFERED)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "from_user"], condition=Q(status="offered"), name="handover_one_offered"
            )
        ]
        indexes = [models.Index(fields=["community", "to_user", "status"], name="handover_to")]

    @classmethod
    @verb
    def offer(
        cls, from_user: User, to_user: User, *, community: Any, matters: Iterable[Any], note: str, at: datetime
    ) -> Self:
        """Offer those of ``matters`` (ids) that ``from_user`` still owns; an earlier offer is overtaken by this one.

        Refused: followups.to_oneself, followups.nothing_to_hand_over, followups.offered_meanwhile.
        """
        if from_user.pk == to_user.pk:
            raise Refused("followups.to_oneself")
        mine = FollowUp._base_manager.filter(community_id=community, owner=from_user, pk__in=list(matters))
        keys = [str(key) for key in mine.exclude(status="done").values_list("pk", flat=True)]
        if not keys and not note:
            raise Refused("followups.nothing_to_hand_over")
        for before in cls._base_manager.filter(community_id=community, from_user=from_user, status="offered"):
            before.withdraw(by=from_user, at=at)
        made = cls(community_id=community, from_user=from_user, to_user=to_user, at=at, matters=keys, note=note)
        with unique_or("followups.offered_meanwhile"):
            made.save()
        record("handover.offered", made, by=from_user, at=at, to=str(to_user.pk), matters=len(keys))
        return made

    @verb
    def acknowledge(self, *, by: User, at: datetime) -> int:
        """Everything that is still open and still theirs changes hands at once; returns how many matters."""
        self._refuse_others(by, self.to_user_id)
        self.move("acknowledge", acknowledged_at=at)
        moved = 0
        for matter in self.still_open():
            try:
                matter.hand_over(to=self.to_user, by=by, at=at)
            except Refused:  # closed or taken by somebody at this very moment: it is not ours to move
                continue
            moved += 1
        skipped = len(self.matters) - moved
        record("handover.acknowledged", self, by=by, at=at, matters=moved, skipped=skipped)
        return moved

    @verb
    def decline(self, *, by: User, at: datetime) -> None:
        """The colleague cannot: everything stays where it is, and who offered it sees so."""
        self._refuse_others(by, self.to_user_id)
        self.move("decline")
        record("handover.declined", self, by=by, at=at)

    @verb
    def withdraw(self, *, by: User, at: datetime) -> None:
        """Take the offer back before it is acknowledged."""
        self._refuse_others(by, self.from_user_id)
        self.move("withdraw")
        record("handover.withdrawn", self, by=by, at=at)

    def still_open(self) -> list[FollowUp]:
        """Of the matters offered those that are neither done nor with somebody else by now."""
        rows = FollowUp._base_manager.filter(
            community_id=self.community_id, pk__in=self.matters, owner_id=self.from_user_id
        )
        return list(rows.exclude(status="done").order_by("urgency", "due_at", "pk"))

    @staticmethod
    def _refuse_others(by: User, whose: Any) -> None:
        if by.pk != whose:
            raise Refused("followups.not_yours")
