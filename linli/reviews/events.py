"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "review.asked": _("somebody asked for a review"),
    "review.withdrawn": _("a review was withdrawn"),
    "review.answered": _("a review was answered"),
    "review.escalated": _("a review was late and went further up"),
}
