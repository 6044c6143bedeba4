"""Outings: asked for by or for a resident, decided by the rules or a person, and then a permit for one exit."""

import json
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.accounts.models.phones import tell
from linli.core.clock import moment_of, now
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.gates.known import epoch
from linli.gates.models import Permit
from linli.journal.verbs import record, verb
from linli.outings import words
from linli.outings.journeys import journey
from linli.outings.known import around, hold, lock, twin
from linli.outings.policy import KIND, rules_for
from linli.outings.rules import ASK, BY_ITSELF, FREE, Ask, Verdict, judge
from linli.registry.models import Household, Resident


class Outing(TenantRecord):
    """An outing that somebody asks for (外出申请): purpose, place, a window in which to leave, a clock from the exit.

    Who is out or back is never stored here: ``journeys`` reads it from the crossings.
    """

    class Status(models.TextChoices):
        REQUESTED = "requested", _("waiting for an answer")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("not approved")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Way(models.TextChoices):
        PHONE_PAGE = "phone_page", _("on the own phone")
        PROXY = "proxy", _("by somebody who acts for them")
        TELEPHONE = "telephone", _("by telephone")
        DESK = "desk", _("at the desk")
        PAPER = "paper", _("on paper")

    MOVES = {
        "approve": ("requested", "approved"),
        "refuse": ("requested", "refused"),
        "withdraw": (("requested", "approved"), "withdrawn"),
        "reconsider": ("refused", "approved"),
        "recheck": (("requested", "approved"), "refused"),
    }

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="outings")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(help_text="the community's day on which the window begins; it counts there")
    purpose = models.CharField(max_length=24, help_text="a word of the product's list")
    place = EncryptedText()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="until then one may leave")
    minutes = models.PositiveSmallIntegerField(default=0, help_text="clock that starts at the exit; 0: none")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.REQUESTED)
    way = models.CharField(max_length=10, choices=Way.choices)
    asked_by_resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", null=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    policy = models.CharField(max_length=120, blank=True, help_text="the rules that it was last judged by")
    code = models.CharField(max_length=60, blank=True, help_text="what those rules said")
    reason = EncryptedText()
    remedy = EncryptedText()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [
            models.Index(fields=["community", "household", "day"], name="outing_household"),
            models.Index(fields=["community", "status", "ends_at"], name="outing_status"),
        ]

    @classmethod
    @verb
    def request(
        cls, resident: Resident, ask: Ask, *, way: str, by: Any, at: datetime, place: str = "", insist: bool = False
    ) -> Self:
        """Ask for ``ask``; the rules may approve it at once. Refused with the rule's own code, or, with ``insist``,
        kept as refused by the rules, so that a person can look at it.
        """
        lock(resident.household_id)
        start, rules = moment_of(ask.start), rules_for(resident.community_id, at)
        made = cls(
            community_id=resident.community_id,
            resident=resident,
            household_id=resident.household_id,
            day=resident.community.today(start),
            purpose=ask.purpose,
            place=place.strip()[:60],
            starts_at=start,
            ends_at=moment_of(ask.end),
            minutes=ask.minutes,
            way=way,
            asked_by_resident=by if isinstance(by, Resident) else None,
            asked_by=by if isinstance(by, User) else None,
            policy=rules.version,
            created_at=at,
        )
        verdict = judge(rules, ask, around(resident, ask, at))
        made.code = verdict.code
        if verdict.outcome == FREE or not (verdict.possible or (insist and verdict.keepable)):
            raise words.refused(verdict)
        before: Self | None = None if verdict.possible else twin(made)
        if before is not None:
            return before
        made.save()
        record("outing.requested", made, by=by, at=at, way=way, awaits=verdict.outcome == ASK)
        if verdict.outcome == BY_ITSELF:
            made.approve(by=None, at=at)
        elif not verdict.possible:
            made._say_no(verdict, at)
        return made

    @verb
    def approve(self, *, by: User | None, at: datetime | None = None) -> None:
        """By a person, or (``by`` None) by the rules. Refused with the rule's code where the rules in force say no."""
        at = at or now()
        lock(self.household_id)
        verdict = self.verdict(at)
        if not verdict.possible:
            raise words.refused(verdict)
        self.move("approve", decided_by=by, decided_at=at, code=verdict.code, policy=self._version(at))
        self._open_the_gate(by, at)
        record("outing.approved", self, by=by, at=at, code=verdict.code)
        self._tell("outing.approved", at)

    @verb
    def refuse(self, *, by: User, reason: str, remedy: str, at: datetime | None = None) -> None:
        """A person refuses, says why, and what would help. Refused: outings.reason_missing, outings.remedy_missing."""
        at = at or now()
        if not reason.strip():
            raise Refused("outings.reason_missing")
        if not remedy.strip():
            raise Refused("outings.remedy_missing")
        lock(self.household_id)
        self.move("refuse", decided_by=by, decided_at=at, code="outings.by_a_person", policy=self._version(at))
        self._explain(reason.strip()[:200], remedy.strip()[:200])
        record("outing.refused", self, by=by, at=at, code=self.code)
        self._tell("outing.refused", at)

    @verb
    def withdraw(self, *, by: Any, at: datetime | None = None) -> None:
        """Not wanted any more: the permit ends with it. Refused("outings.already_out") once somebody went with it."""
        at = at or now()
        hold(self)
        if journey(self, at).gone:
            raise Refused("outings.already_out")
        self.move("withdraw")
        self._close_the_gate(by, "withdrawn", at)
        record("outing.withdrawn", self, by=by, at=at)

    @verb
    def reconsider(self, *, by: User, at: datetime | None = None) -> None:
        """After a review a refused one is approved after all, whatever the rules said.

        Refused("outings.in_the_past") when its window has ended meanwhile.
        """
        at = at or now()
        lock(self.household_id)
        if self.ends_at <= at:
            raise Refused("outings.in_the_past")
        self.move("reconsider", decided_by=by, decided_at=at, code="outings.after_review", policy=self._version(at))
        self._open_the_gate(by, at)
        record("outing.reconsidered", self, by=by, at=at)
        self._tell("outing.approved", at)

    @verb
    def recheck(self, *, at: datetime) -> Verdict:
        """Other rules came into force: what they no longer allow is refused with words, what needs no asking approved.

        Whoever is out already keeps the clock of the exit and is not asked about.
        """
        hold(self)
        verdict = self.verdict(at)
        if not verdict.possible:
            self.move("recheck")
            self._close_the_gate(None, "rules_changed", at)
            self._say_no(verdict, at)
        elif self.status == "requested" and verdict.outcome in (FREE, BY_ITSELF):
            self.approve(by=None, at=at)
        else:
            self.policy = self._version(at)
            self.save(update_fields=["policy"])
        return verdict

    @property
    def ask(self) -> Ask:
        return Ask(self.purpose, epoch(self.starts_at), epoch(self.ends_at), self.minutes)

    @property
    def usable_from(self) -> datetime:
        """When its permit opens: an approval does not reach back."""
        return self.permit.starts_at if self.permit else self.starts_at

    @property
    def alone(self) -> bool:
        """Decided by the rules alone; the person may ask for somebody to look at it."""
        return self.decided_at is not None and self.decided_by_id is None

    def verdict(self, at: datetime) -> Verdict:
        """What the rules in force at ``at`` say of it, asked for as it was."""
        rules = rules_for(self.community_id, at)
        return judge(rules, self.ask, around(self.resident, self.ask, at, but=self.pk), deciding=True)

    def _version(self, at: datetime) -> str:
        return rules_for(self.community_id, at).version

    def _open_the_gate(self, by: Any, at: datetime) -> None:
        starts, minutes = max(self.starts_at, at), self.minutes
        self.permit = Permit.grant(
            self.resident, kind=KIND, starts_at=starts, ends_at=self.ends_at, once=True, minutes=minutes, by=by, at=at
        )
        self.save(update_fields=["permit"])

    def _close_the_gate(self, by: Any, why: str, at: datetime) -> None:
        if self.permit is not None and not hasattr(self.permit, "revocation"):
            self.permit.revoke(by=by, reason=why, at=at)

    @property
    def explained(self) -> tuple[str, str]:
        """Why it was not approved, and what would help."""
        return words.explained(self.code, self.reason) if self.alone else (self.reason, self.remedy)

    def _explain(self, reason: str, remedy: str) -> None:
        self.reason, self.remedy = reason, remedy
        self.save(update_fields=["reason", "remedy"])

    def _say_no(self, verdict: Verdict, at: datetime) -> None:
        """The rules refuse it, without a person; why is kept as numbers, to be said in each reader's language."""
        self.status, self.decided_at, self.decided_by = "refused", at, None
        self.code, self.policy = verdict.code, self._version(at)
        self.save(update_fields=["status", "decided_at", "decided_by", "code", "policy"])
        self._explain(json.dumps(verdict.known), "")
        record("outing.refused", self, by=None, at=at, code=verdict.code)
        self._tell("outing.refused", at)

    def _tell(self, template: str, at: datetime) -> None:
        """The resident, and whoever asked for them."""
        for person in {self.resident, self.asked_by_resident or self.resident}:
            tell(person, template, at=at, key=f"{template}:{self.pk}", outing=str(self.pk))
