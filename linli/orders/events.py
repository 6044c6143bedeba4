"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "order.proposed": _("a restriction was proposed"),
    "order.confirmed": _("a restriction was confirmed by a second person"),
    "order.withdrawn": _("a proposed restriction was withdrawn"),
    "order.lifted": _("a restriction was lifted"),
    "order.lapsed": _("a restriction ended by itself"),
    "order.many_at_once": _("many people were restricted within a day: the alarm was raised"),
}
