"""What was done about somebody who is out: rung, the household rung, knocked; each step with who and when."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.gates.models import Out
from linli.journal.verbs import record, verb
from linli.registry.models import Resident

MOST_MINUTES = 600


class Call(TenantRecord):
    """One step after somebody who is out (联系记录): a reminder before the time, then calls, then a knock."""

    class Way(models.TextChoices):
        REMINDER = "reminder", _("reminder by telephone")
        CALL = "call", _("rung")
        AGAIN = "again", _("rung again")
        HOUSEHOLD = "household", _("household rung")
        KNOCK = "knock", _("knocked at the door")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("reminded")
        ON_THE_WAY = "on_the_way", _("on the way")
        NEEDS_HELP = "needs_help", _("needs help")
        NOT_REACHED = "not_reached", _("not reached")
        AT_HOME = "at_home", _("at home already")

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    crossing_id = models.UUIDField(help_text="the exit that it is about")
    way = models.CharField(max_length=10, choices=Way.choices)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    minutes = models.PositiveSmallIntegerField(default=0, help_text="on the way: how long it takes, as they say")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "crossing_id"], name="call_crossing")]

    @classmethod
    @verb
    def note(
        cls, out: Out, resident: Resident, *, way: str, outcome: str, by: User, at: datetime, minutes: int = 0
    ) -> Self:
        """Note a step about the exit of ``out``; the matter that stands open follows it.

        Refused: outings.step_unknown, outings.minutes_missing.
        """
        if way not in cls.Way.values or outcome not in cls.Outcome.values:
            raise Refused("outings.step_unknown")
        if outcome == cls.Outcome.ON_THE_WAY and not 0 < minutes <= MOST_MINUTES:
            raise Refused("outings.minutes_missing")
        made = cls.objects.create(
            community_id=out.community_id,
            resident=resident,
            crossing_id=out.crossing_id,
            way=way,
            outcome=outcome,
            minutes=minutes if outcome == cls.Outcome.ON_THE_WAY else 0,
            by=by,
            at=at,
        )
        record("call.noted", made, by=by, at=at, way=way, outcome=outcome)
        if way != cls.Way.REMINDER:
            made._follow(by, at)
        return made

    def _follow(self, by: User, at: datetime) -> None:
        """The first step answers the matter; "at home" closes it; "on the way" gives it time."""
        matter = matter_of(self.community_id, self.crossing_id, by, at, str(self.resident_id))
        if matter.status == FollowUp.Status.OPEN:
            matter.answer(by=by, at=at)
        if self.outcome == self.Outcome.AT_HOME and matter.status != FollowUp.Status.DONE:
            matter.close(by=by, note=str(self.get_outcome_display()), at=at)  # type: ignore[attr-defined]
        elif self.outcome == self.Outcome.ON_THE_WAY:
            matter.due_at = at + timedelta(minutes=self.minutes)
            matter.save(update_fields=["due_at"])


def matter_of(community: Any, crossing: Any, owner: User, at: datetime, resident: str) -> FollowUp:
    """The open question why somebody is not back, opened now if the clock has not done it yet."""
    return FollowUp.open(
        community,
        FollowUp.Kind.OVERDUE,
        f"crossing:{crossing}",
        owner=owner,
        due_at=at,
        by=None,
        at=at,
        resident=resident,
    )
