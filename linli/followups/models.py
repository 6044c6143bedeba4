"""Open matters that somebody must see to, each with an owner."""

from contextlib import suppress
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.clock import now
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.followups.kinds import DOES, SETTLED, Act, Kind, Urgency
from linli.followups.owners import grid_of, owner_for
from linli.journal.verbs import record, verb
from linli.registry.models import Grid


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
        about and whose worker owns it when no ``owner`` is named. ``act`` and ``urgency``: as is usual for the kind.
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

    def ask_again(self, *, at: datetime) -> None:
        """A matter that was done is a question once more; an open one is left as it is."""
        if self.status == self.Status.DONE:
            self.reopen(at=at)

    @property
    def settled_elsewhere(self) -> bool:
        """Only the page of its subject ends it; a rule found wrong in a review is seen to by hand."""
        return self.kind in SETTLED and not self.subject.startswith("rule:")

    @property
    def overdue(self) -> bool:
        return self.status != self.Status.DONE and self.due_at <= now()
