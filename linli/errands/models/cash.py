"""Money on its way: every amount a row, and a runner's purse counted day by day."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.errands.rules import fits, purse
from linli.journal.verbs import record, verb
from linli.registry.models.places import unique_or


class Cash(TenantRecord):
    """One amount in or out of a runner's purse (代办钱款). Never changed: a mistake is put right by another row."""

    class What(models.TextChoices):
        GIVEN = "given", _("given by the household")
        SPENT = "spent", _("spent")
        CHANGE = "change", _("change given back")
        HANDED_IN = "handed_in", _("handed in at the office")
        MADE_GOOD = "made_good", _("made good by the office")

    errand = models.ForeignKey("errands.Errand", on_delete=models.SET_NULL, related_name="cash", null=True)
    runner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    amount = models.DecimalField(max_digits=8, decimal_places=2, help_text="yuan, never below zero")
    day = models.DateField(help_text="the community's day")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["at", "created_at", "id"]
        indexes = [models.Index(fields=["community", "runner", "day"], name="cash_runner")]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="cash_not_below_zero")]

    @classmethod
    def put(cls, errand: Any, runner: User, what: str, amount: Decimal, *, by: Any, at: datetime) -> Self | None:
        """Nothing for nothing. Refused("errands.money_wrong") for what is no amount."""
        if not fits(amount):
            raise Refused("errands.money_wrong")
        if not amount:
            return None
        return cls.objects.create(
            community_id=errand.community_id,
            errand=errand,
            runner=runner,
            what=what,
            amount=amount,
            day=errand.community.today(at),
            at=at,
            by=by if isinstance(by, User) else None,
        )


def held(rows: Any) -> Decimal:
    """What is in the purse after ``rows`` (a query)."""
    return purse(rows.order_by().values_list("what", "amount"))


class Count(TenantRecord):
    """A runner's purse as it was counted at the end of a day (现金盘点), beside what it should hold."""

    runner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    expected = models.DecimalField(max_digits=8, decimal_places=2)
    counted = models.DecimalField(max_digits=8, decimal_places=2)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = EncryptedText(help_text="why it differs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "runner", "day"], name="count_once")]

    @classmethod
    @verb
    def enter(
        cls, community: Any, runner: User, day: date, counted: Decimal, *, by: User, at: datetime, note: str = ""
    ) -> Self:
        """Somebody else than the runner counts. Refused: errands.not_yours, money_wrong, counted_already."""
        if by.pk == runner.pk:
            raise Refused("errands.not_yours")
        if not fits(counted):
            raise Refused("errands.money_wrong")
        expected = held(Cash.objects.filter(runner=runner, day__lte=day))
        made = cls(
            community=community, runner=runner, day=day, expected=expected, counted=counted, by=by, at=at, note=note
        )
        with unique_or("errands.counted_already"):
            made.save()
        record("purse.counted", made, by=by, at=at, runner=str(runner.pk), even=expected == counted)
        return made

    @property
    def difference(self) -> Decimal:
        return self.counted - self.expected
