"""Open matters that somebody must see to, each with an owner."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.clock import now
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb


class FollowUp(TenantRecord):
    """One matter with an owner (跟进): open, answered (somebody is on it), done."""

    class Kind(models.TextChoices):
        EMERGENCY = "emergency", _("Emergency at a gate")
        FEVER = "fever", _("Fever at a gate")
        DISAGREEMENT = "disagreement", _("Gate and server decided differently")
        ALTERED = "altered", _("A gate sent a record again with other content")
        TWO_GATES = "two_gates", _("One pass at two gates within minutes")
        OVERDUE = "overdue", _("Not back in time")
        REFERRED = "referred", _("The gate asks for a decision")
        SHELF = "shelf", _("Something waits too long at the gate")
        REVIEW = "review", _("A decision to be reviewed")
        ORDER = "order", _("A restriction to be looked at")
        MANY_ORDERS = "many_orders", _("Many restrictions at once")
        PAPER = "paper", _("A paper record that contradicts another")

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("somebody is on it")
        DONE = "done", _("done")

    MOVES = {
        "answer": ("open", "answered"),
        "close": (("open", "answered"), "done"),
        "withdraw": ("open", "done"),
        "reopen": ("done", "open"),
    }

    kind = models.CharField(max_length=16, choices=Kind.choices)
    subject = models.CharField(max_length=100, help_text="model:id of what it is about")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    codes = models.JSONField(default=dict, help_text="ids and codes that say what happened, never names")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    note = EncryptedText()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "kind", "subject"], name="followup_once")]
        indexes = [models.Index(fields=["community", "status", "due_at"], name="followup_due")]

    @classmethod
    @verb
    def open(
        cls,
        community: Any,
        kind: str,
        subject: str,
        *,
        owner: User,
        due_at: datetime,
        by: Any,
        at: datetime,
        **codes: Any,
    ) -> Self:
        """Open a matter of ``community`` (its id), once for each kind and subject; an open one is returned as it is."""
        made, fresh = cls._base_manager.get_or_create(
            community_id=community,
            kind=kind,
            subject=subject,
            defaults={"owner": owner, "due_at": due_at, "codes": codes, "created_at": at},
        )
        if fresh:
            record("followup.opened", made, by=by, at=at, kind=kind, about=subject, owner=str(owner.pk))
        return made

    @verb
    def answer(self, *, by: User, at: datetime | None = None) -> None:
        """Say "I am on it": the banner stops, and the one who answers becomes the owner."""
        at = at or now()
        self.move("answer", answered_at=at, owner=by)
        record("followup.answered", self, by=by, at=at)

    @verb
    def hand_over(self, *, to: User, by: User | None, at: datetime | None = None) -> None:
        """Give the matter to ``to``. Refused if it is done or was handed over meanwhile."""
        rows = (
            type(self)
            ._base_manager.filter(
                pk=self.pk, community_id=self.community_id, owner_id=self.owner_id, status=self.status
            )
            .exclude(status="done")
        )
        if rows.update(owner=to) != 1:
            raise Refused("followups.handed_over_meanwhile")
        self.owner = to
        record("followup.handed_over", self, by=by, at=at, owner=str(to.pk))

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

    @property
    def overdue(self) -> bool:
        return self.status != self.Status.DONE and self.due_at <= now()
