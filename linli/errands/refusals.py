"""What this app can refuse, and its words."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "errands.not_asked": _("Somebody else was faster: this errand is in good hands. Nothing was changed."),
    "errands.not_accepted": _("This errand stands somewhere else by now. Nothing was changed; look again."),
    "errands.not_collected": _("This errand stands somewhere else by now. Nothing was changed; look again."),
    "errands.not_delivered": _("This errand has not reached the door yet. Nothing was changed."),
    "errands.not_given": _("This bag is not with a runner any more. Nothing was changed; look again."),
    "errands.not_open": _("This trip is over. Nothing was changed."),
    "errands.nobody_meant": _("For whom is it? Choose the person or the room first."),
    "errands.kind_unknown": _("Choose what kind of errand it is."),
    "errands.what_missing": _("Say in a few words what is needed."),
    "errands.money_wrong": _("Write the amount in yuan, such as 50 or 12.50."),
    "errands.not_yours": _("Somebody else does this errand. Nothing was changed."),
    "errands.cannot_run": _("This person holds no post here with which one does errands."),
    "errands.own_errand": _("This is for your own home; somebody else brings it."),
    "errands.stairs_taken": _("Somebody goes up these stairs already. The office can add this to their walk."),
    "errands.offered_to_another": _("Somebody else is being asked. The office can give it to you."),
    "errands.reason_missing": _("Say in a few words why, so that the next one knows."),
    "errands.bought_already": _("It has been bought already. Let it be brought; the money is settled at the door."),
    "errands.receipt_missing": _("Write what it cost. Without a receipt say why in the note."),
    "errands.not_a_picture": _("This file is not a picture that can be read (JPEG, PNG or WebP, at most 8 MB)."),
    "errands.bag_still_out": _("The card is still with you. Give the sealed bag back first."),
    "errands.bag_number_wrong": _("A bag's number has up to six digits, and each bag has its own."),
    "errands.bag_number_taken": _("Bag %(number)s is out already. Take another bag."),
    "errands.change_differs": _("The change should be ¥%(amount)s. Count again, or say in the note why it differs."),
    "errands.trip_empty": _("Choose at least one errand that is yours and not yet bought."),
    "errands.counted_already": _("This runner's day has been counted already."),
}
