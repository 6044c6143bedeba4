"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "followup.opened": _("a matter was opened"),
    "followup.answered": _("somebody took a matter on"),
    "followup.handed_over": _("a matter was handed over"),
    "followup.closed": _("a matter was closed"),
    "followup.withdrawn": _("a matter answered itself"),
    "followup.reopened": _("a matter is a question again"),
}
