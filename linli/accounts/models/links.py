"""One-time links: how a new worker gets in, and how a lost password is replaced, without e-mail or SMS."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models.people import Role, User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb

GOOD_FOR = {"invite": timedelta(days=3), "reset": timedelta(hours=1)}


def token_hash(token: str) -> str:
    """What the database holds of a random token (192 bits: a plain SHA-256 cannot be turned back)."""
    return hashlib.sha256(token.encode()).hexdigest()


class SignInLink(TenantRecord):
    """A link shown once on the screen or as a QR code (一次性链接), with which a worker chooses a password."""

    class Purpose(models.TextChoices):
        INVITE = "invite", _("invitation")
        RESET = "reset", _("new password")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    drops_factor = models.BooleanField(default=False, help_text="the phone with the second factor is lost")

    @classmethod
    @verb
    def issue(
        cls,
        user: User,
        *,
        community: object,
        purpose: str,
        by: User | None,
        at: datetime,
        drops_factor: bool = False,
    ) -> tuple["SignInLink", str]:
        """A new link and its token (never seen again); older open links of the user stop working.

        Refuses for somebody who also works elsewhere: one community must not open another's door.
        """
        community_id: Any = getattr(community, "pk", community)
        if Role._base_manager.filter(user=user).exclude(community_id=community_id).exists():
            raise Refused("accounts.also_elsewhere")
        cls.objects.filter(user=user, used_at=None, voided_at=None).update(voided_at=at)
        token = secrets.token_urlsafe(24)
        link = cls.objects.create(
            community_id=community_id,
            user=user,
            purpose=purpose,
            token_hash=token_hash(token),
            expires_at=at + GOOD_FOR[purpose],
            made_by=by,
            drops_factor=drops_factor,
        )
        record("sign_in_link.issued", link, by=by, at=at, user=str(user.pk), purpose=purpose)
        return link, token

    @classmethod
    def find(cls, token: str, at: datetime) -> "SignInLink":
        """The open link of ``token``, in whatever community. Refuses unknown, used and expired ones."""
        link = cls._base_manager.filter(token_hash=token_hash(token)).select_related("user", "community").first()
        if link is None:
            raise Refused("accounts.link_unknown")
        if link.used_at or link.voided_at:
            raise Refused("accounts.link_used")
        if at >= link.expires_at:
            raise Refused("accounts.link_expired")
        return link

    @verb
    def redeem(self, password: str, *, at: datetime) -> None:
        """Set the password; the link works once (compare-and-set), also when two people hold it."""
        rows = SignInLink._base_manager.filter(
            Q(used_at=None, voided_at=None, expires_at__gt=at), pk=self.pk, community_id=self.community_id
        )
        if rows.update(used_at=at) != 1:
            raise Refused("accounts.link_used")
        self.used_at = at
        self.user.set_password(password)
        self.user.is_active = True
        self.user.save(update_fields=["password", "is_active"])
        if self.drops_factor:
            self._drop_factor()
        record("sign_in_link.used", self, by=self.user, at=at, purpose=self.purpose)

    def _drop_factor(self) -> None:
        from allauth.mfa.models import Authenticator

        Authenticator.objects.filter(user=self.user).delete()
