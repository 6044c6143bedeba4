"""What this app does by the clock: who did not come, whose call was missed, whose observation is over. Idempotent."""

from datetime import datetime
from typing import Any

from django_scopes import scope, scopes_disabled

from linli.arrivals import matters, rules
from linli.arrivals.models import Arrival
from linli.journal.verbs import verb


def look_due(as_of: datetime) -> int:
    """Look again at the threads where time alone changed what is next; how many there were."""
    with scopes_disabled():
        rows = Arrival._base_manager.filter(look_at__lte=as_of).exclude(status__in=rules.OVER)
        due = list(rows.values_list("community_id", "pk"))
    for community, key in due:
        with scope(community=community):
            _look(key, as_of)
    return len(due)


@verb
def _look(key: Any, as_of: datetime) -> None:
    found = Arrival.objects.select_for_update(of=("self",)).get(pk=key)
    matters.follow(found, by=None, at=as_of)
