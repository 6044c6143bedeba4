"""What was done for people who return: each step with who and when."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord


class Step(TenantRecord):
    """One step of a thread (接待步骤). That a paper or a code was seen is kept, never what it said about anybody."""

    class What(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        REACHED = "reached", _("reached")
        MISSED = "missed", _("called, nobody answered")
        DECLARED = "declared", _("wrote it themselves")
        GUARDIAN = "guardian", _("a guardian is named and agrees")
        DECLARATION = "declaration", _("health declaration seen")
        CERTIFICATE = "certificate", _("certificate seen")
        CODE = "code", _("health code seen")
        TEST = "test", _("test report seen")
        PLANNED = "planned", _("meeting agreed")
        ASSIGNED = "assigned", _("given to")
        CAME = "came", _("came through a gate")
        MET = "met", _("met")
        HOME = "home", _("brought home")
        TOLD = "told", _("household told")
        OBSERVING = "observing", _("observation proposed")
        BOUND = "bound", _("observation began")
        EXTENDED = "extended", _("a longer observation proposed")
        ENDED = "ended", _("observation ended")
        FEVER = "fever", _("a fever was reported and handed over")
        RELEASED = "released", _("the thread is closed: welcome home")
        NOT_COMING = "not_coming", _("not coming")
        HANDED_ON = "handed_on", _("handed to another community, with consent")
        JOINED = "joined", _("joined with another announcement")
        ADDED = "added", _("comes along as well")
        LEFT = "left", _("taken off the thread")

    SEEN = (What.DECLARATION, What.CERTIFICATE, What.CODE, What.TEST)

    arrival = models.ForeignKey("arrivals.Arrival", on_delete=models.CASCADE, related_name="steps")
    traveller = models.ForeignKey("arrivals.Traveller", on_delete=models.CASCADE, related_name="+", null=True)
    what = models.CharField(max_length=12, choices=What.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    note = EncryptedText(help_text="what was agreed; nothing about anybody's health")

    class Meta:
        ordering = ["at", "created_at"]
        indexes = [models.Index(fields=["community", "arrival", "at"], name="step_arrival")]

    @classmethod
    def write(
        cls, arrival: Any, what: str, *, by: Any, at: datetime, traveller: Any = None, to: Any = None, note: str = ""
    ) -> Self:
        """``by`` may be a user, a resident, a device or None: only of users the name is shown."""
        made = cls(
            community_id=arrival.community_id,
            arrival=arrival,
            traveller=traveller,
            what=what,
            by=by if isinstance(by, User) else None,
            to=to,
            at=at,
            note=note.strip()[:200] if what not in cls.SEEN else "",
        )
        made.save()
        return made
