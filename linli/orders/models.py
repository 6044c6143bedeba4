"""Restrictions on a person: proposed by one, confirmed by another, and over by themselves."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.clock import now
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.orders import alarm, telling
from linli.orders.policy import OrderRules, order_rules
from linli.orders.rules import Bound
from linli.registry.models import Community, Resident

SECOND = timedelta(seconds=1)


class Evidence(models.TextChoices):
    """What a restriction may rest on."""

    TEST = "test", _("a test result was seen")
    LETTER = "letter", _("a letter from the district")
    HOUSEHOLD = "household", _("contact within the household")
    CONTACT = "contact", _("contact found by tracing")
    TRAVEL = "travel", _("a travel declaration")


class Order(TenantRecord):
    """A restriction on one person (限制措施). It binds from the second person's confirmation until its end at most.

    The journal, which is never purged, says that there was one on somebody; of what kind goes with the row itself.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("waits for a second person")
        IN_FORCE = "in_force", _("in force")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LIFTED = "lifted", _("lifted")
        LAPSED = "lapsed", _("ended by itself")

    class Why(models.TextChoices):
        END = "end", _("its time was over")
        PHASE = "phase", _("the rules no longer list it")
        RULES = "rules", _("the rules lapsed")
        UNANSWERED = "unanswered", _("no second person confirmed it in time")
        CONTINUED = "continued", _("a new one continues it")
        MOVED = "moved", _("the person moved away")
        DIED = "died", _("the person has died")

    MOVES = {
        "confirm": ("proposed", "in_force"),
        "withdraw": ("proposed", "withdrawn"),
        "lift": ("in_force", "lifted"),
        "lapse": (("in_force", "proposed"), "lapsed"),
    }

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=30, help_text="one of the policy's orders.kinds")
    evidence = EncryptedText(help_text="one of Evidence")
    reference = EncryptedText(help_text="where the evidence can be found")
    policy = models.CharField(max_length=140, help_text="the rules it rests on, pack/phase@n")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    starts_at = models.DateTimeField(null=True, help_text="when it was confirmed; nothing binds before")
    ends_at = models.DateTimeField(help_text="the last second on which it binds")
    continues = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="+", null=True)
    over_at = models.DateTimeField(null=True)
    over_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    over_why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    reason = EncryptedText(help_text="why it was lifted")

    class Meta:
        indexes = [
            models.Index(fields=["community", "status", "ends_at"], name="order_status"),
            models.Index(fields=["community", "resident"], name="order_resident"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "resident", "kind"], condition=models.Q(status="in_force"), name="order_once"
            )
        ]

    @classmethod
    @verb
    def propose(
        cls,
        resident: Resident,
        kind: str,
        *,
        evidence: str,
        reference: str,
        ends_at: datetime,
        by: User,
        continues: "Order | None" = None,
        at: datetime | None = None,
    ) -> Self:
        """Put a restriction forward; it binds nobody. ``continues`` names the one in force that it makes longer.

        Refused: orders.moved_away, no_rules, kind_not_listed, evidence_missing, ends_in_the_past, too_long,
        under_already, proposed_already, not_in_force, not_longer.
        """
        at = at or now()
        lock(resident.community_id)
        resident.refresh_from_db(fields=["left_at", "merged_into"])
        if not resident.living:
            raise Refused("orders.moved_away")
        rules = allowing(resident.community_id, kind, at)
        reference = reference.strip()[:200]
        if evidence not in Evidence.values or not reference:
            raise Refused("orders.evidence_missing")
        _check_length(resident.community, rules, kind, ends_at, at)
        _check_others(cls.objects.filter(resident=resident, kind=kind), continues, ends_at)
        made = cls(
            community_id=resident.community_id,
            resident=resident,
            kind=kind,
            evidence=evidence,
            reference=reference,
            policy=rules.version,
            proposed_by=by,
            ends_at=ends_at,
            continues=continues,
            created_at=at,
        )
        made.save()
        record("order.proposed", made, by=by, at=at, resident=str(resident.pk), version=rules.version)
        alarm.sound_if_many(made, rules.alarm_over, by=by, at=at)
        return made

    @verb
    def confirm(self, *, by: User, at: datetime | None = None) -> None:
        """The second person agrees: it binds from this moment on, and the resident is told at once."""
        at = at or now()
        if by.pk == self.proposed_by_id:
            raise Refused("orders.own_proposal")
        lock(self.community_id)
        self.refresh_from_db(fields=["status"])
        if self.status != self.Status.PROPOSED:
            raise Refused("orders.not_proposed")
        self.resident.refresh_from_db(fields=["left_at", "merged_into"])
        if not self.resident.living:
            raise Refused("orders.moved_away")
        rules = allowing(self.community_id, self.kind, at)
        if at >= self.created_at + timedelta(hours=rules.confirm_hours):
            raise Refused("orders.proposal_lapsed")
        if at > self.ends_at:
            raise Refused("orders.ends_in_the_past")
        held = type(self).objects.filter(resident=self.resident, kind=self.kind, status=self.Status.IN_FORCE).first()
        if held is not None and held.pk != self.continues_id:
            raise Refused("orders.under_already")
        if held is not None:
            held.lapse(self.Why.CONTINUED, by=by, at=at)
        self.move("confirm", confirmed_by=by, starts_at=at, policy=rules.version)
        record("order.confirmed", self, by=by, at=at, resident=str(self.resident_id), version=rules.version)
        telling.tell(self, "order.confirmed", at)
        telling.bring_notice(self, at)
        alarm.sound_if_many(self, rules.alarm_over, by=by, at=at)

    @verb
    def withdraw(self, *, by: User | None, at: datetime | None = None) -> None:
        """Take a proposal back."""
        at = at or now()
        self.move("withdraw", over_at=at, over_by=by)
        record("order.withdrawn", self, by=by, at=at, resident=str(self.resident_id))

    @verb
    def lift(self, *, by: User | None, reason: str, at: datetime | None = None) -> None:
        """End it before its time: freeing needs one person. Refused("orders.reason_missing") without a reason."""
        at = at or now()
        if not reason.strip():
            raise Refused("orders.reason_missing")
        self.move("lift", over_at=at, over_by=by)
        self.reason = reason.strip()[:200]
        self.save(update_fields=["reason"])
        record("order.lifted", self, by=by, at=at, resident=str(self.resident_id))
        telling.tell(self, "order.lifted", at)
        telling.spare_the_way(self, at)

    @verb
    def lapse(self, why: str, *, by: User | None = None, at: datetime | None = None) -> None:
        """Note that it is over by itself; ``why`` is one of ``Why``. What never bound is told to nobody."""
        at = at or now()
        bound = self.starts_at is not None
        over = min(at, self.ends_at + SECOND) if why == self.Why.END else at
        self.move("lapse", over_at=over, over_why=why)
        record("order.lapsed", self, by=by, at=at, resident=str(self.resident_id), why=why)
        telling.spare_the_way(self, at)
        if bound and why != self.Why.CONTINUED:
            telling.tell(self, "order.lapsed", at)

    @property
    def bound(self) -> Bound:
        """What the rules see of it."""
        return Bound(self.kind, _epoch(self.starts_at), int(self.ends_at.timestamp()), _epoch(self.over_at))


def lock(community: Any) -> None:
    """One at a time: what somebody may be put under, and how many were, is counted against what others just did."""
    Community.objects.select_for_update(no_key=True).get(pk=community)


def allowing(community: Any, kind: str, at: datetime) -> OrderRules:
    rules = order_rules(community, at)
    if rules is None:
        raise Refused("orders.no_rules")
    if kind not in rules.kinds:
        raise Refused("orders.kind_not_listed")
    return rules


def _check_length(community: Community, rules: OrderRules, kind: str, ends_at: datetime, at: datetime) -> None:
    if ends_at <= at:
        raise Refused("orders.ends_in_the_past")
    if (community.today(ends_at) - community.today(at)).days > rules.days(kind):
        raise Refused("orders.too_long", days=rules.days(kind))


def _check_others(same: Any, continues: Order | None, ends_at: datetime) -> None:
    """``same``: all orders of this kind on this person."""
    if same.filter(status=Order.Status.PROPOSED).exists():
        raise Refused("orders.proposed_already")
    held = same.filter(status=Order.Status.IN_FORCE).first()
    if continues is None and held is not None:
        raise Refused("orders.under_already")
    if continues is not None:
        if held is None or held.pk != continues.pk:
            raise Refused("orders.not_in_force")
        if ends_at <= held.ends_at:
            raise Refused("orders.not_longer")


def _epoch(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())
