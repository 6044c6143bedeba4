"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "keeping.purged": _("personal data was purged"),
    "keeping.set": _("a keeping time was changed"),
}
