"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "building.assigned": _("a building was put into a grid or out of one"),
    "building.opened": _("a building was entered"),
    "community.changed": _("the community's name, division code or time zone was changed"),
    "compound.opened": _("a compound was entered"),
    "compound.renamed": _("a compound was renamed"),
    "grid.opened": _("a grid was entered"),
    "flat.visited": _("a door was knocked at"),
    "knock_round.opened": _("a round of knocking at doors began"),
    "import.received": _("a roster file was received"),
    "import.started": _("entering a roster file began"),
    "import.applied": _("a roster file was entered"),
    "import.reversed": _("a roster file was taken back"),
    "resident.registered": _("a resident was entered"),
    "resident.confirmed": _("a resident was confirmed"),
    "resident.corrected": _("a resident's entry was corrected"),
    "resident.called": _("a resident was called"),
    "resident.moved": _("a resident moved within the community"),
    "resident.left": _("a resident moved away"),
    "resident.merged": _("two entries of one resident were merged"),
    "resident.parted": _("merged entries were parted again"),
}
