"""What rounds do by the clock: they close at their cut-off, and somebody hears that it is time to order."""

from contextlib import suppress
from datetime import datetime

from django_scopes import scope

from linli.core.refusals import Refused
from linli.registry.models import Community
from linli.supplies.models import Round


def close_due(as_of: datetime) -> int:
    """Close what has come to its cut-off; how many. What somebody closes at this very moment is closed."""
    count = 0
    for community in Community.objects.all():
        with scope(community=community.pk):
            for of in Round.objects.filter(status=Round.Status.OPEN, closes_at__lte=as_of):
                with suppress(Refused):
                    of.close(by=None, at=as_of)
                    count += 1
    return count
