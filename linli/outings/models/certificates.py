"""Return-to-work certificates: handed in, verified by a named worker, and then a permit at the gate."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as BadNumber

from linli.accounts.models import User
from linli.core.clock import end_in, now
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.gates.models import Permit
from linli.journal.verbs import record, verb
from linli.outings import pictures
from linli.registry.models import Resident


def company_code(text: str) -> str:
    """A unified social credit code (GB 32100), tidied and checked. Refused("outings.company_code_wrong")."""
    try:
        return str(uscc.validate(text))
    except (BadNumber, KeyError, IndexError) as cause:
        raise Refused("outings.company_code_wrong", number=text[:30]) from cause


class Employer(TenantRecord):
    """An employer (用人单位), known by its unified social credit code."""

    code = models.CharField(max_length=18)
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "code"], name="employer_code")]

    def __str__(self) -> str:
        return self.name


class Certificate(TenantRecord):
    """A return-to-work certificate of one resident (复工证明)."""

    class Status(models.TextChoices):
        REQUESTED = "requested", _("to be verified")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("refused")
        REVOKED = "revoked", _("taken back")

    MOVES = {
        "verify": ("requested", "verified"),
        "refuse": ("requested", "refused"),
        "revoke": ("verified", "revoked"),
        "reopen": (("refused", "revoked"), "requested"),
    }

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="certificates")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="certificates")
    valid_until = models.DateField(help_text="the last day on which it holds")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.REQUESTED)
    photo = models.BooleanField(default=False, help_text="an encrypted picture is kept beside the database")
    handed_in_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    reason = EncryptedText()
    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "status", "valid_until"], name="certificate_status")]

    @classmethod
    @verb
    def request(
        cls,
        resident: Resident,
        employer: Employer,
        *,
        valid_until: date,
        by: Any,
        photo: bytes = b"",
        at: datetime | None = None,
    ) -> Self:
        """Hand one in. Refused: outings.ends_in_the_past, outings.not_a_picture."""
        at = at or now()
        if valid_until < resident.community.today(at):
            raise Refused("outings.ends_in_the_past")
        made = cls(
            community_id=resident.community_id,
            resident=resident,
            employer=employer,
            valid_until=valid_until,
            photo=bool(photo),
            handed_in_by=by,
            created_at=at,
        )
        if photo:
            pictures.keep(made.community_id, made.pk, pictures.tidy(photo))
        made.save()
        record("certificate.requested", made, by=by, at=at, resident=str(resident.pk))
        return made

    @verb
    def verify(self, *, by: User, at: datetime | None = None) -> None:
        """A named worker has rung the employer or seen the paper: from now on the gate knows a work permit."""
        at = at or now()
        self.move("verify", decided_by=by, decided_at=at)
        self.permit = Permit.grant(self.resident, kind="work", starts_at=at, ends_at=self.ends_at, by=by, at=at)
        self.save(update_fields=["permit"])
        record("certificate.verified", self, by=by, at=at)

    @verb
    def refuse(self, *, by: User, reason: str, at: datetime | None = None) -> None:
        """Refused("outings.reason_missing") without a reason."""
        at = at or now()
        if not reason.strip():
            raise Refused("outings.reason_missing")
        self.move("refuse", decided_by=by, decided_at=at)
        self.reason = reason.strip()[:200]
        self.save(update_fields=["reason"])
        record("certificate.refused", self, by=by, at=at)

    @verb
    def revoke(self, *, by: User, at: datetime | None = None) -> None:
        """Take a verified one back: the permit ends with it."""
        at = at or now()
        self.move("revoke", decided_by=by, decided_at=at)
        if self.permit is not None and not hasattr(self.permit, "revocation"):
            self.permit.revoke(by=by, reason="certificate", at=at)
        record("certificate.revoked", self, by=by, at=at)

    @verb
    def reopen(self, *, by: User, at: datetime | None = None) -> None:
        """A review found the decision wrong: somebody verifies it anew."""
        self.move("reopen", decided_by=None, decided_at=None)
        self.reason = ""
        self.save(update_fields=["reason"])
        record("certificate.reopened", self, by=by, at=at)

    @property
    def ends_at(self) -> datetime:
        """The end of its last day, in the community's time."""
        return end_in(self.community.zone, self.valid_until)
