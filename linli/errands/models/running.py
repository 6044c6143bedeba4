"""On the way: money and card collected, bought, brought, handed over, confirmed."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

from linli.accounts.models import User
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.errands import at_gate, matters, receipts, telling
from linli.errands.choices import FREE, OVER, UNDER_WAY, Kind, Source, Status, Substitute
from linli.errands.models.cash import Cash, held
from linli.errands.models.steps import Step
from linli.errands.models.trips import Trip
from linli.errands.rules import fits
from linli.gates.models import Pass, Permit
from linli.journal.verbs import record, verb
from linli.registry.models import Grid, Household, Resident, Unit

W = Step.What
ZERO = Decimal(0)
BEFORE_BUYING = ("accepted", "collected")


class Running(TenantRecord):
    """The columns of an errand, and the verbs of whoever runs."""

    Status = Status
    Kind = Kind
    Source = Source

    MOVES = {
        "offer": (FREE, "offered"),
        "accept": ((*FREE, "offered"), "accepted"),
        "cannot": (("accepted", "offered", "collected", "bought", "on_the_way"), "back_in_pool"),
        "collect": ("accepted", "collected"),
        "buy": (BEFORE_BUYING, "bought"),
        "set_out": ((*BEFORE_BUYING, "bought"), "on_the_way"),
        "deliver": (UNDER_WAY, "delivered"),
        "confirm": ("delivered", "confirmed"),
        "cancel": ((*FREE, "offered", *BEFORE_BUYING), "cancelled"),
    }

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="+", null=True, help_text="for whom, if it is for one"
    )
    grid = models.ForeignKey(Grid, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ASKED)
    what = EncryptedText()
    text = EncryptedText(help_text="as it was said")
    shop = EncryptedText(help_text="where it is to be had: a pharmacy, a hospital, a shop")
    sealed = models.BooleanField(default=False, help_text="seen by asker, runner and coordinator only")
    heavy = models.BooleanField(default=False)
    substitute = models.CharField(max_length=8, choices=Substitute.choices, default=Substitute.ASK)
    money = models.DecimalField(max_digits=8, decimal_places=2, null=True, help_text="yuan that the household gives")
    cost = models.DecimalField(max_digits=8, decimal_places=2, null=True, help_text="yuan on the receipt")
    receipt = models.BooleanField(default=False, help_text="an encrypted picture is kept beside the database")
    due_at = models.DateTimeField()
    source = models.CharField(max_length=10, choices=Source.choices)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    asked_by_resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", null=True)
    runner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    offered_to = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    trip = models.ForeignKey(Trip, on_delete=models.SET_NULL, related_name="errands", null=True)
    permit = models.ForeignKey(Permit, on_delete=models.SET_NULL, related_name="+", null=True)
    ticket = models.ForeignKey(
        Pass, on_delete=models.SET_NULL, related_name="+", null=True, help_text="of a runner from outside"
    )
    over_at = models.DateTimeField(null=True)

    if TYPE_CHECKING:  # what Bag and Cash add
        bags: Any
        cash: Any

    class Meta:
        abstract = True

    @verb
    def collect(self, *, by: User, at: datetime, money: Decimal = ZERO, bag: str = "") -> None:
        """At the door: what money and which sealed bag the household hands over. Refused: errands.not_yours,
        money_wrong, bag_number_wrong, bag_number_taken.
        """
        from linli.errands.models.bags import Bag

        self._mine(by)
        self.move("collect")
        Step.write(self, W.COLLECTED, by=by, at=at)
        self._take_money(money, by, at)
        if bag.strip():
            Bag.give(self, bag, by=by, at=at)
        record("errand.collected", self, by=by, at=at)

    @verb
    def buy(self, *, by: User, at: datetime, cost: Decimal, photo: bytes = b"", note: str = "") -> None:
        """Bought: what it cost, with the receipt as a picture, or a note why there is none.

        Refused: errands.not_yours, money_wrong, receipt_missing, not_a_picture.
        """
        self._mine(by)
        if cost and not photo and not note.strip():
            raise Refused("errands.receipt_missing")
        if not fits(cost):
            raise Refused("errands.money_wrong")
        if photo:
            receipts.keep(self, photo)
        self.move("buy", cost=cost, receipt=bool(photo))
        Cash.put(self, self._runner, Cash.What.SPENT, cost, by=by, at=at)
        Step.write(self, W.BOUGHT, by=by, at=at, amount=cost, note=note)
        record("errand.bought", self, by=by, at=at, receipt=bool(photo))
        telling.told(self, "bought", at)

    @verb
    def set_out(self, *, by: User, at: datetime) -> None:
        """On the way to the door."""
        self._mine(by)
        self.move("set_out")
        Step.write(self, W.SET_OUT, by=by, at=at)
        record("errand.set_out", self, by=by, at=at)
        telling.told(self, "on_the_way", at)

    @verb
    def deliver(self, *, by: User, at: datetime, change: Decimal = ZERO, paid: Decimal = ZERO, note: str = "") -> None:
        """Handed over: ``change`` given back, or ``paid`` by the household at the door. The permit ends with it.

        Refused: errands.not_yours, bag_still_out, change_differs (without a note), money_wrong.
        """
        self._mine(by)
        if self.bags.filter(holder=by, status="given").exists():
            raise Refused("errands.bag_still_out")
        self.move("deliver", over_at=at)
        self._take_money(paid, by, at)
        due = max(self.purse, ZERO)
        if change != due and not note.strip():
            raise Refused("errands.change_differs", amount=due)
        Step.write(self, W.DELIVERED, by=by, at=at, note=note)
        self._give_change(change, by, at)
        at_gate.stop(self, by, at)
        record("errand.delivered", self, by=by, at=at)
        matters.settle(self, by=by, at=at)
        if self.purse:
            matters.ask_for_what_stayed(self, by, by=by, at=at)
        telling.told(self, "delivered", at)

    @verb
    def confirm(self, *, by: Any, at: datetime, note: str = "", rung: bool = False) -> None:
        """The household has it, and the money is right: said by them, or to whoever rang."""
        self._locked()
        self.move("confirm", over_at=at)
        if rung:
            Step.write(self, W.RUNG, by=by, at=at, note=note)
        Step.write(self, W.CONFIRMED, by=by, at=at, note="" if rung else note)
        record("errand.confirmed", self, by=by, at=at)
        matters.settle_call(self, by=by, at=at)

    @verb
    def dispute(self, reason: str, *, by: Any, at: datetime) -> None:
        """Not there, or not right: the coordinator rings. Refused: errands.reason_missing, not_delivered."""
        self._locked()
        if not reason.strip():
            raise Refused("errands.reason_missing")
        if self.status not in ("delivered", "confirmed"):
            raise Refused("errands.not_delivered")
        Step.write(self, W.DISPUTED, by=by, at=at, note=reason)
        record("errand.disputed", self, by=by, at=at)
        matters.ask_what_is_wrong(self, by=by, at=at)

    @verb
    def even(self, runner: User, what: str, amount: Decimal, *, by: User, at: datetime, note: str = "") -> None:
        """The office takes money in from ``runner``, or makes good what they lack. Refused: not_yours, money_wrong."""
        self._locked()
        if by.pk == runner.pk or what not in (Cash.What.HANDED_IN, Cash.What.MADE_GOOD):
            raise Refused("errands.not_yours")
        if Cash.put(self, runner, what, amount, by=by, at=at) is None:
            raise Refused("errands.money_wrong")
        Step.write(self, W.EVENED, by=by, at=at, to=runner, amount=amount, note=note)
        record("errand.evened", self, by=by, at=at, runner=str(runner.pk), what=what)

    @property
    def under_way(self) -> bool:
        return self.status in UNDER_WAY

    @property
    def free(self) -> bool:
        return self.status in FREE

    @property
    def over(self) -> bool:
        return self.status in OVER

    @property
    def purse(self) -> Decimal:
        """What its runner holds of it; below zero: what the household owes."""
        return held(self.cash.filter(runner=self.runner_id))

    @property
    def asker(self) -> Any:
        """The resident who asked, else for whom it is; None where only a room is known."""
        return self.asked_by_resident or self.resident

    @property
    def subject(self) -> str:
        return f"errand:{self.pk}"

    @property
    def _runner(self) -> User:
        assert self.runner is not None  # _mine has looked
        return self.runner

    def _take_money(self, amount: Decimal, by: User, at: datetime) -> None:
        if Cash.put(self, self._runner, Cash.What.GIVEN, amount, by=by, at=at) is not None:
            Step.write(self, W.GIVEN, by=by, at=at, amount=amount)

    def _give_change(self, amount: Decimal, by: User, at: datetime) -> None:
        if Cash.put(self, self._runner, Cash.What.CHANGE, amount, by=by, at=at) is not None:
            Step.write(self, W.CHANGE, by=by, at=at, amount=amount)

    def _mine(self, by: User) -> None:
        """Its row is locked, and ``by`` runs it. Refused("errands.not_yours")."""
        self._locked()
        if self.runner_id != by.pk:
            raise Refused("errands.not_yours")

    def _locked(self, stairs: bool = False) -> None:
        """Fresh under a lock; with ``stairs`` theirs first, so that of two who go up only one is let."""
        if stairs:
            Unit._base_manager.select_for_update(no_key=True).get(
                flats__households=self.household_id, community_id=self.community_id
            )
        rows = type(self)._base_manager.select_for_update(no_key=True)
        row = rows.get(pk=self.pk, community_id=self.community_id)
        for name in ("status", "runner_id", "offered_to_id", "trip_id", "permit_id", "ticket_id"):
            setattr(self, name, getattr(row, name))
