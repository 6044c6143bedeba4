"""By the clock: a shop that the rules in force no longer let be open becomes a matter; nobody closes it unseen."""

from datetime import datetime, timedelta

from django_scopes import scope

from linli.followups.kinds import Kind
from linli.followups.models import FollowUp
from linli.registry.models import Community
from linli.shops.models import Shop

SOON = timedelta(hours=4)


def look_due(as_of: datetime) -> int:
    """Open shops that lack what the phase asks for; how many there are. One matter each, however often it looks."""
    count = 0
    for community in Community.objects.all():
        with scope(community=community.pk):
            for shop in Shop.objects.exclude(status=Shop.Status.CLOSED).prefetch_related("checks"):
                why = shop.hindrance(as_of)
                if why:
                    count += 1
                    FollowUp.open(
                        community.pk, Kind.SHOP, shop.subject, due_at=as_of + SOON, by=None, at=as_of, why=why
                    )
    return count
