"""Practical help that a counsellor asks for: an ordinary matter of the community, with nothing in it that points back.

No author, no record, no name, no number: a room and plain words. What a room needs, the desk writes down every day.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from linli.core.refusals import Refused
from linli.followups.kinds import Kind
from linli.followups.models import FollowUp
from linli.journal.verbs import verb
from linli.registry.models import Community, Flat, Household
from linli.registry.search import room as rooms_like

# what is asked for -> its kind of matter, and how soon
KINDS = {
    "errand": (Kind.ERRAND, timedelta(hours=4)),
    "visit": (Kind.VISIT, timedelta(hours=2)),
    "call": (Kind.CALL, timedelta(hours=4)),
}
MOST = 300  # characters


@verb
def pass_on(community: Community, key: uuid.UUID, *, kind: str, room: str, words: str, at: datetime) -> FollowUp:
    """Open the matter; the same ``key`` (the form's own) opens it once.

    Refused: wellbeing.help_unclear, wellbeing.room_unknown, wellbeing.room_unclear.
    """
    if kind not in KINDS or not words.strip():
        raise Refused("wellbeing.help_unclear")
    home = household_in(room)
    matter, within = KINDS[kind]
    return FollowUp.open(
        community.pk,
        matter,
        f"desk:{key}",
        due_at=at + within,
        by=None,  # whoever asked is a counsellor, and that alone would say too much
        at=at,
        grid=home.flat.unit.building.grid_id,
        words=words.strip()[:MOST],
        household=str(home.pk),
    )


def household_in(room: str) -> Household:
    """Who lives in the room that ``room`` means. Refused: wellbeing.room_unknown, wellbeing.room_unclear."""
    asked = rooms_like(room.strip())
    flats: list[Any] = list(Flat.objects.filter(asked).order_by("key")[:2]) if asked is not None else []
    if len(flats) > 1:
        raise Refused("wellbeing.room_unclear")
    homes = Household.objects.filter(flat__in=flats).select_related("flat__unit__building")
    # the tenants before the owner of a flat that is let
    home = homes.order_by("-tenure", "pk").first()
    if home is None:
        raise Refused("wellbeing.room_unknown")
    return home
