"""What this app can refuse, and its words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "outings.not_requested": _("Somebody has already decided about this. Nothing was changed; look again."),
    "outings.not_refused": _("This was not refused. Nothing was changed; look again."),
    "outings.not_verified": _("This certificate is not in force. Nothing was changed."),
    "outings.company_code_wrong": _(
        "%(number)s is not a unified social credit code: it has 18 characters, and one of them is mistyped."
    ),
    "outings.ends_in_the_past": _("The certificate has ended already. Check the date."),
    "outings.not_a_picture": _("This file is not a picture that can be read (JPEG, PNG or WebP, at most 8 MB)."),
    "outings.reason_missing": _("Say in a few words why: the person will ask."),
    "outings.list_unreadable": _(
        "This list could not be read: use .xlsx, .xls, .csv, or paste the rows. Nothing was changed."
    ),
    "outings.list_columns": _(
        "The list needs columns for name, room, company code and end date (姓名 房号 信用代码 有效期)."
    ),
    "outings.remedy_missing": _("Say what would help: another time, somebody who brings it, whom to ask."),
    "outings.already_out": _("Somebody has gone out with it already; it cannot be withdrawn any more."),
    "outings.window_wrong": _("The time does not fit: the end lies before the beginning, or more than a day after."),
    "outings.in_the_past": _("This time is over."),
    "outings.not_open": _("Under the present rules nobody can ask to go out."),
    "outings.other_purpose": _("Under the present rules one cannot ask to go out for this."),
    "outings.under_order": _("A restriction is in force until %(at)s; with it the gate lets nobody out for this."),
    "outings.too_far_ahead": _("This is too far ahead: one can ask %(days)s days before at most."),
    "outings.too_short_notice": _("This is too soon: the rules want %(minutes)s to look at it."),
    "outings.too_long": _("This is too long: the rules allow %(minutes)s."),
    "outings.outside_hours": _("This is outside the hours: %(slots)s."),
    "outings.overlaps": _("You have asked for this time already."),
    "outings.household_used": _("Your household's outings of this day are taken: %(number)s a day."),
    "outings.nobody_asks": _("Nobody has to ask at the moment. Just go."),
    "outings.rules_end": _("The rules end on %(at)s. For this time nobody has to ask."),
    "outings.just_go": _("For this nobody has to ask. Just go; say it at the gate."),
    "outings.step_unknown": _("Choose what you did and what came of it. Nothing was noted."),
    "outings.minutes_missing": _("Write in how many minutes they are back, up to 600."),
    "outings.not_out": _("Nobody is out here any more: they have come back. Nothing needs to be done."),
    "outings.list_too_long": _("The list has more than 2,000 rows. Split it; nothing was changed."),
}
