"""Open matters that somebody must see to, each with an owner."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.clock import now
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.followups.kinds import DOES, SETTLED, Act, Kind, Urgency
from linli.followups.models.remarks import Remark, said
from linli.followups.owners import grid_of, next_owner, owner_for
from linli.journal.verbs import record, verb
from linli.registry.models import Grid

UNDO = timedelta(minutes=15)  # as long a "done" tapped by mistake can be taken back
RINGING = timedelta(hours=4)  # a call that was begun so long ago is not the one whose outcome is told now


class FollowUp(TenantRecord):
    """One matter with an owner (跟进): open, answered (somebody is on it), done."""

    Kind = Kind
    Act = Act
    Urgency = Urgency

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("somebody is on it")
        DONE = "done", _("done")

    MOVES = {
        "answer": ("open", "answered"),
        "close": (("open", "answered"), "done"),
        "withdraw": ("open", "done"),
        "reopen": ("done", "open"),
        "undo": ("done", "open"),
    }

    kind = models.CharField(max_length=16, choices=Kind.choices)
    act = models.CharField(max_length=8, choices=Act.choices, default=Act.SEE)
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.LATER)
    subject = models.CharField(max_length=100, help_text="model:id of what it is about")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    codes = models.JSONField(default=dict, help_text="ids and codes that say what happened, never names")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    grid = models.ForeignKey(Grid, on_delete=models.SET_NULL, null=True, related_name="+", help_text="its lead is next")
    due_at = models.DateTimeField()
    words = EncryptedText(help_text="what was said, as it was said")
    note = EncryptedText(help_text="what came of it")
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "kind", "subject"], name="followup_once")]
        indexes = [
            models.Index(fields=["community", "status", "due_at"], name="followup_due"),
            models.Index(fields=["community", "owner", "status", "urgency", "due_at"], name="followup_mine"),
        ]

    @classmethod
    @verb
    def open(
        cls,
        community: Any,
        kind: str,
        subject: str,
        *,
        due_at: datetime,
        by: Any,
        at: datetime,
        owner: User | None = None,
        act: str | None = None,
        urgency: int | None = None,
        resident: Any = None,
        grid: Any = None,
        words: str = "",
        **codes: Any,
    ) -> Self:
        """Open a matter of ``community`` (its id), once for each kind and subject; an open one is returned as it is.

        ``resident`` (a row or its id) and ``grid`` (a row or its id; the resident's own if left out) say whom it is
        about and whose worker owns it when no ``owner`` is named. The code ``asked_by`` names (by id) who put forward
        what somebody else must sign: it never reaches them. ``act`` and ``urgency``: as is usual for the kind.
        """
        key = getattr(resident, "pk", resident) or None
        place = getattr(grid, "pk", grid) or grid_of(community, key)
        owner = owner or owner_for(community, at, place)
        usual = DOES[Kind(kind)]
        made, fresh = cls._base_manager.get_or_create(
            community_id=community,
            kind=kind,
            subject=subject,
            defaults={
                "owner": owner,
                "act": act or usual.act,
                "urgency": urgency or usual.urgency,
                "grid_id": place,
                "due_at": due_at,
                "words": words,
                "codes": codes | ({"resident": str(key)} if key else {}),
                "created_at": at,
            },
        )
        if fresh:
            record("followup.opened", made, by=by, at=at, kind=kind, about=subject, owner=str(owner.pk))
        return made

    @classmethod
    @verb
    def settle(cls, community: Any, kind: str, subject: str, *, by: Any, at: datetime, note: str = "") -> None:
        """What the matter of ``kind`` and ``subject`` asked for has been done elsewhere; nothing if none is open."""
        rows = cls._base_manager.filter(community_id=community, kind=kind, subject=subject)
        found = rows.exclude(status=cls.Status.DONE).first()
        if found is not None:
            with suppress(Refused):  # somebody closes it at this very moment
                found.close(by=by if isinstance(by, User) else None, note=note, at=at)

    @verb
    def answer(self, *, by: User, at: datetime | None = None) -> None:
        """Say "I am on it": the banner stops, and the one who answers becomes the owner."""
        at = at or now()
        self.move("answer", answered_at=at, owner=by)
        record("followup.answered", self, by=by, at=at)

    @verb
    def hand_over(self, *, to: User, by: User | None, at: datetime | None = None) -> None:
        """Give the matter to ``to``. Refused: asked_themselves (nobody signs their own), handed_over_meanwhile."""
        mine = type(self)._base_manager.filter(pk=self.pk, community_id=self.community_id, owner_id=self.owner_id)
        rows = mine.filter(status=self.status).exclude(status="done")
        if str(to.pk) == self.codes.get("asked_by"):
            raise Refused("followups.asked_themselves")
        if rows.update(owner=to) != 1:
            raise Refused("followups.handed_over_meanwhile")
        self.owner = to
        self._remark(Remark.Way.HANDED_OVER, by, at or now(), receiver=to)
        record("followup.handed_over", self, by=by, at=at, owner=str(to.pk))

    @verb
    def remark(self, text: str, *, by: User, at: datetime) -> None:
        """Note a sentence; the matter stays as it is. Refused: text_missing, not_open."""
        self._refuse_done()
        self._remark(Remark.Way.NOTE, by, at, text=said(text))
        record("followup.noted", self, by=by, at=at)

    @verb
    def ring(self, *, by: User, at: datetime) -> None:
        """The number was tapped; whether somebody answered is told afterwards."""
        self._refuse_done()
        self._remark(Remark.Way.CALL, by, at)
        record("followup.rung", self, by=by, at=at, resident=self.codes.get("resident", ""))

    @verb
    def call(self, outcome: str, *, by: User, at: datetime) -> None:
        """What came of a call: of the one that ``by`` began by tapping the number, else of one made otherwise."""
        if outcome not in Remark.Outcome.values:
            raise Refused("followups.outcome_unknown")
        self._refuse_done()
        begun = self._remarks().filter(way=Remark.Way.CALL, outcome="", by=by, at__gt=at - RINGING).last()
        rows = Remark._base_manager.filter(pk=begun and begun.pk, community_id=self.community_id, outcome="")
        if begun is None or not rows.update(outcome=outcome, at=at):
            self._remark(Remark.Way.CALL, by, at, outcome=outcome)
        record("followup.called", self, by=by, at=at, resident=self.codes.get("resident", ""), outcome=outcome)

    @verb
    def cannot(self, reason: str, *, by: User, at: datetime) -> User:
        """The owner cannot, and says why: it goes to the grid's lead, then the secretary, never back. Returns to whom.

        Refused: text_missing, not_open, handed_over_meanwhile, nobody_else.
        """
        reason = said(reason)
        self._refuse_done()
        if self.owner_id != by.pk:
            raise Refused("followups.handed_over_meanwhile")
        self._remark(Remark.Way.CANNOT, by, at, text=reason)
        record("followup.cannot", self, by=by, at=at)
        to = self.next_owner(at)
        if to is None:
            raise Refused("followups.nobody_else")
        self.hand_over(to=to, by=by, at=at)
        return to

    def next_owner(self, at: datetime) -> User | None:
        """Who takes it when its owner does not: nobody who is away, who said that they cannot, or who asked for it."""
        could_not = self._remarks().filter(way=Remark.Way.CANNOT).values_list("by_id", flat=True)
        without = {self.owner_id, *could_not, self.codes.get("asked_by", self.owner_id)}
        return next_owner(self.community_id, at, self.grid_id, without=without, kind=self.kind)

    @verb
    def undo(self, *, by: User, at: datetime) -> None:
        """A "done" tapped by mistake: within ``UNDO``, by whoever tapped it. Refused: followups.too_late."""
        if self.closed_by_id != by.pk or self.closed_at is None or at - self.closed_at > UNDO or self.settled_elsewhere:
            raise Refused("followups.too_late")
        self.move("undo", closed_at=None, closed_by=None)
        record("followup.reopened", self, by=by, at=at)

    @verb
    def close(self, *, by: User | None, note: str = "", at: datetime | None = None) -> None:
        """Done; ``note`` says in a sentence what came of it (encrypted). ``by`` None: it settled itself."""
        at = at or now()
        self.move("close", closed_at=at, closed_by=by)
        if note:
            self.note = note
            self.save(update_fields=["note"])
        record("followup.closed", self, by=by, at=at)

    @verb
    def withdraw(self, *, at: datetime) -> None:
        """The question has answered itself before anybody was on it: what came in since says why."""
        self.move("withdraw", closed_at=at)
        record("followup.withdrawn", self, by=None, at=at)

    @verb
    def reopen(self, *, at: datetime) -> None:
        """It is a question again: for a matter that nobody closed."""
        self.move("reopen", closed_at=None)
        record("followup.reopened", self, by=None, at=at)

    def _remarks(self) -> Any:
        return Remark._base_manager.filter(community_id=self.community_id, matter_id=self.pk).order_by("at", "pk")

    def _remark(self, way: str, by: User | None, at: datetime, **more: Any) -> None:
        Remark._base_manager.create(community_id=self.community_id, matter=self, way=way, by=by, at=at, **more)

    def _refuse_done(self) -> None:
        mine = type(self)._base_manager.filter(pk=self.pk, community_id=self.community_id)
        if not mine.exclude(status=self.Status.DONE).exists():
            raise Refused("followups.not_open")

    def ask_again(self, *, at: datetime) -> None:
        """A matter that was done is a question once more; an open one is left as it is."""
        if self.status == self.Status.DONE:
            self.reopen(at=at)

    @property
    def settled_elsewhere(self) -> bool:
        """Only the page of its subject ends it; by hand: a rule found wrong in a review, a room nobody could read."""
        if self.kind == Kind.ERRAND:  # money or a card may be on the way
            return self.subject.startswith("errand:")
        return self.kind in SETTLED and not self.subject.startswith(("rule:", "crossing:"))

    @property
    def overdue(self) -> bool:
        return self.status != self.Status.DONE and self.due_at <= now()
