"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "errand.asked": _("an errand was asked for"),
    "errand.offered": _("somebody was asked to do an errand"),
    "errand.accepted": _("somebody does an errand"),
    "errand.returned": _("somebody cannot do an errand; it looks for somebody else"),
    "errand.collected": _("money or a card was collected for an errand"),
    "errand.bought": _("what an errand asks for was bought"),
    "errand.set_out": _("somebody is on the way to the door"),
    "errand.delivered": _("an errand reached the door"),
    "errand.confirmed": _("an errand was confirmed"),
    "errand.disputed": _("something is wrong with an errand"),
    "errand.cancelled": _("an errand was cancelled"),
    "errand.evened": _("the money of an errand was made even"),
    "bag.given": _("a sealed bag with a card was given to a runner"),
    "bag.held": _("a sealed bag with a card was put into safe keeping"),
    "bag.taken": _("a runner took a sealed bag with a card over"),
    "bag.returned": _("a sealed bag with a card was returned"),
    "trip.begun": _("several errands became one trip"),
    "trip.ended": _("a trip ended"),
    "purse.counted": _("the cash of a runner was counted"),
}
