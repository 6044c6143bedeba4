"""The register on paper: its sheets, the rows typed in, and what contradicts other records."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.gates.inforce import rules_at
from linli.gates.models import Annulment, Crossing, Gate
from linli.gates.uploads import EARLIEST
from linli.journal.verbs import record, verb
from linli.registry.models import Community

ROWS = 22  # on an A4 page, high enough for a hand in gloves
MOST_SHEETS = 60


class Sheet(TenantRecord):
    """A page of a gate's paper register (登记页), known by its printed number; open until its rows are entered."""

    class Status(models.TextChoices):
        OPEN = "open", _("being typed in")
        CLOSED = "closed", _("entered")

    MOVES = {"close": ("open", "closed")}

    number = models.PositiveIntegerField(help_text="printed on it; counts up through the community")
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    day = models.DateField(null=True, blank=True, help_text="empty: a blank kept in stock, the day is written by hand")
    rows = models.PositiveSmallIntegerField(default=ROWS)
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.OPEN)
    policy = models.CharField(max_length=120, blank=True, help_text="in force when it was printed")
    printing = models.UUIDField(help_text="printed together")
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="sheet_number")]

    def __str__(self) -> str:
        return f"{self.number:04d}"

    @classmethod
    @verb
    def prepare(
        cls, community: Community, count: int, *, gate: Gate | None, day: date | None, by: Any, at: datetime
    ) -> list[Self]:
        """``count`` new sheets to be printed together. Refused: paper.too_many_sheets."""
        if not 1 <= count <= MOST_SHEETS:
            raise Refused("paper.too_many_sheets", most=MOST_SHEETS)
        # of two who print at once the second waits for this row, and then counts on
        Community._base_manager.select_for_update(no_key=True).get(pk=community.pk)
        last = cls.objects.aggregate(last=Max("number"))["last"] or 0
        printing, policy = uuid.uuid4(), rules_at(community, at).version
        made = [
            cls(
                community=community,
                number=last + number,
                gate=gate,
                day=day,
                policy=policy,
                printing=printing,
                printed_at=at,
                printed_by=by,
            )
            for number in range(1, count + 1)
        ]
        cls.objects.bulk_create(made)
        record("sheets.printed", made[0], by=by, at=at, count=count, gate=str(gate.pk) if gate else "")
        return made

    @verb
    def take_up(self, *, gate: Gate, day: date, by: Any, at: datetime) -> None:
        """Say at which gate and on which day it was written, before the first row is typed.

        Refused: paper.not_open, paper.day_ahead, paper.day_too_old, paper.rows_are_typed.
        """
        held = self.locked()
        today = self.community.today(at)
        if day > today:
            raise Refused("paper.day_ahead")
        if day < today - EARLIEST + timedelta(days=1):
            raise Refused("paper.day_too_old")
        if (held.gate_id, held.day) == (gate.pk, day):
            return
        if self.entries.exists():
            raise Refused("paper.rows_are_typed")
        self.gate, self.day = gate, day
        self.save(update_fields=["gate", "day"])
        record("sheet.taken_up", self, by=by, at=at, gate=str(gate.pk), day=day.isoformat())

    def locked(self) -> "Sheet":
        """This sheet as it stands now; until the transaction ends nobody else types into it or gives it another gate.

        Refused: paper.not_open.
        """
        mine = Sheet._base_manager.select_for_update(no_key=True).filter(pk=self.pk, community=self.community_id)
        held: Sheet | None = mine.first()
        if held is None or held.status != self.Status.OPEN:
            raise Refused("paper.not_open")
        held.community = self.community
        return held


class Entry(TenantRecord):
    """A row of a sheet as it was typed (登记行); it becomes a crossing when the sheet is closed."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="entries")
    row = models.PositiveSmallIntegerField()
    text = EncryptedText(help_text="as typed, with its whole time")
    at = models.DateTimeField(null=True, help_text="the time on paper")
    resident_id = models.UUIDField(null=True)
    direction = models.CharField(max_length=5)
    went = models.BooleanField(default=True)
    crossing = EncryptedText(help_text="as gates send one, JSON")
    asked = models.JSONField(default=list, help_text="codes of what the page asked while it was typed")
    typed_by = models.UUIDField()
    typed_at = models.DateTimeField()
    crossing_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "sheet", "row"], name="entry_row")]
        indexes = [models.Index(fields=["community", "resident_id", "at"], name="entry_resident")]


class Conflict(TenantRecord):
    """A row of paper and another record that cannot both be the whole story (对不上的记录)."""

    class Kind(models.TextChoices):
        TWICE = "twice", _("perhaps the same crossing, written twice")
        ORDER = "order", _("twice the same way, and nothing in between")

    class Status(models.TextChoices):
        OPEN = "open", _("to be decided")
        DECIDED = "decided", _("decided")
        GONE = "gone", _("no longer so")

    class Decision(models.TextChoices):
        BOTH = "both", _("both happened")
        PAPER = "paper", _("only the paper row happened")
        OTHER = "other", _("only the other one happened")

    MOVES = {"decide": ("open", "decided"), "withdraw": ("open", "gone"), "reopen": ("gone", "open")}

    kind = models.CharField(max_length=6, choices=Kind.choices)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    paper_id = models.UUIDField(help_text="the crossing that was typed in")
    other_id = models.UUIDField(help_text="the crossing that it contradicts")
    at = models.DateTimeField(help_text="of the paper row")
    decision = models.CharField(max_length=6, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "paper_id", "other_id"], name="conflict_once"),
        ]

    @verb
    def decide(self, decision: str, *, by: User, at: datetime) -> None:
        """Both happened, or one of the two counts no longer; both stay as they were written.

        Refused: paper.not_open, paper.crossing_gone.
        """
        chosen = self.Decision(decision)
        self.move("decide", decision=chosen, decided_at=at, decided_by=by)
        gone = {self.Decision.PAPER: self.other_id, self.Decision.OTHER: self.paper_id}.get(chosen)
        if gone is not None:
            crossing = Crossing.objects.filter(id=gone).first()
            if crossing is None:
                raise Refused("paper.crossing_gone")
            Annulment.annul(crossing, by=by, reason=Annulment.Reason.NOT_GONE, at=at)
        record("conflict.decided", self, by=by, at=at, decision=str(chosen))
        if matter := self.matter():
            matter.close(by=by, at=at)

    def matter(self) -> FollowUp | None:
        """The follow-up of its paper row, if that row is now in no other open conflict and nobody closed it."""
        if Conflict.objects.filter(paper_id=self.paper_id, status=self.Status.OPEN).exclude(pk=self.pk).exists():
            return None
        mine = FollowUp.objects.filter(kind=FollowUp.Kind.PAPER, subject=f"crossing:{self.paper_id}")
        return mine.exclude(status=FollowUp.Status.DONE).first()
