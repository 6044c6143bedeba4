"""What this app does by the clock: look out for the right people, and ask somebody to knock. Idempotent."""

from datetime import datetime

from django_scopes import scope, scopes_disabled

from linli.care.models import Silence
from linli.care.rules import quiet
from linli.care.watching import look_again, refit, silent_ones
from linli.registry.models import Community

MOST = 50  # knocks that one look asks for: a first roster may hold hundreds of elders, and workers have two hands


def knock_due(as_of: datetime) -> int:
    """Open an owned matter for everybody who has been silent too long; in quiet hours nobody is sent to a door."""
    with scopes_disabled():
        communities = list(Community.objects.all())
    opened = 0
    for community in communities:
        with scope(community=community.pk):
            opened += _knock(community, as_of)
    return opened


def _knock(community: Community, at: datetime) -> int:
    refit(community, at)
    look_again(community, silent_ones(community, at), at)
    local = (int(at.timestamp()) + community.offset(at)) // 60 % 1440
    if quiet(local, tuple(community.setting("silence_quiet"))):
        return 0
    waiting = set(Silence.objects.filter(status=Silence.Status.OPEN).values_list("resident_id", flat=True))
    due = [row for row in silent_ones(community, at) if row.resident_id not in waiting][:MOST]
    return sum(Silence.open(row, at=at) is not None for row in due)
