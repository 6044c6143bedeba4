"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "batch.opened": _("work on many rows was done"),
    "batch.restored": _("work on many rows was put back"),
}
