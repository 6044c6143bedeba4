"""Who lives alone in old age and is looked out for; and who does not want that."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.care.rules import newest
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import actor_of, record, verb
from linli.registry.models import Resident

LONGEST_AWAY = timedelta(days=60)


class Watch(TenantRecord):
    """Somebody who lives alone and is looked out for (平安守望): when they were last heard of, and nothing before that.

    ``crossed_at`` stands apart, since a crossing can be annulled and then counts no longer.
    """

    class Sign(models.TextChoices):
        BEGAN = "began", _("looking out began")
        OUTING = "outing", _("asked to go out")
        ORDER = "order", _("asked for something to be fetched or brought")
        CALL = "call", _("spoken to on the phone")
        FETCHED = "fetched", _("fetched something at the gate")
        DOOR = "door", _("opened the door")
        OWN_PAGE = "own_page", _("looked at their page on their own phone")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    heard_at = models.DateTimeField()
    sign = models.CharField(max_length=10, choices=Sign.choices, default=Sign.BEGAN)
    crossed_at = models.DateTimeField(null=True)
    away_until = models.DateTimeField(null=True, help_text="not at home until then, as they or a neighbour said")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "resident"], name="watch_once")]
        indexes = [models.Index(fields=["community", "heard_at"], name="watch_heard")]

    @property
    def last_at(self) -> datetime:
        """The newest sign; the silence of somebody who was away begins when they were to be back."""
        return newest(self.heard_at, self.crossed_at, self.away_until)

    @property
    def last_sign(self) -> str:
        """What was last heard, in words."""
        if self.crossed_at is not None and self.crossed_at >= self.heard_at:
            return str(_("passed a gate"))
        return str(self.get_sign_display())  # type: ignore[attr-defined]

    @verb
    def pause(self, *, until: datetime, by: Any, at: datetime) -> None:
        """They are away until then: nobody knocks. Where they are is not written down.

        Refused: care.away_end_unclear.
        """
        if not at < until <= at + LONGEST_AWAY:
            raise Refused("care.away_end_unclear", days=LONGEST_AWAY.days)
        self._set_away(until)
        record("watch.paused", self, by=by, at=at)

    @verb
    def resume(self, *, by: Any, at: datetime) -> None:
        """Back at home: the silence counts from now on. Refused: care.not_away."""
        if self.away_until is None or self.away_until <= at:
            raise Refused("care.not_away")
        self._set_away(None)
        Watch.objects.filter(pk=self.pk, heard_at__lt=at).update(heard_at=at)
        record("watch.resumed", self, by=by, at=at)

    def _set_away(self, until: datetime | None) -> None:
        if Watch._base_manager.filter(pk=self.pk, community_id=self.community_id).update(away_until=until) != 1:
            raise Refused("care.not_watched")  # somebody moved in with them at this moment
        self.away_until = until


class OptOut(TenantRecord):
    """Somebody does not want to be looked out for (不用守望); it ends when they want it again."""

    class Way(models.TextChoices):
        OWN_PAGE = "own_page", _("on their own page")
        DESK = "desk", _("told the office")
        PAPER = "paper", _("on paper")
        DOOR = "door", _("said at the door")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=8, choices=Way.choices)
    since = models.DateTimeField()
    told_to = models.CharField(max_length=80, help_text="the actor who wrote it down: user:… or resident:…")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "resident"], condition=models.Q(ended_at=None), name="opt_out_once"
            )
        ]

    @classmethod
    @verb
    def declare(cls, resident: Resident, *, way: str, by: Any, at: datetime) -> Self:
        """From now on nobody knocks because of silence, and nothing is kept about it. Saying it twice changes nothing.

        Refused: care.way_unknown.
        """
        if way not in cls.Way.values:
            raise Refused("care.way_unknown")
        made, fresh = cls._base_manager.get_or_create(
            community_id=resident.community_id,
            resident=resident,
            ended_at=None,
            defaults={"way": way, "since": at, "told_to": actor_of(by)},
        )
        if fresh:
            from linli.care.watching import forget

            forget(resident.community_id, [resident.pk], end="unwanted", by=by, at=at)
            record("watch.declined", made, by=by, at=at, way=way, resident=str(resident.pk))
        return made

    @verb
    def end(self, *, by: Any, at: datetime) -> None:
        """They want it again. Refused("core.moved_meanwhile") for the second of two."""
        rows = OptOut._base_manager.filter(pk=self.pk, community_id=self.community_id, ended_at=None)
        if rows.update(ended_at=at) != 1:
            raise Refused("core.moved_meanwhile")
        self.ended_at = at
        record("watch.wanted", self, by=by, at=at, resident=str(self.resident_id))
        from linli.care.watching import refit

        refit(self.community, at)
