"""Who lives there: households and residents, holding the least."""

from django.db import models

from linli.core.fields import BlindIndex, EncryptedText
from linli.core.records import TenantRecord
from linli.registry.models.places import Flat


class Household(TenantRecord):
    """People who live together in a flat (户)."""

    flat = models.ForeignKey(Flat, on_delete=models.PROTECT, related_name="households")

    def __str__(self) -> str:
        return self.flat.key


class Resident(TenantRecord):
    """A resident (居民). No colour and no status of health is ever stored here."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="residents")
    name = models.CharField(max_length=60)
    initials = models.CharField(max_length=20, blank=True, db_index=True, help_text="pinyin initials, wxm")
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = EncryptedText()
    phone_last4 = BlindIndex(of="phone", last=4)
    identity = EncryptedText()
    identity_index = BlindIndex(of="identity")
    no_smartphone = models.BooleanField(default=False)
    confirmed = models.BooleanField(default=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["community", "phone_last4"], name="resident_phone"),
            models.Index(fields=["community", "identity_index"], name="resident_identity"),
        ]

    def __str__(self) -> str:
        return self.name
