"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "publication.proposed": _("rules were put forward"),
    "publication.published": _("rules that free were published by one person"),
    "publication.confirmed": _("rules were confirmed by a second person"),
    "publication.withdrawn": _("rules were withdrawn"),
    "publication.set_aside": _("rules set for later were set aside: they would now restrict"),
    "publication.lapsed": _("rules lapsed; the restrictions ended"),
}
