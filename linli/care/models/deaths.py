"""A death, said by one person and confirmed by another; what follows from it stands in ``config/wiring.py``."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import Role, User
from linli.accounts.models.absences import absent
from linli.accounts.models.people import in_force
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.followups.owners import owner_for
from linli.journal.verbs import record, verb
from linli.registry.models import Resident, Stay
from linli.registry.models.places import unique_or

SECOND = timedelta(hours=4)  # by when the second person should have looked
CORRECTED_WITHIN = timedelta(hours=24)
SECONDS = (Role.Kind.SECRETARY, Role.Kind.COMMUNITY_WORKER, Role.Kind.GRID_WORKER)


class Death(TenantRecord):
    """Somebody has died (去世登记): who, on which day, told by whom. Of what is asked nowhere.

    Nothing follows until a second person confirms it; then everything at once. A mistake is put right within a day, by
    two people again.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("waits for a second person")
        CONFIRMED = "confirmed", _("confirmed")
        DISPUTED = "disputed", _("said to be a mistake, waits for a second person")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CORRECTED = "corrected", _("was a mistake")

    class Evidence(models.TextChoices):
        RELATIVE = "relative", _("a relative told us")
        HOSPITAL = "hospital", _("the hospital told us")
        POLICE = "police", _("the police told us")

    MOVES = {
        "confirm": ("proposed", "confirmed"),
        "withdraw": ("proposed", "withdrawn"),
        "dispute": ("confirmed", "disputed"),
        "uphold": ("disputed", "confirmed"),
        "correct": ("disputed", "corrected"),
    }
    STANDING = (Status.PROPOSED, Status.CONFIRMED, Status.DISPUTED)

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    told_by = EncryptedText(help_text="who told us")
    evidence = models.CharField(max_length=10, choices=Evidence.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    confirmed_at = models.DateTimeField(null=True)
    disputed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    over_at = models.DateTimeField(null=True, help_text="when it was withdrawn, or put right")
    over_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "resident"],
                condition=models.Q(status__in=("proposed", "confirmed", "disputed")),
                name="death_once",
            )
        ]

    @classmethod
    @verb
    def propose(cls, resident: Resident, *, day: date, told_by: str, evidence: str, by: User, at: datetime) -> Self:
        """Write down what was told; nothing follows from it yet.

        Refused: care.not_living, day_in_future, told_by_missing, evidence_missing, reported_already.
        """
        Resident.objects.select_for_update().get(pk=resident.pk)
        resident.refresh_from_db(fields=["left_at", "merged_into"])
        if cls.objects.filter(resident=resident, status__in=cls.STANDING).exists():
            raise Refused("care.reported_already")
        if not resident.living:
            raise Refused("care.not_living")
        if day > resident.community.today(at):
            raise Refused("care.day_in_future")
        if not told_by.strip():
            raise Refused("care.told_by_missing")
        if evidence not in cls.Evidence.values:
            raise Refused("care.evidence_missing")
        made = cls(
            community_id=resident.community_id,
            resident=resident,
            day=day,
            told_by=told_by.strip()[:60],
            evidence=evidence,
            proposed_by=by,
            created_at=at,
        )
        with unique_or("care.reported_already"):
            made.save()
        record("death.proposed", made, by=by, at=at)
        made._ask_a_second(made.subject, by, at)
        return made

    @verb
    def confirm(self, *, by: User, at: datetime) -> None:
        """The second person knows it too: everything in that name ends now. Refused: care.own_report, not_proposed."""
        if by.pk == self.proposed_by_id:
            raise Refused("care.own_report")
        self.move("confirm", confirmed_by=by, confirmed_at=at)
        resident = Resident.objects.select_for_update().get(pk=self.resident_id)
        if resident.merged_into_id:
            raise Refused("registry.merged_away")
        if resident.left_at is None:
            Stay.end(resident, at)
            resident.left_at = at
            resident.save(update_fields=["left_at"])
        FollowUp.settle(self.community_id, FollowUp.Kind.DEATH, self.subject, by=by, at=at)
        record("resident.died", resident, by=by, at=at, death=str(self.pk))

    @verb
    def withdraw(self, *, by: User, at: datetime) -> None:
        """It was not so; nothing had followed from it."""
        self.move("withdraw", over_at=at, over_by=by)
        FollowUp.settle(self.community_id, FollowUp.Kind.DEATH, self.subject, by=by, at=at)
        record("death.withdrawn", self, by=by, at=at)

    @verb
    def dispute(self, *, by: User, at: datetime) -> None:
        """It was a mistake, says one. Refused: care.too_late_to_correct."""
        self._refuse_if_late(at)
        self.move("dispute", disputed_by=by)
        record("death.disputed", self, by=by, at=at)
        # a second mistake about the same person asks again
        self._ask_a_second(self.correction, by, at)

    @verb
    def uphold(self, *, by: User, at: datetime) -> None:
        """It was no mistake after all."""
        self.move("uphold", disputed_by=None)
        FollowUp.settle(self.community_id, FollowUp.Kind.DEATH, self.correction, by=by, at=at)
        record("death.upheld", self, by=by, at=at)

    @verb
    def correct(self, *, by: User, at: datetime) -> None:
        """It was a mistake, says the second too: the person lives here as before.

        What ended and can come back does (``resident.restored``); the rest is listed. Refused: care.own_report,
        too_late_to_correct, not_disputed.
        """
        if by.pk == self.disputed_by_id:
            raise Refused("care.own_report")
        self._refuse_if_late(at)
        self.move("correct", over_at=at, over_by=by)
        resident = Resident.objects.select_for_update().get(pk=self.resident_id)
        if resident.left_at == self.confirmed_at:
            resident.left_at = None
            resident.save(update_fields=["left_at"])
            Stay.objects.filter(resident=resident, until=self.confirmed_at).update(until=None)
        FollowUp.settle(self.community_id, FollowUp.Kind.DEATH, self.correction, by=by, at=at)
        since = self.confirmed_at.isoformat() if self.confirmed_at else ""
        record("resident.restored", resident, by=by, at=at, death=str(self.pk), since=since)

    @property
    def subject(self) -> str:
        return f"death:{self.pk}"

    @property
    def correction(self) -> str:
        return f"death:{self.pk}:correction"

    @property
    def correctable_until(self) -> datetime | None:
        return self.confirmed_at + CORRECTED_WITHIN if self.confirmed_at else None

    @classmethod
    def of(cls, resident: Any) -> "Death | None":
        """The confirmed death of a resident (a row or its id), if there is one."""
        rows = cls.objects.filter(resident=resident, status__in=(cls.Status.CONFIRMED, cls.Status.DISPUTED))
        return rows.first()

    def _refuse_if_late(self, at: datetime) -> None:
        if self.correctable_until is None or at > self.correctable_until:
            raise Refused("care.too_late_to_correct")

    def _ask_a_second(self, subject: str, by: User, at: datetime) -> None:
        matter = FollowUp.open(
            self.community_id,
            FollowUp.Kind.DEATH,
            subject,
            resident=self.resident_id,
            owner=second_for(self.community_id, by, at),
            due_at=at + SECOND,
            by=by,
            at=at,
            asked_by=str(by.pk),
        )
        if matter.status == FollowUp.Status.DONE:
            matter.codes["asked_by"] = str(by.pk)
            matter.save(update_fields=["codes"])
            matter.reopen(at=at)


def second_for(community: Any, first: User, at: datetime) -> User:
    """Somebody who may confirm and is not ``first``: the office before a grid worker."""
    held = Role._base_manager.filter(
        in_force(at), community_id=community, kind__in=SECONDS, user__is_active=True
    ).exclude(user=first)
    held = held.exclude(user__in=absent(community, at))
    found = {role.kind: role.user for role in held.select_related("user").order_by("-starts_at")}
    return next((found[kind] for kind in SECONDS if kind in found), None) or owner_for(community, at)
