"""What a sentence may be about, in one word each."""

from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Any] = {
    "emergency": _("Emergency"),
    "errand": _("Errand"),
    "purchase": _("Order of goods"),
    "visit": _("Visit"),
    "call": _("Call"),
    "outing": _("Going out"),
    "arrival": _("Coming home"),
    "question": _("Question"),
}
