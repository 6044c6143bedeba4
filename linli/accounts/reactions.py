"""What this app does when others announce something (`config/wiring.py`)."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from linli.accounts.models import Proxy, ResidentSession
from linli.accounts.models.proxies import open_at
from linli.journal.verbs import record


def end_phones(happening: Any) -> None:
    """Somebody has died: no phone acts for them, and nobody for anybody else in their name. Nobody is told of it."""
    resident, at = happening.subject, happening.at
    phones = ResidentSession.objects.filter(resident=resident, revoked_at=None)
    proxies = Proxy.objects.filter(Q(subject=resident) | Q(holder=resident), open_at(at))
    for event, rows in (("phone.revoked", phones), ("proxy.revoked", proxies)):
        for row in rows:
            type(row)._base_manager.filter(pk=row.pk, community_id=row.community_id).update(revoked_at=at)
            record(event, row, by=happening.by, at=at)


def restore_phones(happening: Any) -> None:
    """It was a mistake: the phones and proxies that ended in that moment hold again."""
    resident, ended = happening.subject, datetime.fromisoformat(happening.codes["since"])
    phones = ResidentSession.objects.filter(resident=resident, revoked_at=ended)
    proxies = Proxy.objects.filter(Q(subject=resident) | Q(holder=resident), revoked_at=ended, ends_at__gt=happening.at)
    for event, rows in (("phone.restored", phones), ("proxy.restored", proxies)):
        for row in rows:
            type(row)._base_manager.filter(pk=row.pk, community_id=row.community_id).update(revoked_at=None)
            record(event, row, by=happening.by, at=happening.at)
