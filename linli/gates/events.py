"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "crossing.annulled": _("a crossing counts no longer"),
    "crossings.uploaded": _("a gate sent what it had recorded"),
    "device.enrolled": _("a gate phone was enrolled"),
    "device.invited": _("an enrolment code was shown"),
    "device.revoked": _("a gate phone was revoked"),
    "gate.closed": _("a gate was closed"),
    "gate.opened": _("a gate was opened"),
    "gate.renamed": _("a gate was renamed"),
    "gate.reopened": _("a closed gate was opened again"),
    "key.distrusted": _("a key is no longer trusted"),
    "key.made": _("a key was made"),
    "key.retired": _("a key was retired"),
    "pass.issued": _("a pass was issued"),
    "pass.voided": _("a pass was made void"),
    "pass.restored": _("a pass is good again"),
    "passes.issued": _("passes were issued together"),
    "permit.granted": _("a permit was granted"),
    "permit.revoked": _("a permit was taken back"),
    "permit.restored": _("a permit holds again"),
    "pin.chosen": _("a guard chose a PIN"),
    "shelf.noted": _("something on the gate shelf was noted at a desk"),
    "shift.begun": _("a shift began"),
    "trust.imported": _("a trust list was taken in"),
    "trust.removed": _("a foreign key is no longer trusted"),
}
