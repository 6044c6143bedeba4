"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "round.drafted": _("a purchase round was begun"),
    "round.changed": _("the terms of a purchase round were changed"),
    "round.opened": _("a purchase round was opened"),
    "round.extended": _("the cut-off of a purchase round was changed"),
    "round.closed": _("a purchase round was closed"),
    "round.sent": _("an order went to a supplier"),
    "round.arrived": _("goods were shared out"),
    "round.handing_out": _("handing out parcels began"),
    "round.accounted": _("a purchase round was accounted for"),
    "round.cancelled": _("a purchase round was cancelled"),
    "goods.offered": _("goods were added to a purchase round"),
    "goods.taken_off": _("goods were taken off a purchase round"),
    "goods.dropped": _("goods were not ordered, because too few wanted them"),
    "arrival_count.made": _("goods were counted"),
    "basket.ordered": _("a household ordered goods"),
    "basket.withdrawn": _("a household withdrew its order"),
    "basket.slot_moved": _("a time for fetching a parcel was changed"),
    "item.spoiled": _("goods were found spoiled after they were handed out"),
    "payment.marked": _("a payment was marked"),
    "payment.taken_back": _("the mark of a payment was taken back"),
    "refund.given": _("money was given back"),
    "parcel.handed_out": _("a parcel was handed out"),
    "parcel.not_handed_out": _("the tick of a parcel was taken back"),
    "donation.received": _("a donation was received"),
    "donation.shared": _("a donation was shared"),
}
