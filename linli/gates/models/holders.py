"""For whom a pass of somebody from outside was made out; the pass itself holds ids and rights only."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models

from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.registry import names

DAY_MINUTES = 1440
MOST_PEOPLE = 20
EARLY = timedelta(minutes=30)  # a visitor may be a little early


class Holder(TenantRecord):
    """Who carries the pass of an outsider (持证人): name, who sends them, the hours agreed, how many they are.

    ``opens`` and ``closes`` are minutes of the community's day, across midnight where ``closes`` is the smaller;
    both empty: at any hour. ``starts_at`` is when an announced visit may begin.
    """

    of = models.OneToOneField("gates.Pass", on_delete=models.CASCADE, related_name="holder")
    name = EncryptedText()
    organisation = EncryptedText()
    people = models.PositiveSmallIntegerField(default=1)
    opens = models.PositiveSmallIntegerField(null=True, blank=True)
    closes = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    announced = models.BooleanField(default=False, help_text="by the household itself, not by the office")

    def checked(self) -> "Holder":
        """Itself, fit to be kept. Refused: gates.holder_missing, gates.hours_wrong, gates.too_many_people."""
        if not self.name.strip():
            raise Refused("gates.holder_missing")
        hours = (self.opens, self.closes)
        if (None in hours and hours != (None, None)) or self.opens == self.closes is not None:
            raise Refused("gates.hours_wrong")
        if any(minute is not None and not 0 <= minute <= DAY_MINUTES for minute in hours):
            raise Refused("gates.hours_wrong")
        if not 1 <= self.people <= MOST_PEOPLE:
            raise Refused("gates.too_many_people", most=MOST_PEOPLE)
        return self

    @property
    def masked(self) -> str:
        """As the guard sees it: 刘○○."""
        return names.mask(self.name)

    def anew(self) -> "Holder":
        """The same words for a pass that takes the place of this one."""
        kept = ("name", "organisation", "people", "opens", "closes", "starts_at", "announced")
        return Holder(**{field: getattr(self, field) for field in kept})

    def open_at(self, minute: int) -> bool:
        """Whether ``minute`` of the community's day lies in the hours agreed."""
        if self.opens is None or self.closes is None:
            return True
        if self.opens <= self.closes:
            return self.opens <= minute < self.closes
        return minute >= self.opens or minute < self.closes

    @property
    def visits_at(self) -> datetime | None:
        """The time that was announced; the pass holds a little earlier."""
        return self.starts_at + EARLY if self.starts_at else None


def holder_of(one: Any) -> Holder | None:
    """The holder of a pass; None for a resident's, and when it was purged."""
    return getattr(one, "holder", None)
