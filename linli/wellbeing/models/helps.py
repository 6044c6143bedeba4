"""Practical help on its way out of the cottage: it waits a little, so that no time and no order points back."""

import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.journal.verbs import verb
from linli.registry.models import Household, Resident

SOONEST, LATEST = timedelta(minutes=10), timedelta(minutes=40)


class HelpWaiting(TenantRecord):
    """Practical help before it leaves (待转帮助): which home, what, from when on. Not from whom or which record."""

    APART = True

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=20)
    words = EncryptedText()
    leaves_at = models.DateTimeField()

    @classmethod
    @verb
    def wait(
        cls,
        community: Any,
        key: uuid.UUID,
        *,
        household: Household,
        resident: Resident | None,
        kind: str,
        words: str,
        danger: bool,
        at: datetime,
    ) -> "HelpWaiting":
        """Put it where it waits; ``key`` (the form's own) is there once. ``danger``: it leaves with the next minute.

        No line in the journal: beside the one about the record it would say what belongs together.
        """
        pause = timedelta() if danger else SOONEST + secrets.randbelow(61) * (LATEST - SOONEST) / 60
        made, _fresh = cls._base_manager.get_or_create(
            pk=key,
            community=community,
            defaults={
                "household": household,
                "resident": resident,
                "kind": kind,
                "words": words,
                "leaves_at": at + pause,
                "created_at": at,
            },
        )
        return made
