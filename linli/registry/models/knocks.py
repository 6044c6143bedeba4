"""Knocking on every door, and what was found behind it."""

from datetime import datetime
from typing import Any

from django.db import models

from linli.core.records import TenantRecord
from linli.journal.verbs import record, verb
from linli.registry.models.places import Community, Flat


class KnockRound(TenantRecord):
    """A round of knocks (敲门排查): doors count as visited from its opening on. The newest round counts."""

    opened_at = models.DateTimeField()
    by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-opened_at"]

    @classmethod
    @verb
    def open(cls, community: Community, *, by: Any, at: datetime) -> "KnockRound":
        made = cls.objects.create(community=community, opened_at=at, by_id=by.pk if by else None)
        record("knock_round.opened", made, by=by, at=at)
        return made

    @classmethod
    def newest(cls, community: Community) -> "KnockRound | None":
        return cls.objects.filter(community=community).first()


class Knock(TenantRecord):
    """One visit at one door (敲门), and how the flat is used as far as one saw."""

    flat = models.ForeignKey(Flat, on_delete=models.PROTECT, related_name="knocks")
    found = models.CharField(max_length=16, choices=Flat.Use.choices)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["community", "flat", "at"], name="knock_flat")]

    @classmethod
    @verb
    def note(cls, flat: Flat, found: str, *, by: Any, at: datetime) -> "Knock":
        """Write down a visit. That nobody opened changes nothing about a flat where people are known to live."""
        made = cls.objects.create(community=flat.community, flat=flat, found=found, at=at, by_id=by.pk if by else None)
        inhabited = flat.households.filter(residents__left_at=None, residents__merged_into=None).exists()
        if found != Flat.Use.NOBODY_OPENED or not inhabited:
            Flat.objects.filter(community=flat.community_id, pk=flat.pk).update(use=found)
            flat.use = found
        record("flat.visited", flat, by=by, at=at, found=found)
        return made
