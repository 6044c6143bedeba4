"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "counsellor_key.made": _("a counsellor made a key of their own"),
    "counsellor_key.relocked": _("a counsellor chose another pass phrase"),
    "counsellor_key.ended": _("a counsellor's key ended"),
    "group_key.made": _("the counsellors' key was made"),
    "group_key.renewed": _("the counsellors' key was replaced by a new one"),
    "group_key.wrapped": _("another counsellor was given the counsellors' key"),
    "group_key.recovered": _("the counsellors' key was recovered from paper sheets"),
    "group_key.sheets_printed": _("recovery sheets of the counsellors' key were printed"),
    "scale.imported": _("a scale was brought in under the site's own licence"),
    "scale.withdrawn": _("a scale that had been brought in was withdrawn"),
    "scale.cutoff_chosen": _("the cut-off of a scale was chosen"),
    "screening.received": _("a sealed record came in"),
    "screening.opened": _("a sealed record was opened"),
    "screening.claimed": _("a counsellor took on a sealed record"),
    "screening.released": _("a sealed record was given back"),
    "screening.noted": _("a sealed entry was added"),
    "screening.called": _("those on duty were told of an unopened record"),
    "screening.closed": _("a sealed record was closed"),
    "screening.destroyed": _("the key of a sealed record was destroyed"),
    "screening.rewrapped": _("sealed records were wrapped anew"),
    "screening.counted": _("sealed records were read for numbers"),
    "screening.numbers_published": _("suppressed numbers were published"),
    "screening.glass_asked": _("a counsellor asked to break the glass"),
    "screening.glass_broken": _("two counsellors broke the glass"),
    "screening.glass_told": _("the resident was told of a broken glass"),
    "cottage.room_entered": _("a counselling room was entered"),
    "cottage.room_changed": _("a counselling room was changed"),
    "cottage.room_closed": _("a counselling room was closed"),
    "cottage.hours_entered": _("hours of a counselling room were entered"),
    "cottage.hours_withdrawn": _("hours of a counselling room were taken back"),
    "cottage.booked": _("a place in a counselling room was booked"),
    "cottage.booking_cancelled": _("a booking of a counselling room was cancelled"),
}
