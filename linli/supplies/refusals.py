"""What this app can refuse, and its words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Any] = {
    "supplies.not_draft": _("This round is open already, so its terms are fixed. Nothing was changed."),
    "supplies.not_open": _("This round takes no orders now. Nothing was changed."),
    "supplies.not_closed": _("This is possible only after the round has closed and before the order went out."),
    "supplies.not_ordered": _("The goods of this round are not awaited now. Nothing was changed."),
    "supplies.not_arrived": _("The goods of this round are not shared out yet, or are being handed out already."),
    "supplies.not_handing_out": _("This round is not being handed out now. Nothing was changed."),
    "supplies.no_goods": _("There are no goods yet. Add some first."),
    "supplies.times_unclear": _(
        "The times do not fit: the cut-off lies before the goods come, the end of fetching after its beginning."
    ),
    "supplies.closes_passed": _("The cut-off lies in the past. Choose a later one."),
    "supplies.cut_off": _("The cut-off has passed. Nothing was changed; the next round will come."),
    "supplies.nothing_ordered": _("Nobody has ordered anything, so there is nothing to send."),
    "supplies.nothing_wanted": _("Please say how many of what."),
    "supplies.other_goods": _("These goods do not belong to this round. Nothing was ordered."),
    "supplies.over_limit": _("%(goods)s: at most %(limit)s %(unit)s for one household. Nothing was changed."),
    "supplies.price_unclear": _("A price has at most two decimals and is not below zero."),
    "supplies.dropped": _("These goods are taken out already."),
    "supplies.spoiled_more": _("More cannot be spoiled than came. Nothing was written."),
    "supplies.no_substitution": _("This round was opened without substitution. What came instead is not shared out."),
    "supplies.not_counted": _("Not counted yet: %(goods)s. Write 0 where nothing came."),
    "supplies.more_than_got": _("More cannot be spoiled than the household got."),
    "supplies.nothing_open": _("Nothing is to be paid any more: it may just have been marked by somebody else."),
    "supplies.nothing_due": _("Nothing is to be given back any more: it may just have been marked by somebody else."),
    "supplies.amount_unclear": _("Please write an amount above zero with at most two decimals."),
    "supplies.handed_already": _("Parcel %(number)s is handed out already. Nothing was changed."),
    "supplies.not_now": _("This time cannot be: it lies ahead, or before the goods were there."),
    "supplies.slot_full": _("That time is full. Choose another."),
    "supplies.still_there": _("%(n)s parcels are not handed out yet. Tick them, or find out where they are."),
    "supplies.nobody_meant": _("There is no household that this is meant for. Nothing was shared."),
}
