"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "sheets.printed": _("blank registers were printed"),
    "sheet.taken_up": _("typing in a register sheet began"),
    "sheet.closed": _("a register sheet was entered"),
    "permits.printed": _("the day's permits were printed"),
    "conflict.found": _("a paper record contradicts another"),
    "conflict.withdrawn": _("a contradiction cleared itself up"),
    "conflict.reopened": _("a contradiction is there again"),
    "conflict.decided": _("a contradiction was decided"),
}
