"""What happened to an errand: every step with who and when, for the one thread that all of them see."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.registry.models import Resident


class Step(TenantRecord):
    """One step of an errand (代办经过). Written by the errand's own verbs, in their transaction."""

    class What(models.TextChoices):
        ASKED = "asked", _("asked for")
        OFFERED = "offered", _("asked to do it:")
        ACCEPTED = "accepted", _("does it")
        CANNOT = "cannot", _("cannot")
        COLLECTED = "collected", _("was at the door for money or card")
        GIVEN = "given", _("money given")
        BAG_GIVEN = "bag_given", _("card given, sealed in bag")
        BAG_HELD = "bag_held", _("bag in safe keeping")
        BAG_BACK = "bag_back", _("bag returned")
        LEFT_GATE = "left_gate", _("went out through the gate")
        CAME_BACK = "came_back", _("came back through the gate")
        BOUGHT = "bought", _("bought")
        SET_OUT = "set_out", _("on the way to the door")
        DELIVERED = "delivered", _("handed over at the door")
        CHANGE = "change", _("change given back")
        RUNG = "rung", _("rung and told")
        NOT_HEARD = "not_heard", _("rung, nobody answered")
        CONFIRMED = "confirmed", _("confirmed")
        DISPUTED = "disputed", _("something is wrong")
        CANCELLED = "cancelled", _("cancelled")
        EVENED = "evened", _("money made even")

    errand = models.ForeignKey("errands.Errand", on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=10, choices=What.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    by_resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", null=True)
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, help_text="yuan")
    number = models.CharField(max_length=6, blank=True, help_text="of a bag")
    note = EncryptedText(help_text="a reason, or what was said")

    class Meta:
        ordering = ["at", "created_at", "id"]
        indexes = [models.Index(fields=["community", "errand", "at"], name="errand_step")]

    @classmethod
    def write(cls, errand: Any, what: str, *, by: Any, at: datetime, note: str = "", **more: Any) -> Self:
        """``by``: a user, a resident, or None for Linli and the gate."""
        made = cls(
            community_id=errand.community_id,
            errand=errand,
            what=what,
            by=by if isinstance(by, User) else None,
            by_resident=by if isinstance(by, Resident) else None,
            at=at,
            note=note.strip()[:300],
            **more,
        )
        made.save()
        return made
