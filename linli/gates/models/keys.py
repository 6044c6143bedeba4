"""Keys: our own, which sign passes and open what gates send; and foreign ones, which we trust."""

import base64
import hashlib
from datetime import datetime, timedelta
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.clock import now
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb

LIFE = timedelta(days=366)


class SigningKey(TenantRecord):
    """A P-256 key of the community (签名密钥), for passes or for sealing what gates upload.

    ``active`` signs; ``retired`` no longer signs but what it signed stays good; ``distrusted`` is no longer trusted.
    """

    class Use(models.TextChoices):
        PASS = "pass", _("signs passes")
        SEAL = "seal", _("opens what gates send")

    class Status(models.TextChoices):
        ACTIVE = "active", _("in use")
        RETIRED = "retired", _("retired, what it signed stays good")
        DISTRUSTED = "distrusted", _("no longer trusted")

    MOVES = {"retire": ("active", "retired"), "distrust": (("active", "retired"), "distrusted")}

    use = models.CharField(max_length=8, choices=Use.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    kid = models.CharField(max_length=12, help_text="base64 of the first 8 bytes of SHA-256 over the SPKI")
    spki = models.TextField(help_text="public key, base64 DER")
    private = EncryptedText()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "kid"], name="signing_key_kid")]

    @classmethod
    @verb
    def make(cls, community: Any, use: str, *, by: Any, at: datetime | None = None) -> Self:
        """A new active key of ``community`` (a row) for ``use`` ("pass" or "seal"), good for a year."""
        at = at or now()
        private = ec.generate_private_key(ec.SECP256R1())
        spki = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        key = cls(
            community=community,
            use=use,
            kid=base64.b64encode(hashlib.sha256(spki).digest()[:8]).decode(),
            spki=base64.b64encode(spki).decode(),
            private=private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
            not_before=at - timedelta(minutes=5),  # gates' clocks are never quite right
            not_after=at + LIFE,
        )
        key.save()
        record("key.made", key, by=by, at=at, use=use, kid=key.kid)
        return key

    @classmethod
    def of(cls, community: Any, use: str, at: datetime) -> Self:
        """The newest active key for ``use``. Raises Refused("gates.no_key")."""
        keys = cls._base_manager.filter(community_id=community, use=use, status=cls.Status.ACTIVE, not_after__gt=at)
        key = keys.order_by("-created_at", "-pk").first()
        if key is None:
            raise Refused("gates.no_key")
        return key

    @classmethod
    @verb
    def rotate(cls, community: Any, use: str, *, by: Any, at: datetime | None = None) -> Self:
        """Retire every active key for ``use`` and make a new one; what the old ones signed stays good."""
        at = at or now()
        for old in cls._base_manager.filter(community=community, use=use, status=cls.Status.ACTIVE):
            old.retire(by=by, at=at)
        return cls.make(community, use, by=by, at=at)

    @verb
    def retire(self, *, by: Any, at: datetime | None = None) -> None:
        at = at or now()
        self.move("retire", retired_at=at)
        record("key.retired", self, by=by, at=at, kid=self.kid)

    @verb
    def distrust(self, *, by: Any, at: datetime | None = None) -> None:
        """Stop trusting it: every pass that it signed is void at the gates' next sync (a stolen key)."""
        at = at or now()
        self.move("distrust", retired_at=at)
        record("key.distrusted", self, by=by, at=at, kid=self.kid)

    def secret(self) -> ec.EllipticCurvePrivateKey:
        """The private key, decrypted."""
        key = load_pem_private_key(str(self.private).encode(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return key


class TrustKey(TenantRecord):
    """A foreign key that may sign health certificates (信任的密钥). Its kinds limit what it may sign."""

    kid = models.CharField(max_length=12, help_text="base64 of 8 bytes; not unique, every key that has it is tried")
    spki = models.TextField(help_text="public key, base64 DER")
    kinds = models.JSONField(help_text="of test, vaccination, recovery; never pass")
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    issuer = models.CharField(max_length=120, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, editable=False, help_text="SHA-256 of the SPKI: the same key is kept once")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "kid", "digest"], name="trust_key_once")]

    @verb
    def remove(self, *, by: Any, at: datetime | None = None) -> None:
        self.removed_at = at or now()
        self.save(update_fields=["removed_at"])
        record("trust.removed", self, by=by, at=self.removed_at, kid=self.kid)
