"""Handing people on who belong to another community: with their consent, with the least, and nothing is lost.

A community of the same installation gets an announced thread of its own; any other gets a note to print or to copy.
"""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django_scopes import scope

from linli.arrivals.models import Arrival
from linli.journal.verbs import verb
from linli.registry import phones
from linli.registry.models import Community

TEMPLATE = Path(__file__).with_name("hand_on.typ")


def others(community: Any) -> Any:
    """The other communities of this installation."""
    return Community._base_manager.exclude(pk=community.pk).order_by("name")


@verb
def pass_on(
    arrival: Arrival, to: Community | None, name: str, consent: bool, *, room: str = "", by: Any, at: datetime
) -> Arrival | None:
    """End the thread here and, where ``to`` works with us, begin it there in the same moment; both sides say so.

    ``room`` is their home there. Refused as Arrival.hand_on says. The travellers' link opens the
    thread that goes on.
    """
    told = to.name if to else name
    if room.strip() and arrival.household_id is None:
        arrival.room = room.strip()[:60]
        arrival.save(update_fields=["room"])
    people = [
        {"name": one.name, "birth_year": one.birth_year, "phone": one.phone, "by_call": one.by_call}
        for one in arrival.present
    ]
    arrival.hand_on(told, consent, by=by, at=at)
    if to is None:
        return None
    with scope(community=to.pk):
        made = Arrival.announce(
            to,
            room=room or arrival.room,
            travellers=people,
            source=Arrival.Source.LIST,
            expected_at=arrival.expected_at,
            origin=arrival.origin,
            transport=arrival.transport,
            vehicle=arrival.vehicle,
            told_by=_("handed on by %(name)s, with consent") % {"name": arrival.community.name},
            by=None,
            at=at,
        )
        made.link_hash = arrival.link_hash
        made.save(update_fields=["link_hash"])
    return made


def note(arrival: Arrival) -> list[str]:
    """What another office needs to ring them, line by line; nothing about anybody's health."""
    zone = ZoneInfo(arrival.community.zone)
    when = f"{arrival.expected_at.astimezone(zone):%Y-%m-%d %H:%M}" if arrival.expected_at else _("nobody knows when")
    way = " ".join(part for part in (arrival.get_transport_display(), arrival.vehicle) if part)
    people = [
        " ".join(part for part in (one.name, str(one.birth_year or ""), phones.shown(one.phone)) if part)
        for one in arrival.present
    ]
    lines = [
        _("To: %(name)s") % {"name": arrival.handed_to},
        _("From: %(name)s") % {"name": arrival.community.name},
        _("People who return to you; they agreed that you are told:"),
        *people,
        _("Home: %(room)s") % {"room": arrival.room} if arrival.room else "",
        _("Arrive: %(when)s") % {"when": when},
        _("From %(origin)s") % {"origin": arrival.origin} if arrival.origin else "",
        way,
        _("Please ring them before they travel. We have closed the thread on our side."),
    ]
    return [line for line in lines if line]
