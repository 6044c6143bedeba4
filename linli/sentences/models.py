"""What the one-sentence box leaves behind: which records one confirmation made, and how often people chose otherwise.

The sentences themselves live only in the records that came of them.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.journal.verbs import record, verb
from linli.sentences.chosen import Chosen
from linli.sentences.creating import create, hold
from linli.sentences.differing import codes
from linli.sentences.replies import reply


class Intake(TenantRecord):
    """One confirmation of the box (接话): what each of its lines became, and the replies to copy back.

    ``key`` is the form's own, so that the same form creates once, however often it is sent.
    """

    key = models.UUIDField(editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lines = models.JSONField(default=list, help_text="for each line kind, model:id, owner, due time and a code")
    replies = EncryptedText(help_text="JSON: one sentence a line, to be copied back")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="intake_once")]

    @classmethod
    @verb
    def take(cls, community: Any, key: UUID, chosen: Sequence[Chosen], *, by: User, at: datetime) -> Self:
        """Create what was confirmed, all or nothing. The same ``key`` again gives the first intake as it was."""
        made, fresh = cls._base_manager.get_or_create(
            key=key, community_id=community.pk, defaults={"by": by, "created_at": at}
        )
        if not fresh:
            return made
        taken = [one for one in chosen if one.take]
        hold(taken)
        lines = [create(one, community, f"intake:{made.pk}:{one.number}", by=by, at=at) for one in taken]
        made.lines = [line.kept for line in lines]
        made.replies = json.dumps([reply(one, line, community, at) for one, line in zip(taken, lines, strict=True)])
        made.save(update_fields=["lines", "replies"])
        Correction.count_up(community, chosen)
        record("intake.taken", made, by=by, at=at, lines=len(taken), skipped=len(chosen) - len(taken))
        return made

    @property
    def said(self) -> list[str]:
        found: list[str] = json.loads(self.replies or "[]")
        return found


class Correction(TenantRecord):
    """How often people chose ``chosen`` where the box proposed ``proposed`` (纠正): codes and a number, no words.

    Where both are the same, the proposal was right; ``marked``: the box had said that it was unsure.
    """

    class Field(models.TextChoices):
        KIND = "kind", _("what it is about")
        WHO = "who", _("who is meant")
        ACT = "act", _("what somebody does")
        OWNER = "owner", _("who takes it on")
        DUE = "due", _("by when")

    kind = models.CharField(max_length=16, help_text="the kind that was proposed")
    field = models.CharField(max_length=8, choices=Field.choices)
    marked = models.BooleanField(default=False)
    proposed = models.CharField(max_length=16)
    chosen = models.CharField(max_length=16)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "kind", "field", "marked", "proposed", "chosen"], name="correction_once"
            )
        ]

    @classmethod
    def count_up(cls, community: Any, chosen: Sequence[Chosen]) -> None:
        """Add what became of each line's proposal; what is the same in many lines is written once."""
        counted = Counter((one.proposal.kind, *code) for one in chosen for code in codes(one))
        for (kind, field, marked, proposed, taken), times in sorted(counted.items()):  # one order: no ring of waiting
            row, _fresh = cls._base_manager.get_or_create(
                community_id=community.pk, kind=kind, field=field, marked=marked, proposed=proposed, chosen=taken
            )
            cls._base_manager.filter(pk=row.pk, community_id=community.pk).update(count=F("count") + times)
