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
}
