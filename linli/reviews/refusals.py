"""What this app can refuse, and its words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "reviews.not_reviewable": _("In an emergency everybody passes at once; there is nothing here to review."),
    "reviews.way_unknown": _("Please choose how they asked: at the desk, by telephone, or on paper."),
    "reviews.already_asked": _("A review of this is already under way. It stands under “My reviews”."),
    "reviews.new_grounds": _("This was answered. To ask again, please write what is new."),
    "reviews.asked_often": _(
        "This was reviewed %(times)s times, each time by somebody else. The district can be asked beyond that."
    ),
    "reviews.own_decision": _(
        "You took part in this decision, or answered an earlier review of it. Somebody else has to answer."
    ),
    "reviews.words_missing": _("Please write a sentence: the resident reads it."),
    "reviews.correction_missing": _("Choose what is put right, so that the correction has an effect."),
    "reviews.correction_gone": _("This can no longer be put right in that way. Nothing was changed; choose anew."),
    "reviews.not_yours_to_lift": _(
        "Only somebody of the office who may confirm restrictions can lift one. Leave it open: it goes to them."
    ),
    "reviews.not_asked": _("This review was already answered or withdrawn. Nothing was changed; look again."),
}
