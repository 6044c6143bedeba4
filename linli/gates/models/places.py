"""Where people cross."""

from django.db import models

from linli.core.records import TenantRecord
from linli.registry.models import Compound


class Gate(TenantRecord):
    """A guarded gate of a compound (卡口)."""

    compound = models.ForeignKey(Compound, on_delete=models.PROTECT, related_name="gates")
    name = models.CharField(max_length=40)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "compound", "name"], name="gate_name")]

    def __str__(self) -> str:
        return self.name
