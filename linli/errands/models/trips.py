"""One trip for many patients and several pharmacies."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.errands.rules import Door, natural, route
from linli.journal.verbs import record, verb


class Trip(TenantRecord):
    """Several errands of one runner, done in one walk (代办行程): shops first, then stair by stair."""

    class Status(models.TextChoices):
        OPEN = "open", _("under way")
        OVER = "over", _("over")

    MOVES = {"end": ("open", "over")}

    runner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    status = models.CharField(max_length=4, choices=Status.choices, default=Status.OPEN)
    over_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "runner", "status"], name="trip_runner")]

    @classmethod
    @verb
    def begin(cls, errands: Iterable[Any], *, by: User, at: datetime) -> Self:
        """Put one's own errands together. Refused("errands.trip_empty") unless all are the runner's and under way."""
        chosen = list(errands)
        if not chosen or any(one.runner_id != by.pk or not one.under_way for one in chosen):
            raise Refused("errands.trip_empty")
        made = cls.objects.create(community_id=chosen[0].community_id, runner=by, begun_at=at)
        for one in chosen:
            one.trip = made
            one.save(update_fields=["trip"])
        record("trip.begun", made, by=by, at=at, errands=len(chosen))
        return made

    @verb
    def end(self, *, by: Any, at: datetime) -> None:
        """Everything is delivered, or given back."""
        self.move("end", over_at=at)
        record("trip.ended", self, by=by, at=at)

    @property
    def shops(self) -> list[tuple[str, list[Any]]]:
        """Where to go first: (shop, its errands not bought yet), by name, those without a shop last."""
        found: dict[str, list[Any]] = {}
        for one in self._errands().filter(status__in=("accepted", "collected")):
            found.setdefault(one.shop, []).append(one)
        return [(shop, found[shop]) for shop in sorted(found, key=lambda shop: (not shop, natural(shop)))]

    @property
    def walk(self) -> list[list[Any]]:
        """The errands stair by stair, in the order of the walk."""
        rows = {str(one.pk): one for one in self._errands()}
        doors = [door_of(one) for one in rows.values()]
        return [[rows[door.key] for door in stairs] for stairs in route(doors)]

    def _errands(self) -> Any:
        rows = self.errands.filter(runner_id=self.runner_id).exclude(status="cancelled")
        return rows.select_related("resident", "household__flat__unit__building").order_by("due_at", "pk")


def door_of(errand: Any) -> Door:
    """Where it goes, as the rules see it."""
    flat = errand.household.flat
    return Door(str(errand.pk), flat.unit.building.number, flat.unit.number, flat.number)
