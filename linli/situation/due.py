"""What this app does by the clock: tell staff before rules lapse, write down that they did. Idempotent."""

from datetime import datetime, timedelta
from typing import Any

from linli.accounts.models import Role
from linli.accounts.models.people import in_force
from linli.accounts.permissions import PERMISSIONS
from linli.core.models import Message
from linli.journal.verbs import record, verb
from linli.situation.models import Publication

AHEAD = timedelta(days=2)


def warn_due(as_of: datetime) -> int:
    """Tell everybody who may publish that rules lapse within two days and nothing follows; returns how many rules."""
    soon = Publication._base_manager.filter(
        status=Publication.Status.CONFIRMED, lapses_at__gt=as_of, lapses_at__lte=as_of + AHEAD
    )
    lapsing = [one for one in soon.select_related("version") if _lapses_without_successor(one)]
    for publication in lapsing:
        Message.objects.bulk_create(_warnings(publication, as_of), ignore_conflicts=True)
    return len(lapsing)


def _lapses_without_successor(publication: Publication) -> bool:
    """It holds in its last moment, and in the next one nothing does."""
    end = publication.lapses_at
    last = Publication.at(publication.community_id, end - timedelta(microseconds=1))
    return last == publication and Publication.at(publication.community_id, end) is None


def _warnings(publication: Publication, as_of: datetime) -> list[Message]:
    posts = Role._base_manager.filter(
        in_force(as_of),
        community_id=publication.community_id,
        kind__in=PERMISSIONS["situation.publish"],
        user__is_active=True,
    )
    return [
        Message(
            community_id=publication.community_id,
            channel="in_app",
            to=f"user:{user}",
            template="situation.lapses_soon",
            params={
                "publication": str(publication.pk),
                "version": str(publication.version),
                "lapses_at": publication.lapses_at.isoformat(),
            },
            key=f"lapse:{publication.pk}:{user}",
            due_at=as_of,
        )
        for user in posts.order_by("user").values_list("user", flat=True).distinct()
    ]


def lapse_due(as_of: datetime) -> int:
    """Write down each lapse once, at the moment of the lapse; returns how many restrictions ended."""
    over = Publication._base_manager.filter(
        status=Publication.Status.CONFIRMED, lapses_at__lte=as_of, lapse_noted_at=None
    )
    return sum(_note_lapse(one, as_of) for one in over.select_related("version").order_by("lapses_at", "id"))


@verb
def _note_lapse(publication: Any, as_of: datetime) -> bool:
    rows = Publication._base_manager.filter(pk=publication.pk, community_id=publication.community_id)
    if rows.filter(lapse_noted_at=None).update(lapse_noted_at=as_of) != 1:
        return False  # another process was first
    if not _lapses_without_successor(publication):
        return False
    record("publication.lapsed", publication, by=None, at=publication.lapses_at, version=str(publication.version))
    return True
