"""Everything this app can refuse with, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Any] = {
    "privacy.days_outside": _("This may be kept for 0 to %(most)s days. Nothing was changed."),
}
