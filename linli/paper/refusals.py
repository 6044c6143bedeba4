"""What this app can refuse, and its words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "paper.not_open": _("This was entered already, perhaps by somebody else a moment ago. Nothing was changed."),
    "paper.crossing_gone": _(
        "This crossing is no longer kept, so it can no longer be taken back. The question closes by itself soon."
    ),
    "paper.too_many_sheets": _("Print between 1 and %(most)s sheets at once."),
    "paper.no_such_sheet": _("No sheet has this number. It stands at the top right of the page."),
    "paper.no_such_row": _("This sheet has no such row. Nothing was saved."),
    "paper.day_ahead": _("This day lies ahead. Look at the date on the sheet."),
    "paper.day_too_old": _(
        "Sheets older than a month are no longer typed in: crossings of that time are kept as numbers only."
    ),
    "paper.rows_are_typed": _("Rows of this sheet are typed already. Clear them first to give it another gate or day."),
    "paper.nothing_typed": _("No row is typed yet, so there is nothing to enter."),
    "paper.row_without_time": _("Row %(row)s has no time. Type it, then enter the sheet; nothing is lost."),
    "paper.row_ahead": _("Row %(row)s lies in the future. Look at its time, then enter the sheet; nothing is lost."),
    "paper.row_too_old": _("Row %(row)s is older than a month. Crossings of that time are kept as numbers only."),
}
