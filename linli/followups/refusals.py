"""What this app can refuse, and its words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "followups.not_open": _("Somebody has already answered or closed this. Nothing was changed; look again."),
    "followups.nobody": _("Nobody in this community can take this on: give somebody a role first."),
    "followups.handed_over_meanwhile": _("This was closed or handed to somebody else meanwhile. Nothing was changed."),
}
