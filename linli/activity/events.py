"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "activity.drafted": _("times outdoors were begun"),
    "activity.changed": _("times outdoors were changed"),
    "activity.published": _("times outdoors were published"),
    "activity.retracted": _("times outdoors were taken back"),
}
