"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "role.granted": _("a role was given"),
    "role.revoked": _("a role was ended"),
    "sign_in_link.issued": _("a one-time link was made"),
    "sign_in_link.used": _("a one-time link was used"),
    "duty.assigned": _("somebody was put on duty"),
    "duty.unassigned": _("a duty was withdrawn"),
    "household_card.issued": _("household cards were issued"),
    "household_card.voided": _("a household card was voided"),
    "phone.joined": _("a phone joined a household"),
    "phone.revoked": _("a phone was removed"),
    "phone.restored": _("a phone holds again"),
    "proxy.granted": _("a proxy was granted"),
    "proxy.revoked": _("a proxy was ended"),
    "proxy.restored": _("a proxy holds again"),
    "absence.entered": _("an absence was entered"),
    "absence.ended": _("an absence was ended"),
    "community.opened": _("the community was set up"),
}
