"""Passes: the right to be asked at the gate, on paper or on a phone. They hold ids and rights, no names."""

import base64
import uuid
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.clock import now
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.gates.models.codes import new_code, shown
from linli.gates.models.holders import Holder, holder_of
from linli.gates.models.keys import SigningKey
from linli.gates.rules_checks import OUTSIDERS
from linli.journal.verbs import record, verb
from linli.registry.models import Household, Resident


class Pass(TenantRecord):
    """A pass (出入证). Its id is the pass id that the QR carries and that the gate's ledger keeps."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", _("resident pass")
        PERMIT = "permit", _("standing permit")
        TRIP = "trip", _("household trip, used once")
        VISITOR = "visitor", _("visitor pass")
        CARER = "carer", _("carer pass")
        COURIER = "courier", _("courier's pass")
        SHOP_STAFF = "shop_staff", _("shop staff pass")
        PROPERTY_STAFF = "property_staff", _("property staff pass")
        DOCTOR = "doctor", _("doctor's pass")
        REPAIR = "repair", _("repair pass")
        MOVER = "mover", _("mover's pass")
        OFFICIAL = "official", _("official's pass")

    kind = models.CharField(max_length=16, choices=Kind.choices)
    code = models.CharField(max_length=8, help_text="typed by hand; the last character checks the others")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="passes", null=True, blank=True)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="passes", null=True, blank=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    once = models.BooleanField(default=False)
    batch = models.UUIDField(null=True, editable=False, db_index=True, help_text="printed and taken back together")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "code"], name="pass_code")]
        indexes = [
            models.Index(fields=["community", "resident"], name="pass_resident"),
            models.Index(fields=["community", "household"], name="pass_household"),
        ]

    def __str__(self) -> str:
        return shown(self.code)

    @classmethod
    @verb
    def issue(
        cls,
        *,
        kind: str,
        expires_at: datetime,
        by: Any,
        resident: Resident | None = None,
        household: Household | None = None,
        holder: Holder | None = None,
        community: Any = None,
        batch: uuid.UUID | None = None,
        at: datetime | None = None,
    ) -> Self:
        """A new pass for ``resident``, for ``household`` (a trip), or for ``holder``, who comes from outside.

        A holder (not yet saved) serves ``household``, or the whole ``community``.
        Refused: gates.pass_for_nobody, gates.ends_before_it_starts, and as Holder.checked says.
        """
        at = at or now()
        if expires_at <= at or (holder and holder.starts_at and expires_at <= holder.starts_at):
            raise Refused("gates.ends_before_it_starts")
        if resident is None and household is None and holder is None:
            raise Refused("gates.pass_for_nobody")
        home = household or (resident.household if resident else None)
        place = home.community_id if home else community.pk
        issued = cls(
            community_id=place,
            kind=kind,
            code=cls._free_code(place),
            resident=resident,
            household=home,
            issued_at=at,
            expires_at=expires_at,
            once=kind == cls.Kind.TRIP,
            batch=batch,
        )
        issued.save()
        if holder is not None:
            holder.checked().of, holder.community_id = issued, place
            holder.save()
        record("pass.issued", issued, by=by, at=at, kind=kind)
        return issued

    @classmethod
    def _free_code(cls, community: Any) -> str:
        # 2^35 codes: a clash is rare, and the unique key stands behind this look
        while cls._base_manager.filter(community_id=community, code=(code := new_code())).exists():
            continue
        return code

    @classmethod
    def open_at(cls, at: datetime) -> Q:
        """Neither void nor expired at ``at``."""
        return Q(revocation=None, expires_at__gt=at)

    @verb
    def void(self, *, by: Any, reason: str, at: datetime | None = None) -> None:
        """Void it: gates refuse it from their next sync. ``reason`` is a code such as "reprinted"."""
        at = at or now()
        _, fresh = PassRevocation._base_manager.get_or_create(
            community_id=self.community_id,
            of=self,
            defaults={"at": at, "by_id": getattr(by, "pk", None) if _is_user(by) else None, "reason": reason},
        )
        if not fresh:
            raise Refused("gates.pass_already_void")
        record("pass.voided", self, by=by, at=at, reason=reason)

    @verb
    def reprint(self, *, by: Any, expires_at: datetime, at: datetime | None = None) -> Self:
        """A new pass in place of this one, which is void from now on."""
        at = at or now()
        self.void(by=by, reason="reprinted", at=at)
        holder = holder_of(self)
        return type(self).issue(
            kind=self.kind,
            resident=self.resident,
            household=self.household,
            holder=holder.anew() if holder else None,
            community=self.community,
            expires_at=expires_at,
            by=by,
            at=at,
        )

    @property
    def public_id(self) -> str:
        """The id as QR and gate write it: base64url of 16 bytes, without padding."""
        return public_id(self.pk)

    def text(self, key: SigningKey, secret: Any = None) -> str:
        """The QR text, signed by ``key`` anew: nothing that opens a gate is stored.

        ``secret`` is ``key.secret()``, for whoever signs a thousand of them.
        """
        from linli.gates.envelope import issue_pass

        if self.kind in OUTSIDERS:
            subject = None
        else:
            subject = self.household_id if self.kind == self.Kind.TRIP else self.resident_id or self.household_id
        return issue_pass(
            secret or key.secret(),
            kid=base64.b64decode(key.kid),
            kind=self.kind,
            pass_id=self.pk.bytes,
            subject_id=subject.bytes if subject else bytes(16),
            issued_at=int(self.issued_at.timestamp()),
            expires_at=int(self.expires_at.timestamp()),
        )


class PassRevocation(TenantRecord):
    """A pass made void (作废): who, when, why."""

    of = models.OneToOneField(Pass, on_delete=models.PROTECT, related_name="revocation")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.CharField(max_length=40)


def public_id(key: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(key.bytes).rstrip(b"=").decode()


def from_public_id(text: str) -> uuid.UUID | None:
    """The pass's key of its public id; None if the text cannot be one."""
    try:
        return uuid.UUID(bytes=base64.b64decode(text + "==", altchars=b"-_", validate=True)[:17])
    except ValueError:
        return None


def _is_user(by: Any) -> bool:
    return by is not None and by._meta.model_name == "user"
