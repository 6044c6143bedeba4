"""How long certificates keep pictures and reasons; outings, their permits and calls go when the crossings go."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep
from linli.gates.models import Permit, PermitRevocation
from linli.outings import pictures
from linli.outings.models import Certificate, Outing


def settled(cutoff: datetime) -> Any:
    """Certificates decided before ``cutoff``, or that ended before it without anybody deciding."""
    return Certificate._base_manager.filter(Q(decided_at__lte=cutoff) | Q(valid_until__lt=cutoff.date()))


def unclaimed(cutoff: datetime) -> Any:
    """Permits for one exit that ended before ``cutoff`` and belong to no outing that is kept: those go first."""
    held = Outing._base_manager.filter(permit__isnull=False).values("permit")
    return Permit._base_manager.filter(once=True, ends_at__lte=cutoff).exclude(pk__in=held)


def destroy_pictures(rows: list[Any]) -> None:
    for row in rows:
        pictures.destroy(row.community_id, row.pk)


KEEPING = [
    Keep(
        "outings.Certificate",
        ("photo",),
        days=30,
        most=90,
        due=settled,
        how="erase",
        before=destroy_pictures,
        what=_("pictures of return-to-work certificates"),
        since=_("after they were decided"),
        reason=_("so that a decision can be looked at again"),
    ),
    Keep(
        "outings.Certificate",
        ("reason",),
        days=180,
        most=365,
        due=settled,
        how="erase",
        what=_("reasons why certificates were refused"),
        since=_("after they were decided"),
        reason=_("so that a decision can be explained"),
    ),
    Keep(
        "outings.Outing",
        ("place", "reason", "remedy", "purpose"),
        days=14,
        most=30,
        after="ends_at",
        how="delete",
        what=_("who asked to go out, where and why"),
        since=_("after the time for leaving"),
        reason=_("so that a decision can be looked at again"),
    ),
    Keep(
        "gates.PermitRevocation",
        ("reason",),
        days=14,
        due=lambda cutoff: PermitRevocation._base_manager.filter(of__in=unclaimed(cutoff)),
        how="delete",
        what=_("permits for one exit that were taken back"),
        since=_("after the permit has ended"),
        reason=_("so that a decision can be looked at again"),
    ),
    Keep(
        "gates.Permit",
        ("resident", "kind"),
        days=14,
        due=lambda cutoff: unclaimed(cutoff).filter(revocation=None),
        how="delete",
        what=_("permits for one exit"),
        since=_("after the permit has ended"),
        reason=_("so that a decision can be looked at again"),
    ),
    Keep(
        "outings.Call",
        ("minutes",),
        days=14,
        most=30,
        after="at",
        how="delete",
        what=_("who was rung because somebody was late"),
        since=_("after the call"),
        reason=_("so that the next shift knows what was tried"),
    ),
]
