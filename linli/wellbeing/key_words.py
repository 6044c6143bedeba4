"""What the keys' page says after something was tried: the script finds the words by their code in the page."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "wrong_pass_phrase": _("This pass phrase does not open your key. Please look at capital letters and the keyboard."),
    "phrases_differ": _("The two pass phrases are not the same. Please type them again."),
    "too_weak": _("This pass phrase could be guessed. Please take a longer one: a whole sentence of your own."),
    "altered": _(
        "What the server sent does not fit together: a key was changed, or put in by somebody else. Nothing was done. "
        "Please call your colleagues and compare the numbers before you go on."
    ),
    "not_for_this_key": _(
        "What the server sent was not sealed to your key. Nothing was done. Please ask a colleague to let you in anew."
    ),
    "sheet_unreadable": _("There is a slip in group {group} of sheet {sheet}. Please compare it with the paper."),
    "sheet_same": _("This is the same sheet twice. Please take another one of the three."),
    "sheet_other": _(
        "These two sheets do not give the key in use: they are of an older key, or of two different printings."
    ),
    "begin_alone": _("Tick a colleague whose numbers you compared, or confirm that you begin alone."),
    "locked_again": _("Ten minutes without a touch: your key was closed again."),
    "offline": _("The server could not be reached. Nothing was changed; please try again."),
}
DONE = {
    "make": _("Your key is made. Keep the pass phrase in your head, or locked away."),
    "change": _("From now on the new pass phrase opens your key."),
    "first": _("The counsellors' key is made. Print the recovery sheets now."),
    "admit": _("They hold the key now, and can open what residents sent."),
    "renew": _(
        "The new key is in use, and the records are sealed to it. Old recovery sheets no longer help: print new ones."
    ),
    "rewrap": _("All records are sealed to the key in use."),
    "recover": _(
        "The key is back. Two people have seen two sheets together: make a new counsellors' key and new sheets soon."
    ),
    "anew": _("There is a new key. Print the recovery sheets now."),
    "sheets": _("Noted. Please give the three sheets to three people or places today."),
    "progress": _("Sealing anew: {done} records so far."),
}
