"""Who stands at a gate and has answered beforehand. It opens nothing, and nothing of it stays.

Of all verbs only these write no line into the journal: who scanned a poster when is nobody's record. A row lives for
half an hour (`queue.forget_due`), its answers only until the guard has confirmed.
"""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q

from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.gates.models.places import Gate
from linli.registry.models import Resident

LASTS = timedelta(minutes=10)
KEPT = timedelta(minutes=30)


class Preparation(TenantRecord):
    """One person who says to be at a gate now (到口准备). People who go together have one ``group``.

    ``at`` is their place in the queue. ``outcome``, ``code`` and ``until`` are what the guard's crossing said.
    """

    MOVES = {"leave": ("waiting", "left")}

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="+")
    group = models.UUIDField()
    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    session = models.UUIDField(help_text="the resident's phone that said so: it may take it back, and is counted")
    direction = models.CharField(max_length=5)
    answers = EncryptedText()
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    status = models.CharField(max_length=8, default="waiting")
    outcome = models.CharField(max_length=10, blank=True)
    code = models.CharField(max_length=80, blank=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "resident"], condition=Q(status="waiting"), name="preparation_waits_once"
            )
        ]
        indexes = [
            models.Index(fields=["community", "gate", "status", "at"], name="preparation_queue"),
            models.Index(fields=["community", "session"], name="preparation_session"),
            models.Index(fields=["community", "resident"], name="preparation_resident"),
        ]

    @classmethod
    def waiting(cls, at: datetime) -> Q:
        """Still good at ``at``: neither confirmed, nor taken back, nor older than ten minutes."""
        return Q(status="waiting", expires_at__gt=at)

    @classmethod
    def make(
        cls, resident: Resident, gate: Gate, group: uuid.UUID, session: uuid.UUID, at: datetime, **told: Any
    ) -> Self:
        """A row in memory; ``told``: direction, answers (a dict), and ``since`` where a place in the queue is kept."""
        return cls(
            community_id=gate.community_id,
            gate=gate,
            group=group,
            resident=resident,
            session=session,
            direction=told["direction"],
            answers=json.dumps(told["answers"], ensure_ascii=False) if told["answers"] else "",
            at=told.get("since") or at,
            created_at=at,
            expires_at=at + LASTS,
        )

    @property
    def told(self) -> dict[str, str]:
        """The answers: purpose, health_colour."""
        return dict(json.loads(self.answers)) if self.answers else {}
