"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "counsellor_key.made": _("a counsellor made a key of their own"),
    "counsellor_key.relocked": _("a counsellor chose another pass phrase"),
    "counsellor_key.ended": _("a counsellor's key ended"),
    "group_key.made": _("the counsellors' key was made"),
    "group_key.renewed": _("the counsellors' key was replaced by a new one"),
    "group_key.wrapped": _("another counsellor was given the counsellors' key"),
    "group_key.recovered": _("the counsellors' key was recovered from paper sheets"),
    "group_key.sheets_printed": _("recovery sheets of the counsellors' key were printed"),
    "scale.imported": _("a scale was brought in under the site's own licence"),
    "scale.withdrawn": _("a scale that had been brought in was withdrawn"),
    "scale.cutoff_chosen": _("the cut-off of a scale was chosen"),
}
