"""What this app can refuse, and its words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "outings.not_requested": _("Somebody has already decided about this certificate. Nothing was changed; look again."),
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
    "outings.list_too_long": _("The list has more than 2,000 rows. Split it; nothing was changed."),
}
