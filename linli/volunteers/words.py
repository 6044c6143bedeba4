"""What stands against somebody's taking a shift, in a few words for its lead."""

from typing import Any

from django.utils.translation import gettext_lazy as _

AGAINST: dict[str, Any] = {
    "role_over": _("time as volunteer is over by then"),
    "away": _("not available"),
    "skill": _("skill missing"),
    "language": _("language missing"),
    "times": _("other times"),
    "overlap": _("has another turn"),
    "rest": _("rest first"),
    "day_full": _("day is full"),
    "week_full": _("week is full"),
}
