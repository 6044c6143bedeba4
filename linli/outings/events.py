"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "certificate.reopened": _("a certificate is looked at again"),
    "certificate.requested": _("a return-to-work certificate was handed in"),
    "certificate.verified": _("a return-to-work certificate was verified"),
    "certificate.refused": _("a return-to-work certificate was refused"),
    "certificate.revoked": _("a return-to-work certificate was taken back"),
    "outing.requested": _("somebody asked to go out"),
    "outing.approved": _("an outing was approved"),
    "outing.refused": _("an outing was refused"),
    "outing.withdrawn": _("an outing was withdrawn"),
    "outing.reconsidered": _("an outing was approved after a review"),
    "call.noted": _("somebody who is out was rung or looked for"),
    "certificates.listed": _("an employer's list was taken in"),
}
