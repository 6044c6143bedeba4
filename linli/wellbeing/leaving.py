"""A counsellor leaves: their key ends at once, and those who stay are asked to make the group a new one."""

from datetime import datetime
from typing import Any

from linli.accounts.models import Role
from linli.core.outbox import put
from linli.journal.verbs import verb
from linli.wellbeing.duty import counsellors
from linli.wellbeing.models import CounsellorKey, GroupKey


def end_keys(happening: Any) -> None:
    """A role was ended by somebody (``role.revoked``)."""
    role = happening.subject
    if role.kind == Role.Kind.COUNSELLOR:
        _end(role.community_id, happening.by, happening.at)


def end_due(as_of: datetime) -> int:
    """Roles also end by their date, which nobody announces. Returns how many keys ended. Outside any scope."""
    open_ones = CounsellorKey._base_manager.filter(ended_at=None)
    communities = open_ones.order_by().values_list("community_id", flat=True).distinct()
    return sum(_end_in_turn(community, as_of) for community in communities)


@verb
def _end_in_turn(community: Any, at: datetime) -> int:
    return _end(community, None, at)


def _end(community: Any, by: Any, at: datetime) -> int:
    """End the keys of whoever is no counsellor here (any more); a second role of the same kind goes on."""
    stay = counsellors(community, at)
    left = CounsellorKey._base_manager.filter(community_id=community, ended_at=None).exclude(user__in=stay)
    gone = list(left.prefetch_related("wrap_set"))
    current = GroupKey.of(community)
    for key in gone:
        knew = any(current is not None and wrap.group_key_id == current.pk for wrap in key.wrap_set.all())
        key.end(by=by, at=at)
        if current is not None and knew:
            current.must_renew(at)
            _tell(community, current, stay, at)
    return len(gone)


def _tell(community: Any, current: GroupKey, stay: Any, at: datetime) -> None:
    for user in stay:
        # Shown in the counsellor's own workplace only, whatever other posts they hold.
        key = f"cottage-renewal:{current.pk}:{user}"
        put(community, f"counsellor:{user}", "wellbeing.renewal", key=key, at=at, matter="cottage-keys")
