"""Numbers for managers: made and suppressed in a counsellor's browser, and looked at once more before they are kept."""

from datetime import date, datetime
from typing import Any

from django.db import models

from linli.accounts.models import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models import Community
from linli.wellbeing import suppression


class Count(TenantRecord):
    """Published numbers of a span of days (公布数字), none of which is below ten or can be worked out."""

    APART = True

    first_day = models.DateField()
    last_day = models.DateField()
    table = models.JSONField(help_text="a list of tables with their totals; null: hidden")
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-last_day"]

    @property
    def period(self) -> str:
        return f"{self.first_day}/{self.last_day}"

    @classmethod
    @verb
    def gather(cls, community: Any, *, first_day: date, last_day: date, by: User, at: datetime) -> None:
        """Note that a browser gets the sealed bytes of these days to count them, colleagues' records too."""
        sought = cls(community=community, first_day=first_day, last_day=last_day)
        record("screening.counted", sought, by=by, at=at, days=sought.period)

    @classmethod
    @verb
    def publish(
        cls, community: Any, *, first_day: date, last_day: date, tables: Any, by: User, at: datetime
    ) -> "Count":
        """Show ``tables`` to managers. Refused: wellbeing.days_unclear, wellbeing.days_overlap,
        wellbeing.table_unclear, wellbeing.table_tells.
        """
        if first_day > last_day or last_day >= community.today(at):
            raise Refused("wellbeing.days_unclear")  # a day that still runs would be published twice
        # Held, so that two counsellors do not publish overlapping days at once: their difference would tell.
        Community._base_manager.select_for_update().get(pk=community.pk)
        if cls._base_manager.filter(community=community, first_day__lte=last_day, last_day__gte=first_day).exists():
            raise Refused("wellbeing.days_overlap")
        if not suppression.well_formed(tables):
            raise Refused("wellbeing.table_unclear")
        if suppression.tells(*tables):
            raise Refused("wellbeing.table_tells")
        made = cls(community=community, first_day=first_day, last_day=last_day, table=tables, published_by=by, at=at)
        made.save()
        record("screening.numbers_published", made, by=by, at=at)
        return made
