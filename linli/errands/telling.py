"""Everybody concerned is told at each step: in the app, or by a call where that is their way."""

from datetime import datetime
from typing import Any

from linli.accounts.models import ResidentSession, User
from linli.accounts.models.phones import tell
from linli.core.outbox import put
from linli.errands import matters

# Of these steps somebody is rung; on the way to the door is soon enough said at the door.
RUNG = frozenset({"accepted", "bought", "back_in_pool", "delivered"})


def told(errand: Any, step: str, at: datetime) -> None:
    """For whom it is and who asked; once each, without a name or a thing in it."""
    people = {one.pk: one for one in (errand.resident, errand.asked_by_resident) if one is not None}
    key = f"errand.{step}:{errand.pk}:{int(at.timestamp())}"
    for one in people.values():
        tell(one, f"errand.{step}", at=at, key=key, errand=str(errand.pk))
    if step in RUNG and by_phone(errand):
        matters.ask_to_ring(errand, by=None, at=at)


def by_phone(errand: Any) -> bool:
    """Nobody who asked or for whom it is has a phone that shows these pages."""
    people = [one for one in (errand.resident, errand.asked_by_resident) if one is not None]
    if not people:
        return True
    seen = ResidentSession.objects.filter(resident__in=people, revoked_at=None).values_list("resident", flat=True)
    return not any(one.pk in set(seen) for one in people)


def tell_runner(errand: Any, runner: User, template: str, at: datetime) -> None:
    key = f"{template}:{errand.pk}:{runner.pk}:{int(at.timestamp())}"
    put(errand.community_id, f"user:{runner.pk}", template, key=key, at=at, errand=str(errand.pk))
