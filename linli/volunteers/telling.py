"""Notices to volunteers, on whatever page they look at: the staff's first page, their resident's page, or by a ring."""

from datetime import datetime
from typing import Any

from linli.accounts.models.phones import tell as tell_resident
from linli.core.models import Message


def tell(volunteer: Any, template: str, *, at: datetime, key: str, **params: Any) -> None:
    """Once for each ``key``. ``params``: ids and numbers, never names."""
    if volunteer.user_id:
        tell_user(volunteer.community_id, volunteer.user_id, template, at=at, key=key, **params)
    if volunteer.resident_id:
        tell_resident(volunteer.resident, template, at=at, key=key, **params)


def tell_user(community: Any, user: Any, template: str, *, at: datetime, key: str, **params: Any) -> None:
    Message.objects.get_or_create(
        community_id=community,
        key=f"{key}:{user}",
        defaults={"channel": "in_app", "to": f"user:{user}", "template": template, "params": params, "due_at": at},
    )
