"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "certificate.reopened": _("a certificate is looked at again"),
    "certificate.requested": _("a return-to-work certificate was handed in"),
    "certificate.verified": _("a return-to-work certificate was verified"),
    "certificate.refused": _("a return-to-work certificate was refused"),
    "certificate.revoked": _("a return-to-work certificate was taken back"),
    "certificates.listed": _("an employer's list was taken in"),
}
