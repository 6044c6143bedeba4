"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "watches.refitted": _("who lives alone and is looked out for was brought up to date"),
    "watch.declined": _("somebody does not want to be looked out for"),
    "watch.wanted": _("somebody wants to be looked out for again"),
    "watch.paused": _("somebody is away for a while"),
    "watch.resumed": _("somebody is back at home"),
    "silence.opened": _("nothing was heard of somebody for long: a knock"),
    "silence.visited": _("somebody went to the door"),
    "silence.settled": _("a silence was settled"),
    "death.proposed": _("a death was reported"),
    "death.withdrawn": _("a report of a death was withdrawn"),
    "death.disputed": _("a reported death was said to be a mistake"),
    "death.upheld": _("a reported death was no mistake"),
    "resident.died": _("a death was confirmed by a second person"),
    "resident.restored": _("a report of a death was put right by two people"),
}
