"""Nothing was heard of somebody for long: a knock at the door, and what came of it."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.care import knocking
from linli.care.models.watches import OptOut, Watch
from linli.core.outbox import put
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.followups.owners import duty_lead
from linli.journal.verbs import record, verb
from linli.registry.models import Resident

K = FollowUp.Kind
TWICE = timedelta(minutes=5)  # the same "nobody opens" within it is a second tap, not a second visit
HELP_KINDS = (K.CALL, K.ERRAND, K.VISIT)


class Silence(TenantRecord):
    """Nothing was heard of somebody for so long that one knocks (久无音讯); it ends by a visit or by any later sign."""

    class Status(models.TextChoices):
        OPEN = "open", _("somebody goes there")
        SETTLED = "settled", _("settled")

    class End(models.TextChoices):
        HEARD = "heard", _("heard of since")
        WELL = "well", _("opened the door and is well")
        AWAY = "away", _("away, somebody knows where")
        HELP = "help", _("needs help")
        UNWANTED = "unwanted", _("does not want this any more")
        ENDED = "ended", _("not looked out for any more")

    MOVES = {"settle": ("open", "settled")}

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(help_text="the last sign")
    opened_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    end = models.CharField(max_length=8, choices=End.choices, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "resident"], condition=models.Q(status="open"), name="silence_once"
            )
        ]

    @property
    def subject(self) -> str:
        return f"silence:{self.pk}"

    @classmethod
    @verb
    def open(cls, watch: Watch, *, at: datetime) -> Self | None:
        """Ask the grid's worker to knock, once a silence; None if somebody is asked already."""
        made, fresh = cls._base_manager.get_or_create(
            community_id=watch.community_id,
            resident_id=watch.resident_id,
            status=cls.Status.OPEN,
            defaults={"since": watch.last_at, "opened_at": at},
        )
        if not fresh:
            return None
        FollowUp.open(
            watch.community_id,
            K.SILENCE,
            made.subject,
            resident=watch.resident,
            due_at=at + knocking.WITHIN,
            by=None,
            at=at,
        )
        record("silence.opened", made, by=None, at=at)
        return made

    @verb
    def settle(self, end: str, *, by: Any, at: datetime) -> None:
        """It is over; the matter goes with it. Refused("care.not_open") for the second of two."""
        self.move("settle", end=self.End(end), settled_at=at)
        who = by if isinstance(by, User) else None
        FollowUp.settle(self.community_id, K.SILENCE, self.subject, by=who, at=at, note=str(self.get_end_display()))  # type: ignore[attr-defined]
        record("silence.settled", self, by=by, at=at, end=end)

    @verb
    def visit(
        self,
        found: str,
        *,
        by: User,
        at: datetime,
        until: datetime | None = None,
        kind: str = "",
        words: str = "",
    ) -> "DoorVisit":
        """Somebody was at the door. ``until``: away until then; ``kind`` and ``words``: what help is needed.

        Refused: care.not_open, care.found_unknown, care.help_unclear, care.away_end_unclear.
        """
        held = type(self)._base_manager.select_for_update().get(pk=self.pk, community_id=self.community_id)
        if held.status != self.Status.OPEN:
            raise Refused("care.not_open")
        if found not in DoorVisit.Found.values:
            raise Refused("care.found_unknown")
        before = held.visits.order_by("-at").first()
        if before and found == before.found == DoorVisit.Found.NO_ANSWER and at - before.at < TWICE:
            return before
        made = DoorVisit(community_id=self.community_id, silence=self, found=found, by=by, at=at)
        made.save()
        record("silence.visited", self, by=by, at=at, found=found)
        getattr(self, f"_{found}")(by=by, at=at, until=until, kind=kind, words=words)
        self.refresh_from_db(fields=["status", "end", "settled_at"])
        return made

    def _well(self, *, by: User, at: datetime, **_rest: Any) -> None:
        self._opened(at)
        self.settle("well", by=by, at=at)

    def _away(self, *, by: User, at: datetime, until: datetime | None, **_rest: Any) -> None:
        watch = Watch.objects.filter(resident=self.resident_id).first()
        if until is None or watch is None:
            raise Refused("care.away_end_unclear", days=60)
        watch.pause(until=until, by=by, at=at)
        self.settle("away", by=by, at=at)

    def _help(self, *, by: User, at: datetime, kind: str, words: str, **_rest: Any) -> None:
        """What is needed becomes a matter of its own, for whoever stands there first."""
        if kind not in HELP_KINDS or not words.strip():
            raise Refused("care.help_unclear")
        self._opened(at)
        self.settle("help", by=by, at=at)  # first: what is asked for now would settle it as heard
        FollowUp.open(
            self.community_id,
            kind,
            self.subject,
            resident=self.resident_id,
            owner=by,
            urgency=FollowUp.Urgency.NOW,
            due_at=at + knocking.WITHIN,
            by=by,
            at=at,
            words=words.strip()[:500],
        )

    def _unwanted(self, *, by: User, at: datetime, **_rest: Any) -> None:
        OptOut.declare(self.resident, way=OptOut.Way.DOOR, by=by, at=at)

    def _no_answer(self, *, by: User, at: datetime, **_rest: Any) -> None:
        """Again some hours later; the second time whoever leads the shift takes it, at once."""
        matter = FollowUp.objects.get(kind=K.SILENCE, subject=self.subject)
        if matter.status == FollowUp.Status.DONE:
            return
        if self.visits.filter(found=DoorVisit.Found.NO_ANSWER).count() < 2:
            matter.due_at = at + timedelta(hours=self.community.setting("silence_again_hours"))
            matter.save(update_fields=["due_at"])
            return
        matter.due_at, matter.urgency = at, FollowUp.Urgency.NOW
        matter.save(update_fields=["due_at", "urgency"])
        lead = duty_lead(self.community_id, at)
        if matter.owner_id != lead.pk:
            matter.hand_over(to=lead, by=by, at=at)
        put(self.community_id, f"user:{lead.pk}", "care.no_answer", key=f"care.no_answer:{self.pk}", at=at)

    def _opened(self, at: datetime) -> None:
        Watch.objects.filter(resident=self.resident_id, heard_at__lt=at).update(heard_at=at, sign=Watch.Sign.DOOR)


class DoorVisit(TenantRecord):
    """One visit at the door of somebody who was silent (上门看望): who went, when, and what they found."""

    class Found(models.TextChoices):
        WELL = "well", _("opened the door and is well")
        AWAY = "away", _("not at home, a neighbour knows where")
        NO_ANSWER = "no_answer", _("no answer")
        HELP = "help", _("needs help")
        UNWANTED = "unwanted", _("does not want this any more")

    silence = models.ForeignKey(Silence, on_delete=models.CASCADE, related_name="visits")
    found = models.CharField(max_length=10, choices=Found.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
