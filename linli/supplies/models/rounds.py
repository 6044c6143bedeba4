"""A purchase round from the draft to its account. What is fixed when it opens does not change afterwards."""

import secrets
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.supplies.rules_shares import EQUAL, LOTTERY, NEED, seal

TERMS = (
    "title", "supplier", "supplier_phone", "rule", "substitution", "refund", "closes_at", "arrives_at", "place",
    "pickup_from", "pickup_until", "slot_minutes", "slot_places", "pay_how",
)  # fmt: skip


class Rule(models.TextChoices):
    """What happens when less comes than was ordered (缺货规则); fixed before the round opens."""

    EQUAL = EQUAL, _("equal shares")
    NEED = NEED, _("those in need first, then equal shares")
    LOTTERY = LOTTERY, _("by lot, whole orders")


class Round(TenantRecord):
    """A purchase round, or a donation that is shared like one (团购): its terms, and how far it is."""

    class Kind(models.TextChoices):
        PURCHASE = "purchase", _("purchase")
        DONATION = "donation", _("donation")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open for orders")
        CLOSED = "closed", _("closed to orders")
        ORDERED = "ordered", _("ordered from the supplier")
        ARRIVED = "arrived", _("arrived and shared out")
        HANDING_OUT = "handing_out", _("being handed out")
        ACCOUNTED = "accounted", _("accounted for")
        CANCELLED = "cancelled", _("cancelled")

    class Back(models.TextChoices):
        CASH = "cash", _("in cash, when the parcel is fetched")
        TRANSFER = "transfer", _("by transfer, the way it was paid")

    MOVES = {
        "open": ("draft", "open"),
        "close": ("open", "closed"),
        "send": ("closed", "ordered"),
        "receive": ("draft", "ordered"),
        "arrive": ("ordered", "arrived"),
        "hand_out": ("arrived", "handing_out"),
        "account": ("handing_out", "accounted"),
        "cancel": (("draft", "open", "closed", "ordered"), "cancelled"),
    }

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PURCHASE)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    title = models.CharField(max_length=80)
    organiser = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    supplier = EncryptedText()
    supplier_phone = EncryptedText()
    rule = models.CharField(max_length=8, choices=Rule.choices, default=Rule.EQUAL)
    substitution = models.BooleanField(default=False, help_text="the supplier may send something in its place")
    refund = models.CharField(max_length=8, choices=Back.choices, default=Back.CASH)
    pay_how = models.CharField(max_length=160, blank=True)
    closes_at = models.DateTimeField()
    arrives_at = models.DateTimeField()
    place = models.CharField(max_length=60)
    pickup_from = models.DateTimeField()
    pickup_until = models.DateTimeField()
    slot_minutes = models.PositiveSmallIntegerField(default=15)
    slot_places = models.PositiveSmallIntegerField(default=12)
    seed = models.CharField(max_length=32, help_text="published when the goods have come")
    seed_seal = models.CharField(max_length=64, help_text="SHA-256 of the seed, published when the round opens")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    handing_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="accounted for, or cancelled")
    bill = models.DecimalField(max_digits=10, decimal_places=2, null=True, help_text="what the supplier asked for")
    result = models.JSONField(default=dict, help_text="numbers of the account, kept when the orders are gone")

    class Meta:
        indexes = [models.Index(fields=["community", "status", "closes_at"], name="round_status")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    @verb
    def draft(cls, community: Any, *, by: Any, at: datetime, kind: str = "purchase", **terms: Any) -> Self:
        """Begin one. Refused: supplies.times_unclear."""
        _check_times(terms)
        seed = secrets.token_hex(8)
        made = cls(community=community, kind=kind, organiser=by, seed=seed, seed_seal=seal(seed), created_at=at)
        for name in TERMS:
            if name in terms:
                setattr(made, name, terms[name])
        made.save()
        record("round.drafted", made, by=by, at=at)
        return made

    @verb
    def change(self, *, by: Any, at: datetime, **terms: Any) -> None:
        """Other terms, while nobody has ordered yet. Refused: supplies.not_draft, supplies.times_unclear."""
        self.hold("draft")
        _check_times(terms)
        for name, value in terms.items():
            if name in TERMS:
                setattr(self, name, value)
        self.save(update_fields=[name for name in terms if name in TERMS])
        record("round.changed", self, by=by, at=at)

    @verb
    def open(self, *, by: Any, at: datetime) -> None:
        """From now on people order; goods, prices and rules are fixed. Refused: supplies.no_goods, closes_passed."""
        self.hold("draft")
        if not self.goods.exists():
            raise Refused("supplies.no_goods")
        if self.closes_at <= at:
            raise Refused("supplies.closes_passed")
        self.move("open", opened_at=at)
        record("round.opened", self, by=by, at=at)

    @verb
    def extend(self, closes_at: datetime, *, by: Any, at: datetime) -> None:
        """Another cut-off for an open round. Refused: supplies.not_open, closes_passed, times_unclear."""
        self.hold("open")
        if closes_at <= at:
            raise Refused("supplies.closes_passed")
        _check_times({"closes_at": closes_at, "arrives_at": self.arrives_at})
        self.closes_at = closes_at
        self.save(update_fields=["closes_at"])
        record("round.extended", self, by=by, at=at)

    @verb
    def close(self, *, by: Any, at: datetime) -> None:
        """No more orders: the cut-off has come, or somebody closes earlier. What still waits is not promised."""
        self.hold("open")
        self.move("close", closed_at=at)
        record("round.closed", self, by=by, at=at)

    @verb
    def send(self, *, by: Any, at: datetime) -> None:
        """The order has gone to the supplier. Refused: supplies.nothing_ordered."""
        self.hold("closed")
        if not self.baskets.filter(status="ordered", items__quantity__gt=0).exists():
            raise Refused("supplies.nothing_ordered")
        self.move("send", ordered_at=at)
        record("round.sent", self, by=by, at=at)

    @verb
    def arrive(self, *, by: Any, at: datetime) -> None:
        """All goods are counted: they are shared by the rule, and the seed is published. Refused: not_counted."""
        from linli.supplies.sharing import share_out

        self.hold("ordered")
        short = share_out(self, at)
        self.move("arrive", arrived_at=at)
        record("round.arrived", self, by=by, at=at, short=short)

    @verb
    def hand_out(self, start: datetime, *, by: Any, at: datetime) -> None:
        """Each parcel gets its time from ``start`` on; who cannot come is brought theirs (see ``delivering``)."""
        from linli.supplies.delivering import give_times

        self.hold("arrived")
        self.move("hand_out", handing_at=at, pickup_from=start)
        slots, doors = give_times(self, by=by, at=at)
        record("round.handing_out", self, by=by, at=at, slots=slots, doors=doors)

    @verb
    def account(self, bill: Decimal | None, *, by: Any, at: datetime) -> None:
        """The end: what was ordered, came, was paid and given back, in numbers that stay. Refused: still_there."""
        from linli.supplies.account import account_of

        self.hold("handing_out")
        numbers = account_of(self)
        if numbers["parcels_left"]:
            raise Refused("supplies.still_there", n=numbers["parcels_left"])
        self.move("account", ended_at=at, bill=bill, result=numbers | {"bill": str(bill) if bill is not None else ""})
        record("round.accounted", self, by=by, at=at, parcels=numbers["parcels"])

    @verb
    def cancel(self, *, by: Any, at: datetime) -> None:
        """It does not take place. What was paid is given back: the list of refunds says to whom."""
        self.hold()
        self.move("cancel", ended_at=at)
        record("round.cancelled", self, by=by, at=at)

    def hold(self, status: str = "") -> None:
        """Lock the round until the end of the transaction: whoever orders, closes or counts waits for one another.

        The row is read anew. Refused: supplies.not_… if it is not (any more) in ``status``.
        """
        rows = type(self)._base_manager.select_for_update().filter(pk=self.pk, community_id=self.community_id)
        held = rows.values_list("status", "closes_at").get()
        self.status, self.closes_at = held
        if status and self.status != status:
            raise Refused(self._refusal(status))

    @property
    def over(self) -> bool:
        return self.status in ("accounted", "cancelled")

    @property
    def given(self) -> bool:
        return self.kind == self.Kind.DONATION

    @property
    def stands(self) -> str:
        """How far it is, in words; a donation was never ordered from anybody."""
        got = self.given and self.status == self.Status.ORDERED
        return gettext("received, not yet shared") if got else str(self.get_status_display())


def _check_times(terms: dict[str, Any]) -> None:
    pairs = [("closes_at", "arrives_at"), ("pickup_from", "pickup_until")]
    wrong = any(terms[one] > terms[other] for one, other in pairs if one in terms and other in terms)
    steps = terms.get("slot_minutes", 1) < 1 or terms.get("slot_places", 1) < 1
    if wrong or steps or ("pickup_until" in terms and terms["pickup_until"] == terms.get("pickup_from")):
        raise Refused("supplies.times_unclear")
    if "arrives_at" in terms and terms["arrives_at"] - terms["closes_at"] > timedelta(days=30):
        raise Refused("supplies.times_unclear")
