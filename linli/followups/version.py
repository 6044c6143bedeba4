"""What a person's list looks like, as a short text: a page asks every second and a half whether it changed."""

import hashlib
from datetime import datetime
from typing import Any

from django.db.models import Q

from linli.followups.models import FollowUp, Handover

OPEN = (FollowUp.Status.OPEN, FollowUp.Status.ANSWERED)


def version(user: Any, at: datetime) -> str:
    """Changes when a matter comes, goes, becomes late or is put otherwise, and with every hand-over; two queries."""
    mine = FollowUp.objects.filter(owner=user, status__in=OPEN).order_by("urgency", "due_at", "pk")
    rows = [(str(pk), *rest, due <= at) for pk, due, *rest in mine.values_list("pk", "due_at", "status", "urgency")]
    between = Handover.objects.filter(Q(to_user=user) | Q(from_user=user), status=Handover.Status.OFFERED)
    offers = sorted(str(key) for key in between.values_list("pk", flat=True))
    return hashlib.sha256(repr((rows, offers)).encode()).hexdigest()[:16]
