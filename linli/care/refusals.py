"""What this app can refuse, and its words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "care.not_open": _("This was settled meanwhile. Nothing was changed; look again."),
    "care.found_unknown": _("Choose what you found at the door."),
    "care.help_unclear": _("Say in a few words what is needed."),
    "care.away_end_unclear": _("Say until which day they are away, at most %(days)s days ahead."),
    "care.not_away": _("They are not noted as away. Nothing was changed."),
    "care.not_watched": _("Nobody looks out for this person now. Nothing was changed."),
    "care.way_unknown": _("Say how they told us. Nothing was changed."),
    "care.not_living": _("This person does not live here any more. Nothing was changed."),
    "care.reported_already": _("This has been reported already. Nothing was changed."),
    "care.day_in_future": _("The day lies ahead. Please look again."),
    "care.told_by_missing": _("Please write who told us."),
    "care.evidence_missing": _("Please choose from whom we know."),
    "care.own_report": _("A second person must confirm this. Nothing was changed."),
    "care.not_proposed": _("Somebody else has already dealt with this. Nothing was changed; look again."),
    "care.not_confirmed": _("Somebody else has already dealt with this. Nothing was changed; look again."),
    "care.not_disputed": _("Somebody else has already dealt with this. Nothing was changed; look again."),
    "care.too_late_to_correct": _(
        "More than a day has passed. Nothing was changed; enter the person anew if it was a mistake."
    ),
    "care.has_died": _("This person has passed away. Nothing was changed."),
}
