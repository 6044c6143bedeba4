"""What the server says of a crossing since an earlier one came in late."""

from typing import Any

from django.db import models

from linli.core.records import TenantRecord
from linli.gates.models.crossings import Crossing


class Rejudged(TenantRecord):
    """A crossing judged again (重判), because one that lay before it came in after it: the crossing stays as written.

    One row a crossing, rewritten as often as that happens, so that the result does not depend on the order.
    """

    crossing_id = models.UUIDField()
    day = models.DateField(help_text="of the crossing")
    at = models.DateTimeField(help_text="when it was judged again")
    outcome = models.CharField(max_length=10)
    code = models.CharField(max_length=80)
    step = models.CharField(max_length=80, blank=True)
    back_by = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "crossing_id"], name="rejudged_once")]

    @classmethod
    def of(cls, crossings: list[Crossing]) -> dict[Any, "Rejudged"]:
        """crossing id -> what is said of it now, for those of ``crossings`` that were judged again."""
        return {row.crossing_id: row for row in cls.objects.filter(crossing_id__in=[one.id for one in crossings])}
