"""The read log: every personal page notes who opened whose record and why; the resident may see it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from linli.core.clock import now
from linli.journal.verbs import actor_of
from linli.privacy.models import Reading

WHY: dict[str, Any] = {
    "opened": _("opened the record"),
    "household": _("opened the household"),
    "listed": _("saw it in a list"),
    "call": _("made a phone call"),
    "identity": _("looked at the identity number"),
    "photo": _("looked at a photo"),
    "gate": _("checked at a gate"),
    "print": _("printed it"),
    "export": _("exported it"),
    "review": _("looked at a decision for a review"),
    "own": _("looked at their own record"),
}


MINUTE = timedelta(minutes=1)


def note_read(request: HttpRequest, subject: Any, why: str = "opened", within: timedelta = MINUTE) -> None:
    """Note that the person behind ``request`` read ``subject``: a row, or many. Call it in every personal page.

    A look at the same record for the same reason ``within`` a minute is noted once: a reload is not a second look.
    """
    community = request.community  # type: ignore[attr-defined]
    note(community, getattr(request, "resident", None) or request.user, subject, why, now(), within)


def note(community: Any, reader: Any, subject: Any, why: str, at: datetime, within: timedelta = MINUTE) -> None:
    """The same for a reader who is no request: a device, a command. ``why`` is one of ``WHY``."""
    if why not in WHY:
        raise KeyError(why)
    rows = subject if isinstance(subject, Iterable) else [subject]
    who, whose = actor_of(reader), [f"{row._meta.model_name}:{row.pk}" for row in rows]
    lately = Reading.objects.filter(
        community_id=community.pk, reader=who, why=why, subject__in=whose, at__gt=at - within
    )
    seen = set(lately.values_list("subject", flat=True)) if len(whose) <= 500 else set()
    day = community.today(at)
    Reading.objects.bulk_create(
        [
            Reading(community_id=community.pk, day=day, at=at, reader=who, subject=one, why=why)
            for one in whose
            if one not in seen
        ],
        batch_size=500,
    )


def readings_of(subject: Any, since: datetime | None = None) -> Any:
    """Who read ``subject``, the latest first: for the office, and for the resident's own page."""
    rows = Reading.objects.filter(community_id=subject.community_id, subject=f"{subject._meta.model_name}:{subject.pk}")
    return (rows.filter(at__gte=since) if since else rows).order_by("-at")
