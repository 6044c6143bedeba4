"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "followup.opened": _("a matter was opened"),
    "followup.answered": _("somebody took a matter on"),
    "followup.handed_over": _("a matter was handed over"),
    "followup.closed": _("a matter was closed"),
    "followup.withdrawn": _("a matter answered itself"),
    "followup.noted": _("something was noted on a matter"),
    "followup.rung": _("a number was rung about a matter"),
    "followup.called": _("somebody was called about a matter"),
    "followup.cannot": _("somebody could not see to a matter"),
    "handover.offered": _("open matters were offered to a colleague"),
    "handover.acknowledged": _("open matters were taken over"),
    "handover.declined": _("open matters were not taken over"),
    "handover.withdrawn": _("an offer of open matters was taken back"),
    "followup.reopened": _("a matter is a question again"),
}
