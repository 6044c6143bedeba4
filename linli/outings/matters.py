"""What waits for somebody's decision is a matter with an owner; the decision ends it (`config/wiring.py`)."""

from datetime import datetime, timedelta
from typing import Any

from django_scopes import scope

from linli.followups.kinds import Kind
from linli.followups.models import FollowUp
from linli.outings.models import Certificate, Outing
from linli.registry.models import Community, Resident

DECIDE, VERIFY, RING = timedelta(hours=2), timedelta(hours=24), timedelta(hours=2)


def ask_for_decision(happening: Any) -> None:
    """Somebody asked to go out and the rules leave it to a person: by two hours, or when the window begins."""
    outing = happening.subject
    if happening.codes.get("awaits"):
        due = max(happening.at, min(happening.at + DECIDE, outing.starts_at))
        _open(happening, Kind.OUTING, f"outing:{outing.pk}", due)


def decided(happening: Any) -> None:
    """Approved, refused or withdrawn, by whomever."""
    _settle(happening, Kind.OUTING, f"outing:{happening.subject.pk}")


def ask_to_verify(happening: Any) -> None:
    """A certificate was handed in, or a review found that it must be looked at anew."""
    _open(happening, Kind.CERTIFICATE, f"certificate:{happening.subject.pk}", happening.at + VERIFY)


def verified(happening: Any) -> None:
    """Verified or refused."""
    _settle(happening, Kind.CERTIFICATE, f"certificate:{happening.subject.pk}")


def verify_no_more(happening: Any) -> None:
    """They moved away: nobody rings the employer for them, as the list of certificates says too."""
    if isinstance(happening.subject, Resident):
        for one in Certificate.objects.filter(resident=happening.subject, status="requested"):
            _settle(happening, Kind.CERTIFICATE, f"certificate:{one.pk}")


def unanswered_due(as_of: datetime) -> int:
    """Nobody decided before the window was over: somebody rings and says sorry. How many such there were."""
    count = 0
    for community in Community.objects.all():
        with scope(community=community.pk):
            waiting = FollowUp.objects.filter(kind=Kind.OUTING).exclude(status=FollowUp.Status.DONE)
            keys = [one.subject.removeprefix("outing:") for one in waiting]
            for outing in Outing.objects.filter(pk__in=keys, status="requested", ends_at__lte=as_of):
                _ring(outing, as_of)
                count += 1
    return count


def _ring(outing: Outing, at: datetime) -> None:
    subject = f"outing:{outing.pk}"
    FollowUp.settle(outing.community_id, Kind.OUTING, subject, by=None, at=at)
    FollowUp.open(
        outing.community_id, Kind.CALL, subject, due_at=at + RING, by=None, at=at, resident=outing.resident_id
    )


def _open(happening: Any, kind: Kind, subject: str, due: datetime) -> None:
    row = happening.subject
    FollowUp.open(
        row.community_id, kind, subject, due_at=due, by=happening.by, at=happening.at, resident=row.resident_id
    ).ask_again(at=happening.at)


def _settle(happening: Any, kind: Kind, subject: str) -> None:
    FollowUp.settle(happening.subject.community_id, kind, subject, by=happening.by, at=happening.at)
