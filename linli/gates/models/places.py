"""Where people cross."""

from datetime import datetime
from typing import Any

from django.db import models

from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.gates.models.codes import new_code
from linli.journal.verbs import record, verb
from linli.registry.models import Compound
from linli.registry.models.places import renamed, tidy, unique_or


class Gate(TenantRecord):
    """A guarded gate of a compound (卡口)."""

    compound = models.ForeignKey(Compound, on_delete=models.PROTECT, related_name="gates")
    name = models.CharField(max_length=40)
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False, help_text="of its poster")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "compound", "name"], name="gate_name")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @verb
    def open(cls, compound: Compound, name: str, *, by: Any, at: datetime) -> "Gate":
        """Set a gate up. Refused: gates.gate_exists (also when that one is closed: it can be opened again)."""
        gate = cls(community=compound.community, compound=compound, name=tidy(name))
        with unique_or("gates.gate_exists", name=gate.name):
            gate.save()
        record("gate.opened", gate, by=by, at=at)
        return gate

    @verb
    def rename(self, name: str, *, by: Any, at: datetime) -> None:
        """Give it another name. Refused: gates.gate_exists, registry.name_missing."""
        if renamed(self, name, "gates.gate_exists"):
            record("gate.renamed", self, by=by, at=at)

    @verb
    def close(self, *, by: Any, at: datetime) -> None:
        """Nobody crosses here any more. What was crossed stays, and what a phone still sends is taken.

        Refused: gates.gate_closed_already.
        """
        if not Gate._base_manager.filter(pk=self.pk, community=self.community_id, closed_at=None).update(closed_at=at):
            raise Refused("gates.gate_closed_already")
        self.closed_at = at
        record("gate.closed", self, by=by, at=at)

    @verb
    def reopen(self, *, by: Any, at: datetime) -> None:
        """A closed gate is a gate again. Refused: gates.gate_open_already."""
        closed = Gate._base_manager.filter(pk=self.pk, community=self.community_id, closed_at__isnull=False)
        if not closed.update(closed_at=None):
            raise Refused("gates.gate_open_already")
        self.closed_at = None
        record("gate.reopened", self, by=by, at=at)
