"""Practical help that a counsellor asks for: an ordinary errand or matter, with nothing in it that points back.

No author, no record, no number. An errand is asked in the resident's own name, as if on their own phone: with their
consent, and no different from any other of theirs. All of it waits a while and leaves mixed with what else waits.
"""

import random
import uuid
from datetime import datetime, timedelta
from typing import Any

from linli.core.ids import uuid7
from linli.core.refusals import Refused
from linli.errands.choices import Kind as Need
from linli.errands.choices import Source
from linli.errands.models import Errand
from linli.followups.kinds import Kind
from linli.followups.models import FollowUp
from linli.journal.verbs import verb
from linli.registry.models import Community, Flat, Household, Resident
from linli.registry.search import room as rooms_like
from linli.wellbeing.models import HelpWaiting

# what is asked for -> its kind of matter, and how soon
MATTERS = {"visit": (Kind.VISIT, timedelta(hours=2)), "call": (Kind.CALL, timedelta(hours=4))}
NEEDS = frozenset(Need.values) - {Need.DELIVERY}  # a delivery comes from a round
ERRAND_WITHIN = timedelta(hours=4)
MOST = 200  # characters: what an errand takes


@verb
def pass_on(community: Community, key: uuid.UUID, *, kind: str, room: str, who: str = "", words: str,
            danger: bool = False, at: datetime) -> HelpWaiting:  # fmt: skip
    """Let it wait for its time; the same ``key`` (the form's own) waits once. ``kind``: visit, call, or an errand's.

    Refused: wellbeing.help_unclear, wellbeing.room_unknown, wellbeing.room_unclear, wellbeing.who_unclear.
    """
    if kind not in MATTERS.keys() | NEEDS or not words.strip():
        raise Refused("wellbeing.help_unclear")
    home = household_in(room)
    resident = resident_in(home, who) if kind in NEEDS else None
    return HelpWaiting.wait(community, key, household=home, resident=resident, kind=kind, words=words.strip()[:MOST],
                            danger=danger, at=at)  # fmt: skip


def leave_due(as_of: datetime) -> int:
    """Whatever has waited long enough leaves, in no order, and is forgotten here. Outside any scope; says how many."""
    due = list(HelpWaiting._base_manager.filter(leaves_at__lte=as_of).select_related("community", "resident"))
    random.shuffle(due)
    for one in due:
        _leave(one, as_of)
    return len(due)


@verb
def _leave(one: HelpWaiting, at: datetime) -> None:
    """Of two clocks at once only the one that takes the row away opens something."""
    gone, _each = HelpWaiting._base_manager.filter(pk=one.pk, community=one.community_id).delete()
    if not gone:
        return
    if one.kind in NEEDS:
        Errand.ask(one.community, resident=one.resident, kind=one.kind, what=one.words, text=one.words,
                   due_at=at + ERRAND_WITHIN, source=Source.PHONE_PAGE, by=one.resident, at=at)  # fmt: skip
    else:
        _open(one, at)


def _open(one: HelpWaiting, at: datetime) -> None:
    kind, within = MATTERS[one.kind]
    home = Household._base_manager.select_related("flat__unit__building").get(pk=one.household_id)
    FollowUp.open(
        one.community_id,
        kind,
        f"intake:{uuid7()}:1",  # like what somebody rang up about; not the key, which came from the cottage
        due_at=at + within,
        by=None,  # whoever asked is a counsellor, and that alone would say too much
        at=at,
        grid=home.flat.unit.building.grid_id,
        words=one.words,
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


def resident_in(home: Household, who: str) -> Resident:
    """The only one who lives there, or the one called ``who``. Refused: wellbeing.who_unclear."""
    name, people = who.strip(), Resident.objects.living().filter(household__flat=home.flat_id)
    found: list[Resident] = list(people.filter(name=name) if name else people)[:2]
    if len(found) != 1:
        raise Refused("wellbeing.who_unclear")
    return found[0]
