"""Every code with which this app says no, and its words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Any] = {
    "situation.not_valid": _("These rules are not complete, or contradict themselves. Nothing was published."),
    "situation.examples_fail": _("Not every example comes out as written. Nothing was published."),
    "situation.lapses_before_start": _("The rules would lapse before they begin. Choose a later end."),
    "situation.own_proposal": _("You put these rules forward yourself. Restrictions need a second person."),
    "situation.lapsed_while_waiting": _("The end of these rules has passed while they waited. Put them forward anew."),
    "situation.not_proposed": _("Somebody else has already confirmed or withdrawn these rules. Nothing was changed."),
    "situation.withdrawal_restricts": _(
        "Without these rules stricter ones would hold. Put the stricter ones forward; a second person confirms them."
    ),
    "situation.not_in_force": _("These rules do not hold any more. Nothing was changed."),
    "situation.too_late_to_undo": _("The rules before can be brought back within 24 hours. Publish them anew instead."),
    "situation.version_is_fixed": _("A published version never changes. Publish a new one."),
}
