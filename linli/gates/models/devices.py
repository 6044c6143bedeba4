"""Gate phones and terminals: enrolled by a QR code, named, revocable; and the shifts worked on them."""

import base64
import hashlib
import hmac
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.core.clock import now
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.gates.models.places import Gate
from linli.journal.verbs import record, verb

ENROLMENT_LIFE = timedelta(minutes=15)
PIN_ITERATIONS = 100_000


def hashed(secret: str) -> str:
    """Of a random secret of 24 bytes or more: SHA-256 is enough, it cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Device(TenantRecord):
    """A phone at a gate, a door controller, a terminal, or the office's own pages (设备)."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        TERMINAL = "terminal", _("terminal or door controller")
        WEB = "web", _("this website")
        PAPER = "paper", _("typed in from paper")

    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PHONE)
    secret_hash = models.CharField(max_length=64, editable=False)
    enrolled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    unsent = models.PositiveIntegerField(null=True, blank=True, help_text="as the device last said")
    clock_off = models.IntegerField(
        null=True, blank=True, help_text="seconds that its clock was off at the last upload"
    )
    last_sequence = models.BigIntegerField(default=0)
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    pins_shut_until = models.DateTimeField(null=True, blank=True)

    sent: tuple[Any, ...] = ()  # no column: the new crossings of the upload that is being noted, for what follows it

    def __str__(self) -> str:
        return self.name

    @classmethod
    def bearing(cls, bearer: str) -> Self | None:
        """The device of ``<id>.<secret>``; None if unknown or wrong. A revoked one is returned with its revocation."""
        name, _, secret = bearer.partition(".")
        try:
            key = uuid.UUID(name)
        except ValueError:
            return None
        device = cls._base_manager.select_related("community", "revocation").filter(pk=key).first()
        return device if device and hmac.compare_digest(device.secret_hash, hashed(secret)) else None

    @verb
    def revoke(self, *, by: User, at: datetime | None = None) -> None:
        """Lost or stolen: it is told so at its next call, and nothing more is sent to it."""
        at = at or now()
        _, fresh = DeviceRevocation._base_manager.get_or_create(
            community_id=self.community_id, of=self, defaults={"at": at, "by": by}
        )
        if not fresh:
            raise Refused("gates.device_already_revoked")
        record("device.revoked", self, by=by, at=at)

    @property
    def revoked(self) -> bool:
        return hasattr(self, "revocation")


class DeviceRevocation(TenantRecord):
    """A device that may no longer sync (停用设备)."""

    of = models.OneToOneField(Device, on_delete=models.PROTECT, related_name="revocation")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class Enrolment(TenantRecord):
    """An invitation for one device (设备登记码): a token in a QR code, used once, good for 15 minutes."""

    MOVES = {"use": ("open", "used")}

    status = models.CharField(max_length=6, default="open")
    kind = models.CharField(max_length=10, choices=Device.Kind.choices, default=Device.Kind.PHONE)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    @classmethod
    @verb
    def invite(cls, community: Any, *, by: User, kind: str = "phone", at: datetime | None = None) -> tuple[Self, str]:
        """A new invitation and its token, which is shown once and kept only as a hash."""
        at = at or now()
        token = secrets.token_urlsafe(24)
        invitation = cls(
            community=community, kind=kind, token_hash=hashed(token), expires_at=at + ENROLMENT_LIFE, invited_by=by
        )
        invitation.save()
        record("device.invited", invitation, by=by, at=at)
        return invitation, token

    @classmethod
    @verb
    def enrol(cls, token: str, name: str, *, at: datetime | None = None) -> tuple[Device, str]:
        """The new device and its secret. Refused("gates.enrolment_used_or_old"): used, expired, unknown alike."""
        at = at or now()
        invitation = cls._base_manager.filter(token_hash=hashed(token)).select_related("community").first()
        if invitation is None or invitation.expires_at <= at or invitation.status != "open":
            raise Refused("gates.enrolment_used_or_old")
        invitation.move("use")
        secret = secrets.token_urlsafe(32)
        device = Device(
            community=invitation.community,
            name=name,
            kind=invitation.kind,
            secret_hash=hashed(secret),
            enrolled_by_id=invitation.invited_by_id,
            seen_at=at,
        )
        device.save()
        record("device.enrolled", device, by=device, at=at, invited_by=str(invitation.invited_by_id))
        return device, secret


class Pin(TenantRecord):
    """A guard's PIN as phones verify it offline (岗位口令): who holds a phone can guess it, so it opens no data."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    salt = models.CharField(max_length=44)
    iterations = models.PositiveIntegerField(default=PIN_ITERATIONS)
    verifier = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "user"], name="pin_user")]

    @classmethod
    @verb
    def choose(cls, community: Any, user: User, pin: str, *, by: User, at: datetime | None = None) -> Self:
        """Set the PIN of ``user``: 4 to 8 digits, not all alike. Refused("gates.pin_too_simple")."""
        if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8) or len(set(pin)) < 2:
            raise Refused("gates.pin_too_simple")
        salt = secrets.token_bytes(16)
        made, _ = cls._base_manager.update_or_create(
            community=community,
            user=user,
            defaults={
                "salt": _b64u(salt),
                "iterations": PIN_ITERATIONS,
                "verifier": _b64u(hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, PIN_ITERATIONS)),
            },
        )
        record("pin.chosen", made, by=by, at=at)
        return made

    def fits(self, pin: str) -> bool:
        salt = base64.urlsafe_b64decode(self.salt + "==")
        tried = hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, self.iterations)
        return hmac.compare_digest(_b64u(tried), self.verifier)


class Shift(TenantRecord):
    """A guard's time at a gate (班次). Devices may begin one offline, with an id of their own."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="shifts")
    guard = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    @classmethod
    def current(cls) -> Q:
        return Q(ended_at=None)


def _b64u(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
