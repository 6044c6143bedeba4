"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "volunteer.offered": _("somebody offered to help"),
    "volunteer.described": _("a volunteer said what they can do and when"),
    "volunteer.approved": _("a volunteer was welcomed"),
    "volunteer.declined": _("an offer to help was declined for now"),
    "volunteer.withdrawn": _("an offer to help was taken back"),
    "volunteer.extended": _("a volunteer's time was extended"),
    "volunteer.going_on": _("a volunteer would like to go on"),
    "volunteer.paused": _("a volunteer takes a break"),
    "volunteer.resumed": _("a volunteer is back from a break"),
    "volunteer.ended": _("a volunteer's time ended"),
    "volunteer.asked": _("a volunteer was asked for a shift"),
    "volunteer.declined_shift": _("a volunteer cannot take a shift"),
    "volunteer.not_answered": _("a volunteer did not answer for a shift"),
    "shift.planned": _("a shift was planned"),
    "shift.widened": _("a shift got more places"),
    "shift.cancelled": _("a shift was cancelled"),
    "shift.counted_on": _("somebody counts on a shift"),
    "slot.taken": _("a volunteer took a shift"),
    "slot.left": _("a volunteer gave a shift back"),
    "swap.offered": _("a turn was offered to another volunteer"),
    "swap.accepted": _("two volunteers swapped"),
    "swap.declined": _("a swap was declined"),
    "swap.withdrawn": _("the offer of a swap was taken back"),
    "hours.begun": _("a volunteer checked in"),
    "hours.ended": _("a volunteer checked out"),
    "hours.entered": _("hours of a volunteer were typed in from paper"),
    "hours.corrected": _("hours of a volunteer were corrected"),
    "hours.confirmed": _("hours of a volunteer were confirmed"),
    "hours.rejected": _("hours of a volunteer were not counted"),
    "certificate_of_service.issued": _("a certificate of service was issued"),
}
