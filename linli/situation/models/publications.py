"""Putting rules in force: freeing needs one person, restricting two; what waits for the second restricts nobody."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models import Community
from linli.situation import packs, policy
from linli.situation.models.versions import PolicyVersion
from linli.situation.rules import Comparison, Terms, compare

UNDO = timedelta(hours=24)


class Publication(TenantRecord):
    """A version on its way into force (规则发布). It holds from ``effective_at`` until another takes its place,
    it is withdrawn, or ``lapses_at`` comes; the first moment belongs to it, the last does not.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("waits for a second person")
        CONFIRMED = "confirmed", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = {
        "confirm": ("proposed", "confirmed"),
        "withdraw": (("proposed", "confirmed"), "withdrawn"),
    }

    version = models.OneToOneField(PolicyVersion, on_delete=models.PROTECT, related_name="publication")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PROPOSED)
    direction = models.CharField(max_length=12, help_text="freeing, restricting, mixed or same, when it was proposed")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    effective_at = models.DateTimeField(null=True, help_text="set when it is published")
    lapses_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)
    lapse_noted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "effective_at"], name="publication_effective")]

    def __str__(self) -> str:
        return str(self.version)

    @classmethod
    def at(cls, community: Any, at: datetime, *, without: "Publication | None" = None) -> "Publication | None":
        """What holds in ``community`` (a row or its id) at ``at``, as far as is known now.

        The last that took effect; when that has lapsed, nothing: an older one does not come back by a lapse.
        """
        held = cls.until(community, at)
        if without is not None:
            held = held.exclude(pk=without.pk)
        found: Publication | None = held.select_related("version", "proposed_by", "confirmed_by").first()
        return found if found is not None and at < found.lapses_at else None

    @classmethod
    def until(cls, community: Any, at: datetime) -> Any:
        """Those that had taken effect by ``at`` and were not withdrawn by then, the last one first."""
        key = getattr(community, "pk", community)
        held = cls._base_manager.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), community_id=key)
        return held.filter(effective_at__lte=at).order_by("-effective_at", "-id")

    @classmethod
    @verb
    def propose(
        cls,
        community: Any,
        body: dict[str, Any],
        *,
        by: Any,
        at: datetime,
        starts_at: datetime | None = None,
        lapses_at: datetime | None = None,
    ) -> "Publication":
        """Publish what frees, from ``starts_at`` (default: now); let what restricts wait for a second person.

        ``body`` is a phase; its examples must hold. ``lapses_at`` is by default as far off as in the file.
        """
        if packs.validate(body):
            raise Refused("situation.not_valid")
        if policy.failures(body):
            raise Refused("situation.examples_fail")
        starts = max(at, starts_at or at)
        lapses = lapses_at or starts + policy.lifetime(body)
        if lapses <= starts:
            raise Refused("situation.lapses_before_start")
        _lock(community)
        version = PolicyVersion.write(community, body, starts, lapses)
        found = compare(terms_at(community, starts), version.terms)
        publication = cls.objects.create(
            community=community,
            version=version,
            direction=found.direction,
            proposed_by=by,
            proposed_at=at,
            lapses_at=lapses,
        )
        codes = {"version": str(version), "digest": version.digest, "direction": found.direction}
        record("publication.proposed", publication, by=by, at=at, **codes)
        if not found.needs_two:
            publication.move("confirm", effective_at=starts)
            record("publication.published", publication, by=by, at=at, version=str(version))
            publication._set_aside_later(by=by, at=at)
        return publication

    @verb
    def confirm(self, *, by: Any, at: datetime) -> None:
        """The second person agrees: in effect from its time on, or from now if that has passed."""
        if by.pk == self.proposed_by_id:
            raise Refused("situation.own_proposal")
        if at >= self.lapses_at:
            raise Refused("situation.lapsed_while_waiting")
        _lock(self.community)
        self.move("confirm", confirmed_by=by, effective_at=max(at, self.version.starts_at))
        record("publication.confirmed", self, by=by, at=at, version=str(self.version))
        self._set_aside_later(by=by, at=at)

    @verb
    def withdraw(self, *, by: Any, at: datetime) -> None:
        """Take a proposal back, or end what holds or is to come, if that frees; one person may."""
        _lock(self.community)
        self.refresh_from_db(fields=["status", "effective_at"])
        if self.status == self.Status.CONFIRMED and self.effects_of_withdrawal(at).needs_two:
            raise Refused("situation.withdrawal_restricts")
        self.move("withdraw", withdrawn_by=by, withdrawn_at=at)
        record("publication.withdrawn", self, by=by, at=at, version=str(self.version))
        self._set_aside_later(by=by, at=at)

    @verb
    def undo(self, *, by: Any, at: datetime) -> "Publication":
        """Within 24 hours the rules before come back: at once if that frees, else as a proposal that waits.

        Returns the publication that was withdrawn or proposed.
        """
        if self.effective_at is None or at >= self.effective_at + UNDO:
            raise Refused("situation.too_late_to_undo")
        moment = max(at, self.effective_at)
        before = Publication.at(self.community_id, moment, without=self)
        if not self.effects_of_withdrawal(at).needs_two:
            self.withdraw(by=by, at=at)
            return self
        assert before is not None  # without rules before it, its withdrawal frees
        return Publication.propose(
            self.community, before.version.body, by=by, at=at, starts_at=moment, lapses_at=before.lapses_at
        )

    def effects_of_withdrawal(self, at: datetime) -> Comparison:
        """What changes if this publication, in force or to come, is not there. Refuses if it no longer counts."""
        assert self.effective_at is not None
        moment = max(at, self.effective_at)
        if Publication.at(self.community_id, moment) != self:
            raise Refused("situation.not_in_force")
        return compare(self.version.terms, terms_at(self.community_id, moment, without=self))

    def effects(self, at: datetime) -> Comparison:
        """What changes for whom when this publication takes the place of what holds without it."""
        moment = self.effective_at or max(at, self.version.starts_at)
        return compare(terms_at(self.community_id, moment, without=self), self.version.terms)

    def _set_aside_later(self, *, by: Any, at: datetime) -> None:
        """What one person set for later because it would free, and now would restrict, needs a second person anew."""
        later = Publication._base_manager.filter(
            community_id=self.community_id, status=self.Status.CONFIRMED, confirmed_by=None, effective_at__gt=at
        )
        for other in later.exclude(pk=self.pk).select_related("version").order_by("effective_at", "id"):
            if other.effects(at).needs_two:
                other.move("withdraw", withdrawn_by=by, withdrawn_at=at)
                record("publication.set_aside", other, by=by, at=at, version=str(other.version))


def terms_at(community: Any, at: datetime, *, without: Publication | None = None) -> Terms | None:
    """The terms of what holds at ``at``; None where no rules are in force."""
    held = Publication.at(community, at, without=without)
    return held.version.terms if held else None


def _lock(community: Any) -> None:
    # One writer of a community's rules at a time: two changes judged against the same past could restrict together.
    Community.objects.select_for_update().get(pk=community.pk)
