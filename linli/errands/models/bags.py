"""Insurance cards travel sealed: a numbered bag, from hand to hand, each step with who and when."""

import re
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.errands.models.steps import Step
from linli.journal.verbs import record, verb
from linli.registry.models.places import unique_or


class Bag(TenantRecord):
    """A sealed bag with somebody's insurance card (医保卡密封袋). Its number is kept, a PIN nowhere."""

    class Status(models.TextChoices):
        GIVEN = "given", _("with the runner")
        HELD = "held", _("in safe keeping at the office")
        RETURNED = "returned", _("returned")

    MOVES = {
        "hold": ("given", "held"),
        "take": (("given", "held"), "given"),
        "give_back": (("given", "held"), "returned"),
    }

    errand = models.ForeignKey("errands.Errand", on_delete=models.SET_NULL, related_name="bags", null=True)
    number = models.CharField(max_length=6, help_text="printed on the bag")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.GIVEN)
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", help_text="who has it now")
    given_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    seal_whole = models.BooleanField(null=True, help_text="as the household saw it when it came back")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "number"], condition=~Q(status="returned"), name="bag_number_once"
            )
        ]
        ordering = ["given_at", "id"]

    @classmethod
    @verb
    def give(cls, errand: Any, number: str, *, by: Any, at: datetime) -> Self:
        """The household seals the card before the runner's eyes and hands it over.

        Refused: errands.not_accepted, bag_number_wrong, bag_number_taken.
        """
        plain = number.strip()
        if not re.fullmatch(r"[0-9]{1,6}", plain):
            raise Refused("errands.bag_number_wrong")
        if not errand.under_way:
            raise Refused("errands.not_accepted")
        made = cls(
            community_id=errand.community_id, errand=errand, number=plain, holder_id=errand.runner_id, given_at=at
        )
        with unique_or("errands.bag_number_taken", number=plain):
            made.save()
        Step.write(errand, Step.What.BAG_GIVEN, by=by, at=at, number=plain)
        record("bag.given", made, by=by, at=at)
        return made

    @verb
    def hold(self, *, by: User, at: datetime) -> None:
        """It lies sealed in the office's safe, for instance over night."""
        self.move("hold", holder=by)
        self._note(Step.What.BAG_HELD, "bag.held", by, at)

    @verb
    def take(self, *, by: User, at: datetime) -> None:
        """A runner has it now: out of the safe, or from another runner."""
        self.move("take", holder=by)
        self._note(Step.What.BAG_GIVEN, "bag.taken", by, at)

    @verb
    def give_back(self, *, seal_whole: bool, by: Any, at: datetime) -> None:
        """The household has it again and says whether the seal was whole (opened by the pharmacy: no)."""
        self.move("give_back", returned_at=at, seal_whole=seal_whole)
        self._note(Step.What.BAG_BACK, "bag.returned", by, at)

    def _note(self, what: str, event: str, by: Any, at: datetime) -> None:
        if self.errand is not None:
            Step.write(self.errand, what, by=by, at=at, number=self.number)
        record(event, self, by=by, at=at)

    def __str__(self) -> str:
        return self.number
