"""What this app does by the clock: a review that nobody answered in time goes a level up. Idempotent."""

from datetime import datetime

from django_scopes import scope, scopes_disabled

from linli.reviews.models import Review


def escalate_due(as_of: datetime) -> int:
    """Returns how many went up."""
    with scopes_disabled():
        late = list(Review._base_manager.filter(status=Review.Status.ASKED, next_at__lte=as_of))
    moved = 0
    for review in late:
        with scope(community=review.community_id):
            moved += review.escalate(at=as_of)
    return moved
