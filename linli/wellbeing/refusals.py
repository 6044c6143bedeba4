"""Everything this app can refuse with, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Any] = {
    "wellbeing.key_unreadable": _("The browser sent a key that cannot be one. Nothing was changed; please try again."),
    "wellbeing.key_ended": _("This person's key has ended meanwhile. Nothing was changed; please look again."),
    "wellbeing.group_is_held": _(
        "The counsellors have a key already, and somebody holds it. Ask them to let you in; nothing was changed."
    ),
    "wellbeing.not_held": _("Only somebody who holds the counsellors' key can do this. Nothing was changed."),
    "wellbeing.own_wrap_missing": _(
        "Whoever makes the counsellors' key must hold it too. Nothing was changed; please try again."
    ),
    "wellbeing.licence_missing": _("Say who granted the licence, with its number or date. Nothing was brought in."),
    "wellbeing.scale_unreadable": _("This file is no scale: %(problem)s. Nothing was brought in."),
    "wellbeing.scale_wrong": _(
        "Something in this file is not right: %(problem)s (and %(more)s more). Nothing was brought in."
    ),
    "wellbeing.scale_is_ours": _("%(name)s comes with Linli already. Give your file another id."),
    "wellbeing.scale_there_already": _("%(name)s %(version)s is offered already. A changed file needs a new version."),
    "wellbeing.scale_withdrawn": _("This scale was withdrawn already. Nothing was changed."),
    "wellbeing.no_such_scale": _("This scale is not offered here. Nothing was changed."),
    "wellbeing.cutoff_unknown": _("Choose one of the cut-offs on the list. Nothing was changed."),
    "wellbeing.cutoff_out_of_reach": _("No total of this scale reaches that number. Nothing was changed."),
    "wellbeing.citation_missing": _("A cut-off of your own needs its source: it stands in every result."),
    "wellbeing.unreadable": _("This could not be read. Nothing was changed."),
    "wellbeing.other_bytes": _("Something else was already sent under this number. Nothing was changed."),
    "wellbeing.not_padded": _("This was not sealed as agreed. Nothing was kept."),
    "wellbeing.key_retired": _("The counsellors have a new key. Your phone seals it anew and sends it again."),
    "wellbeing.too_many_at_once": _("Many people write at this moment. Yours is safe on the phone and is sent soon."),
    "wellbeing.not_yours": _("A colleague looks after this. Ask them, or break the glass together in danger to life."),
    "wellbeing.claimed": _("A colleague took this on just before you."),
    "wellbeing.closed": _("This is closed already. Nothing was changed."),
    "wellbeing.not_closed": _("Close it first; then its key can be destroyed."),
    "wellbeing.destroyed": _("The key of this record was destroyed. Nobody can read it any more."),
    "wellbeing.newer_entries": _("A colleague wrote meanwhile. Read it, then decide."),
    "wellbeing.reason_missing": _("Say why there is danger to life."),
    "wellbeing.glass_open": _("You may read this already."),
    "wellbeing.glass_lapsed": _("This request was answered or has lapsed. Ask anew if the danger remains."),
    "wellbeing.same_person": _("A second counsellor must confirm this."),
    "wellbeing.reply_unclear": _("This line could not be left. Nothing was sent."),
    "wellbeing.slot_unknown": _("This time cannot be booked. Please choose another."),
    "wellbeing.slot_taken": _("Somebody took the last place just now. Please choose another time."),
    "wellbeing.room_exists": _("There is a room called %(name)s already."),
    "wellbeing.hours_unclear": _("Check these hours: a talk lasts 10 to 240 minutes and must fit in."),
    "wellbeing.hours_overlap": _("These hours overlap with others of this room."),
    "wellbeing.days_unclear": _("Choose days that are over, the first before the last."),
    "wellbeing.days_overlap": _("Numbers of some of these days are published already; their difference would tell."),
    "wellbeing.table_unclear": _("These numbers do not add up. Nothing was published."),
    "wellbeing.table_tells": _("A number below ten shows or can be worked out. Nothing was published."),
    "wellbeing.help_unclear": _("Say in plain words what is needed. Nothing was passed on."),
    "wellbeing.room_unknown": _("There is no such room, or nobody lives there. Nothing was passed on."),
    "wellbeing.who_unclear": _("Several people live there, or nobody of that name: say who. Nothing was passed on."),
    "wellbeing.room_unclear": _("Several rooms fit. Write building, stair and room, like 3-2-502."),
}
