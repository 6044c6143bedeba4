"""Giving a turn to another volunteer, or exchanging two; nothing changes before the other one says yes."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.volunteers import known, telling
from linli.volunteers.models.slots import Slot
from linli.volunteers.models.volunteers import Volunteer


class Swap(TenantRecord):
    """An offer to take over a turn (换班), perhaps for one of theirs in ``back``."""

    class Status(models.TextChoices):
        OFFERED = "offered", _("offered")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = {
        "accept": ("offered", "accepted"),
        "decline": ("offered", "declined"),
        "withdraw": ("offered", "withdrawn"),
    }

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="swaps")
    back = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="+", null=True)
    giver = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OFFERED)
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slot"], condition=Q(status="offered"), name="swap_one_offer")
        ]

    @classmethod
    @verb
    def offer(cls, slot: Slot, taker: Volunteer, *, back: Slot | None = None, by: Any, at: datetime) -> "Swap":
        """Offer ``slot`` to ``taker``. Refused: volunteers.not_yours, shift_begun, own_swap, offered_already, and what
        stands against it for either of the two.
        """
        giver = slot.volunteer
        if giver is None or (back is not None and back.volunteer_id != taker.pk):
            raise Refused("volunteers.not_yours")
        if taker.pk == giver.pk:
            raise Refused("volunteers.own_swap")
        slot.shift._locked()
        if cls._base_manager.filter(community_id=slot.community_id, slot=slot, status="offered").exists():
            raise Refused("volunteers.offered_already")
        _check(slot, taker, back, giver, at)
        made = cls.objects.create(
            community_id=slot.community_id, slot=slot, back=back, giver=giver, taker=taker, offered_at=at
        )
        Volunteer._base_manager.filter(pk=taker.pk, community_id=slot.community_id).update(asked_at=at)
        record("swap.offered", made, by=by, at=at, taker=str(taker.pk))
        telling.tell(taker, "volunteers.swap_offered", at=at, key=f"swap:{made.pk}")
        return made

    @verb
    def accept(self, *, by: Any, at: datetime) -> None:
        """The turn changes hands. If it was given up at this very moment, the one who comes second is refused."""
        slots = [self.slot, *([self.back] if self.back else [])]
        for shift in sorted({one.shift for one in slots}, key=lambda row: row.pk):
            shift._locked()
        known.lock(self.giver, self.taker)
        self.move("accept", answered_at=at)
        _check(self.slot, self.taker, self.back, self.giver, at)
        done = self.slot._hand(self.giver, self.taker, at)
        if self.back is not None and done:
            done = self.back._hand(self.taker, self.giver, at)
        if not done:
            raise Refused("volunteers.not_yours")
        record("swap.accepted", self, by=by, at=at, giver=str(self.giver_id), taker=str(self.taker_id))
        telling.tell(self.giver, "volunteers.swap_accepted", at=at, key=f"swapped:{self.pk}")

    @verb
    def decline(self, *, by: Any, at: datetime) -> None:
        """The turn stays with the one who has it."""
        self.move("decline", answered_at=at)
        record("swap.declined", self, by=by, at=at)
        telling.tell(self.giver, "volunteers.swap_declined", at=at, key=f"kept:{self.pk}")

    @verb
    def withdraw(self, *, by: Any, at: datetime) -> None:
        """They keep the turn themselves, or gave it up otherwise."""
        self.move("withdraw", answered_at=at)
        record("swap.withdrawn", self, by=by, at=at)


def _check(slot: Slot, taker: Volunteer, back: Slot | None, giver: Volunteer, at: datetime) -> None:
    """Both may take what they would have then, without what they would give away."""
    for one, person, given in ((slot, taker, back), (back, giver, slot)):
        if one is None:
            continue
        shift = type(one.shift)._base_manager.get(pk=one.shift_id, community_id=one.community_id)
        if not shift.open or shift.starts_at <= at or one.begun:
            raise Refused("volunteers.shift_begun")
        known.refuse_obstacles(person, shift, at, without=[given.pk] if given else [])
