"""What was done about a matter on the way: rung, noted, could not, handed over; each with who and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused


class Remark(TenantRecord):
    """One step with a matter (经过). Written by the matter's own verbs, in their transaction."""

    class Way(models.TextChoices):
        NOTE = "note", _("noted")
        CALL = "call", _("rung")
        CANNOT = "cannot", _("could not")
        HANDED_OVER = "handed_over", _("handed over")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("reached")
        NOT_REACHED = "not_reached", _("not reached")

    matter = models.ForeignKey("followups.FollowUp", on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, help_text="none: Linli itself")
    at = models.DateTimeField()
    way = models.CharField(max_length=12, choices=Way.choices)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True, help_text="of a call, once said")
    receiver = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, help_text="of a handing over"
    )
    text = EncryptedText()

    class Meta:
        indexes = [models.Index(fields=["community", "matter", "at"], name="remark_matter")]
        ordering = ["at", "id"]


def said(text: str) -> str:
    """``text`` without outer spaces, at most 500 characters. Refused: followups.text_missing."""
    plain = text.strip()[:500]
    if not plain:
        raise Refused("followups.text_missing")
    return plain
