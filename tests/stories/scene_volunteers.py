"""The stage of a volunteer's week: a neighbour with a phone, a home that counts on a turn, and after."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django_scopes import scope, scopes_disabled

from linli.accounts.models.phones import ResidentSession
from linli.core.clock import now
from linli.core.models import Message
from linli.followups.models import FollowUp
from linli.registry.models import Community
from tests.world import build

PHONE = "v" * 43


def volunteering(address: str) -> dict[str, Any]:
    """Wang Mei of 3-2-502 has a phone; nobody is a volunteer yet. ``eight``: seconds until tomorrow at eight."""
    at = now()
    with scopes_disabled():
        world = build()
    with scope(community=world.community.pk):
        ResidentSession.bind(world.residents["王梅"], token=PHONE, device="phone", at=at)
    today = world.community.today(at)
    tomorrow = today + timedelta(days=1)
    return {
        "phone": PHONE,
        "offer": reverse("volunteers:offer", args=[world.community.pk]),
        "logins": {kind: user.username for kind, user in world.users.items()},
        "secretary": str(world.users["secretary"].pk),
        "day": str(tomorrow),
        "eight": int((_eight(tomorrow, world.community.zone) - at).total_seconds()),
    }


def _eight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(8), ZoneInfo(zone))


def volunteered(days: int = 0) -> dict[str, Any]:
    """What the clock does ``days`` from now, then: who helps until when, and who was told what."""
    from linli.volunteers.models import Slot, Volunteer
    from linli.volunteers.recurring import end_due

    with scopes_disabled():
        if days:
            end_due(now() + timedelta(days=days))
        community = Community.objects.get()
    with scope(community=community.pk):
        people = Volunteer.objects.order_by("created_at")
        turns = Slot.objects.exclude(volunteer=None).order_by("shift__starts_at", "number")
        told = Message.objects.filter(template__startswith="volunteers.").order_by("pk")
        return {
            "people": {one.name: one.status for one in people},
            "turns": [[row.shift.starts_at.isoformat(), row.volunteer.name] for row in turns if row.volunteer],
            "told": sorted({one.template for one in told}),
            "matters": sorted(
                FollowUp.objects.filter(subject__startswith="shift:", status="open").values_list("kind", flat=True)
            ),
        }
