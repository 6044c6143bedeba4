"""Everything this app can refuse with, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Any] = {
    "journal.batch_too_old": _("This was done more than 24 hours ago and can no longer be put back in one go."),
    "journal.batch_restored": _("Somebody else is putting this back, or already has. Nothing was done twice."),
}
