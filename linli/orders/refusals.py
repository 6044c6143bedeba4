"""What this app can refuse, and its words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Any] = {
    "orders.not_proposed": _("This restriction is not waiting for a second person any more. Nothing was changed."),
    "orders.not_in_force": _("This restriction is not in force. Nothing was changed."),
    "orders.kind_not_listed": _("The rules in force do not allow this kind of restriction. Nothing was changed."),
    "orders.no_rules": _("No rules are in force, so nobody can be restricted."),
    "orders.moved_away": _("This person does not live here any more. Nothing was changed."),
    "orders.evidence_missing": _("Say what it rests on: the kind of evidence, and where it can be found."),
    "orders.ends_in_the_past": _("The last day has passed already. Check the date."),
    "orders.too_long": _("At most %(days)s days are allowed for this. Choose an earlier last day."),
    "orders.under_already": _("This person is under such a restriction already. To make it longer, extend that one."),
    "orders.proposed_already": _("The same is proposed for this person already and waits for a second person."),
    "orders.not_longer": _("The new last day must lie after the present one."),
    "orders.own_proposal": _("You proposed this yourself: another person must confirm it."),
    "orders.proposal_lapsed": _("Nobody confirmed this in time, so it has lapsed. Propose it again if it is needed."),
    "orders.reason_missing": _("Say in a few words why: it is kept, and the resident reads it."),
}
