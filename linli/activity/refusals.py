"""What this app can refuse, and its words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Any] = {
    "activity.not_draft": _("These times are published or taken back already. Nothing was changed; begin new ones."),
    "activity.not_published": _("These times are not published. Nothing was changed."),
    "activity.days_unclear": _("The last day must not lie before the first, and at most %(days)s days after it."),
    "activity.days_over": _("The last day has passed already. Choose later days."),
    "activity.row_unclear": _("Choose buildings, weekdays, and an end that lies after the start."),
    "activity.other_building": _("This building does not belong to the compound. Nothing was changed."),
    "activity.empty": _("There are no rows yet: add one, or let the times be spread evenly."),
}
