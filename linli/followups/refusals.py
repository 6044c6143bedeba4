"""What this app can refuse, and its words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "followups.not_open": _("Somebody has already answered or closed this. Nothing was changed; look again."),
    "followups.nobody": _("Nobody in this community can take this on: give somebody a role first."),
    "followups.handed_over_meanwhile": _("This was closed or handed to somebody else meanwhile. Nothing was changed."),
    "followups.asked_themselves": _("Nobody signs what they put forward themselves. Hand it to somebody else."),
    "followups.text_missing": _("Say it in a few words, please. Nothing was changed."),
    "followups.outcome_unknown": _("Reached or not reached? Please tap one of the two. Nothing was changed."),
    "followups.nobody_else": _("Nobody else is there to take it on, so it stays with you. Please ring the office."),
    "followups.too_late": _("This can no longer be taken back. Nothing was changed."),
    "followups.settled_elsewhere": _("This ends with the decision on its own page. Please open that page."),
    "followups.to_oneself": _("Choose somebody else to hand over to. Nothing was changed."),
    "followups.nothing_to_hand_over": _("Tick what you hand over, or leave a note. Nothing was changed."),
    "followups.offered_meanwhile": _("You have just handed over on another phone. Look again; nothing was doubled."),
    "followups.not_offered": _("This hand-over has been taken, declined or taken back meanwhile. Nothing was changed."),
    "followups.not_yours": _("This hand-over is between two other people. Nothing was changed."),
}
