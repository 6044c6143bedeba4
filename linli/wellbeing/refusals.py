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
}
