"""Reviews: somebody asks whether a decision about them was right, and another person answers by a deadline."""

from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.accounts.models.phones import tell
from linli.core.fields import EncryptedText
from linli.core.outbox import put
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.journal.verbs import actor_of, record, verb
from linli.registry.models import Resident
from linli.reviews.corrections import WORDS
from linli.reviews.decisions import Decision, decision_of, sources
from linli.reviews.ground import Ground
from linli.reviews.owners import may_do, owner_at
from linli.reviews.rules import DISTRICT, OFFICE, SECRETARY, first_level, next_level

HOURS, LONGEST = 24, 168  # the setting "review_hours" of a community, and its most
TIMES = 3  # one decision is reviewed so often, each time by somebody else


class Review(TenantRecord):
    """A review (复核) of one decision about one resident. Its words are encrypted, the decision is only named."""

    class Status(models.TextChoices):
        ASKED = "asked", _("waits for an answer")
        ANSWERED = "answered", _("answered")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("it stays")
        CORRECTED = "corrected", _("corrected")

    class Way(models.TextChoices):
        SELF = "self", _("on the own phone")
        PROXY = "proxy", _("by somebody who acts for them")
        DESK = "desk", _("at the desk")
        PHONE = "phone", _("by telephone")
        PAPER = "paper", _("on paper")

    MOVES = {"answer": ("asked", "answered"), "withdraw": ("asked", "withdrawn")}

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=16)
    key = models.UUIDField()
    code = models.CharField(max_length=80, blank=True, help_text="what the decision said, as a code")
    version = models.CharField(max_length=120, blank=True, help_text="the rules it was made by: pack/phase@n")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    deciders = models.JSONField(default=list, help_text="ids of users who may not answer")
    way = models.CharField(max_length=8, choices=Way.choices)
    asked_by = models.CharField(max_length=80, help_text="resident:… or user:…")
    asked_at = models.DateTimeField()
    said = EncryptedText()
    due_at = models.DateTimeField()
    level = models.PositiveSmallIntegerField(default=OFFICE, help_text="0 the office, 1 the secretary, 2 the district")
    next_at = models.DateTimeField(null=True, help_text="when it goes a level up")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    words = EncryptedText()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    consequence = models.JSONField(default=dict, help_text="codes and numbers of what was put right")
    rule_wrong = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "source", "key"], condition=Q(status="asked"), name="review_open_once"
            )
        ]
        indexes = [
            models.Index(fields=["community", "status", "due_at"], name="review_due"),
            models.Index(fields=["community", "resident", "asked_at"], name="review_resident"),
        ]

    @classmethod
    @verb
    def ask(cls, resident: Resident, decision: Decision, *, said: str, by: Any, way: str, at: datetime) -> Self:
        """Ask once while it is open; again after an answer only with new words, and at most three times.

        Refused: reviews.not_reviewable, already_asked, new_grounds, asked_often, way_unknown.
        """
        if not decision.reviewable:
            raise Refused("reviews.not_reviewable")
        if way not in cls.Way.values:
            raise Refused("reviews.way_unknown")
        said = said.strip()[:1000]
        before = list(cls.objects.filter(source=decision.source, key=decision.key).exclude(status="withdrawn"))
        cls._grounds(before, said)
        hours = max(1, min(int(resident.community.settings.get("review_hours", HOURS)), LONGEST))
        due = at + timedelta(hours=hours)
        barred = decision.deciders | {one.answered_by_id for one in before}
        owner, level = owner_at(first_level(decision.source), resident, barred, at)
        made = cls(
            community_id=resident.community_id,
            resident=resident,
            source=decision.source,
            key=decision.key,
            code=decision.code,
            version=decision.version,
            deciders=sorted(map(str, barred)),
            way=way,
            asked_by=actor_of(by),
            asked_at=at,
            said=said,
            due_at=due,
            next_at=due,
            level=level,
            owner=owner,
        )
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError as twice:  # two phones of one household at the same moment
            raise Refused("reviews.already_asked") from twice
        record(
            "review.asked", made, by=by, at=at, resident=str(resident.pk), about=f"{made.source}:{made.key}", way=way
        )
        FollowUp.open(
            made.community_id, FollowUp.Kind.REVIEW, f"review:{made.pk}", owner=owner, due_at=due, by=by, at=at,
            resident=str(resident.pk),
        )  # fmt: skip
        made._tell_owner("review.asked", at)
        return made

    @staticmethod
    def _grounds(before: list[Any], said: str) -> None:
        if any(one.status == Review.Status.ASKED for one in before):
            raise Refused("reviews.already_asked")
        if before and (not said or said in {one.said for one in before}):
            raise Refused("reviews.new_grounds")
        if len(before) >= TIMES:
            raise Refused("reviews.asked_often", times=TIMES)

    @verb
    def withdraw(self, *, by: Any, at: datetime) -> None:
        """Whoever asked no longer wants an answer."""
        self.move("withdraw", ended_at=at, next_at=None)
        record("review.withdrawn", self, by=by, at=at)
        self._close_matter(by if isinstance(by, User) else self.owner, at)

    @verb
    def answer(
        self, *, outcome: str, words: str, by: User, at: datetime, correction: str = "", rule_wrong: bool = False
    ) -> None:
        """``correction`` is one of ``corrections(at)``, or "words" where nothing is left to put right.

        Refused: reviews.own_decision, words_missing, correction_missing, correction_gone, not_yours_to_lift, not_asked.
        """
        if by.pk in self.barred:
            raise Refused("reviews.own_decision")
        if not words.strip():
            raise Refused("reviews.words_missing")
        corrected = self.Outcome(outcome) == self.Outcome.CORRECTED
        if corrected and not correction:
            raise Refused("reviews.correction_missing")
        # First the row: of two who answer at once the second stops here, before anything is put right twice.
        self.move("answer", outcome=outcome, answered_by=by, ended_at=at, next_at=None, rule_wrong=rule_wrong)
        self.words = words.strip()[:1000]
        self.consequence = self._put_right(correction, by, at) if corrected else {}
        self.save(update_fields=["words", "consequence"])
        done = self.consequence.get("code", "")
        record("review.answered", self, by=by, at=at, resident=str(self.resident_id), outcome=outcome, done=done)
        if rule_wrong:
            self._flag_rule(by, at)
        self._close_matter(by, at)
        self._tell_asker("review.answered", at)

    def _put_right(self, correction: str, by: User, at: datetime) -> dict[str, Any]:
        if correction == WORDS:
            return {"code": WORDS}
        ground = self.ground(at)
        source = sources()[self.source]
        row = source.one(ground, self.key)
        offered = {one.code: one for one in source.corrections(ground, row)} if row is not None else {}
        if row is None or correction not in offered:
            raise Refused("reviews.correction_gone")
        if not may_do(by, offered[correction].needs, self.community_id, at):
            raise Refused("reviews.not_yours_to_lift")
        return source.correct(ground, row, correction, by=by, at=at)

    @verb
    def escalate(self, *, at: datetime) -> bool:
        """Nobody answered in time: the next level hears of it, and the resident too. False if somebody was quicker."""
        level = next_level(self.level)
        owner, level = owner_at(level, self.resident, self.barred, at) if level is not None else (self.owner, DISTRICT)
        next_at = at + (self.due_at - self.asked_at) / 2 if level == SECRETARY else None
        mine = type(self)._base_manager.filter(
            pk=self.pk, community_id=self.community_id, status="asked", level=self.level, next_at=self.next_at
        )
        if mine.update(level=level, owner=owner, next_at=next_at) != 1:
            return False
        self.level, self.next_at = level, next_at
        matter = FollowUp.objects.filter(kind=FollowUp.Kind.REVIEW, subject=f"review:{self.pk}").first()
        if matter and matter.owner_id != owner.pk and matter.status != "done":
            matter.hand_over(to=owner, by=None, at=at)
        self.owner = owner
        record("review.escalated", self, by=None, at=at, level=level, owner=str(owner.pk))
        self._tell_owner("review.late", at)
        self._tell_asker("review.escalated", at)
        return True

    def ground(self, at: datetime) -> Ground:
        return Ground(self.resident, at)

    def decision(self, at: datetime) -> Decision | None:
        """The decision as it is known now; None once it has become a number."""
        return decision_of(self.ground(at), self.source, self.key)

    @property
    def barred(self) -> frozenset[UUID]:
        """Users who can never answer this: they decided, or answered an earlier review of the same decision."""
        return frozenset(UUID(key) for key in self.deciders)

    def _flag_rule(self, by: User, at: datetime) -> None:
        secretary, _level = owner_at(SECRETARY, self.resident, frozenset(), at)
        FollowUp.open(
            self.community_id, FollowUp.Kind.REVIEW, f"rule:{self.pk}", owner=secretary,
            due_at=at + timedelta(hours=HOURS), by=by, at=at, review=str(self.pk), version=self.version, code=self.code,
        )  # fmt: skip

    def _close_matter(self, by: User, at: datetime) -> None:
        matter = FollowUp.objects.filter(kind=FollowUp.Kind.REVIEW, subject=f"review:{self.pk}").first()
        if matter and matter.status != "done":
            matter.close(by=by, at=at)

    def _tell_owner(self, template: str, at: datetime) -> None:
        put(
            self.community_id, f"user:{self.owner_id}", template, key=f"{template}:{self.pk}:{self.level}", at=at,
            review=str(self.pk),
        )  # fmt: skip

    def _tell_asker(self, template: str, at: datetime) -> None:
        tell(self.resident, template, at=at, key=f"{template}:{self.pk}:{self.level}", review=str(self.pk))
        if self.way == self.Way.PROXY:
            for proxy in Resident.objects.filter(pk=self.asked_by.partition(":")[2]):
                tell(proxy, template, at=at, key=f"{template}:{self.pk}:{self.level}", review=str(self.pk))
