"""The rules of a phase as a community once wrote them down: never changed, only followed by another version."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.situation.rules import Terms


def digest(body: Any, starts_at: datetime, lapses_at: datetime) -> str:
    """SHA-256 (hex) over canonical JSON of the phase and its two times in epoch seconds."""
    whole = {"body": body, "starts_at": epoch(starts_at), "lapses_at": epoch(lapses_at)}
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def epoch(at: datetime) -> int:
    return int(at.timestamp())


def terms_of(body: Mapping[str, Any], lapses_at: datetime) -> Terms:
    activity = body.get("activity", "free")
    arrivals = body.get("arrivals", {})
    return Terms(body["gate"], body["outings"], body["orders"], epoch(lapses_at), activity, arrivals)


class PolicyVersion(TenantRecord):
    """A version of a phase (规则版本): its file, when it should begin, when it lapses. Every decision names it."""

    pack = models.CharField(max_length=60)
    phase = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    body: Any = models.JSONField(help_text="the phase as protocol/gate/policy.schema.json describes it")
    starts_at = models.DateTimeField(help_text="takes effect then, or when it is confirmed if that is later")
    lapses_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "pack", "phase", "number"], name="policy_version")]

    def __str__(self) -> str:
        return f"{self.pack}/{self.phase}@{self.number}"

    @classmethod
    def write(cls, community: Any, body: dict[str, Any], starts_at: datetime, lapses_at: datetime) -> "PolicyVersion":
        """The next version of this phase. The caller holds the lock on the community."""
        same = cls._base_manager.filter(community_id=community.pk, pack=body["pack"], phase=body["phase"])
        last = same.aggregate(last=models.Max("number"))["last"] or 0
        return cls.objects.create(
            community=community,
            pack=body["pack"],
            phase=body["phase"],
            number=last + 1,
            body=body,
            starts_at=starts_at,
            lapses_at=lapses_at,
            digest=digest(body, starts_at, lapses_at),
        )

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise Refused("situation.version_is_fixed")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> Any:
        raise Refused("situation.version_is_fixed")

    @property
    def intact(self) -> bool:
        """The stored rules are still the ones that were published."""
        return self.digest == digest(self.body, self.starts_at, self.lapses_at)

    @property
    def terms(self) -> Terms:
        return terms_of(self.body, self.lapses_at)
