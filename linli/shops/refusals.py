"""What this app can refuse, and its words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Any] = {
    "shops.kind_not_allowed": _("The rules in force do not let shops of this kind open yet."),
    "shops.inspection_missing": _("The inspection that the rules ask for is missing."),
    "shops.assessment_missing": _("The risk assessment that the rules ask for is missing."),
    "shops.inspection_expired": _("The last inspection is too old. Inspect again."),
    "shops.assessment_expired": _("The last risk assessment is too old. Assess again."),
    "shops.check_failed": _("At the last look something was not in order. Look again once it is put right."),
    "shops.reason_missing": _("Say why: whoever comes to the door reads it."),
    "shops.known_already": _("This name is on the list already. Nothing was changed."),
    "shops.quantity_unclear": _("A quantity is a number from 0 to 9,999,999. Nothing was changed."),
    "shops.not_open": _("This shop is closed already. Nothing was changed."),
    "shops.open_already": _("This shop is open already. Nothing was changed."),
    "shops.ended": _("This is not on the board any more. Nothing was changed."),
    "shops.check_unknown": _("Choose inspection or risk assessment, and what came of it."),
}
