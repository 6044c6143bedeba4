"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "stock.added": _("something to be supplied was put on the board"),
    "stock.confirmed": _("a stock was counted"),
    "stock.removed": _("something was taken off the board"),
    "shop.entered": _("a shop was entered"),
    "shop.changed": _("what is said of a shop was changed"),
    "shop.checked": _("a shop was inspected or its risk assessed"),
    "shop.inspected": _("a shop has all that the rules ask for"),
    "shop.opened": _("a shop opened"),
    "shop.closed": _("a shop closed"),
    "shop.confirmed": _("what is said of a shop was confirmed"),
}
