"""Residents' phones: which people use which phone. One phone may serve a whole family."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from linli.accounts.models.links import token_hash
from linli.core.models import Message
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb

LASTS = timedelta(days=180)  # unseen for so long, a phone must use the card again


def new_token() -> str:
    """A fresh secret for a phone's cookie, 256 bits."""
    return secrets.token_urlsafe(32)


class ResidentSession(TenantRecord):
    """One resident on one phone (住户手机). The phone holds the secret, we its hash; either side can end it."""

    resident = models.ForeignKey("registry.Resident", on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, db_index=True)
    device = models.CharField(max_length=40, help_text="what kind of phone, as a person would say it")
    seen_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "token_hash", "resident"], condition=Q(revoked_at=None), name="phone_resident_once"
            )
        ]

    @classmethod
    @verb
    def bind(cls, resident: Any, *, token: str, device: str, at: datetime) -> "ResidentSession":
        """Let the phone with ``token`` act for ``resident``; a second time changes nothing.

        The other phones of the household are told: somebody may have found the card.
        """
        held = cls.objects.filter(resident=resident, token_hash=token_hash(token), revoked_at=None).first()
        if held is not None:
            return held
        row = cls.objects.create(
            community_id=resident.community_id,
            resident=resident,
            token_hash=token_hash(token),
            device=device,
            seen_at=at,
        )
        record("phone.joined", row, by=resident, at=at)
        tell_household(resident, "phone.joined", at=at, key=f"phone:{row.pk}")
        return row

    @verb
    def revoke(self, *, by: Any, at: datetime) -> None:
        """The phone acts for this resident no more."""
        rows = ResidentSession._base_manager.filter(pk=self.pk, community_id=self.community_id, revoked_at=None)
        if rows.update(revoked_at=at) != 1:
            raise Refused("core.moved_meanwhile")
        self.revoked_at = at
        record("phone.revoked", self, by=by, at=at)

    @classmethod
    def of_phone(cls, token: str, at: datetime) -> list["ResidentSession"]:
        """Everybody who uses the phone with ``token``, in whatever community, the earliest first."""
        rows = cls._base_manager.filter(
            token_hash=token_hash(token), revoked_at=None, seen_at__gt=at - LASTS, resident__left_at=None
        )
        return list(rows.select_related("resident__household__flat", "community").order_by("created_at"))

    def seen(self, at: datetime) -> None:
        """Note that the phone is in use, at most once an hour: a look at a page should not be a write."""
        if at - self.seen_at > timedelta(hours=1):
            ResidentSession._base_manager.filter(pk=self.pk, community_id=self.community_id).update(seen_at=at)


def tell(resident: Any, template: str, *, at: datetime, key: str, **params: str) -> None:
    """Put a notice for ``resident`` in the outbox, in the transaction of the moment."""
    Message.objects.get_or_create(
        community_id=resident.community_id,
        key=f"{key}:{resident.pk}",
        defaults={
            "channel": "in_app",
            "to": f"resident:{resident.pk}",
            "template": template,
            "params": params,
            "due_at": at,
        },
    )


def tell_household(resident: Any, template: str, *, at: datetime, key: str, **params: str) -> None:
    for member in type(resident).objects.filter(household_id=resident.household_id, left_at=None):
        tell(member, template, at=at, key=key, **params)
