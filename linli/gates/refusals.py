"""What this app can refuse, and its words. What a gate says to a person stands in protocol/gate/words.json."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "gates.no_key": _("This community has no key to sign passes with. Make one on the keys page first."),
    "gates.pass_for_nobody": _("A pass needs a resident or a household."),
    "gates.holder_missing": _("Whose pass is it? Write the name of the person who comes."),
    "gates.hours_wrong": _("Hours need a beginning and an end that differ, or leave both empty."),
    "gates.too_many_people": _("Up to %(most)s people come with one pass."),
    "gates.visit_too_far": _("Announce a visit for a time from now on, at most a week ahead."),
    "gates.too_many_visits": _("Up to %(most)s visits can stand at a time. Take one back first."),
    "gates.visits_closed": _(
        "No visits from outside for now, by the rules in force. If it cannot wait, ask your grid worker."
    ),
    "gates.visits_not_needed": _("Nobody has to announce a visit for now: visitors just come."),
    "gates.ends_before_it_starts": _("The end lies before the start. Choose a later end."),
    "gates.pass_already_void": _("This pass is already void."),
    "gates.permit_already_revoked": _("This permit has already been taken back."),
    "gates.device_already_revoked": _("This device has already been revoked."),
    "gates.enrolment_used_or_old": _(
        "This enrolment code was used or is older than 15 minutes. Ask the office to show a new one."
    ),
    "gates.pin_too_simple": _("A PIN has 4 to 8 digits, not all the same."),
    "gates.pin_wrong": _("No guard of this community has this PIN. Try again, or ask the office."),
    "gates.pin_locked": _("Too many wrong PINs. Wait five minutes, or ask the office for a new PIN."),
    "gates.pin_shared": _("Two guards have this PIN. Choose your name first."),
    "gates.already_annulled": _("This crossing counts no longer already. Nothing was changed."),
    "gates.crossing_did_not_happen": _("Nobody went through here, so there is nothing to take back."),
    "gates.crossing_is_a_fact": _("A crossing is a fact: it is kept as it was written."),
    "gates.device_unknown": _("This device is not enrolled here. Scan an enrolment code from the office."),
    "gates.device_revoked": _("This device was revoked by the office. Nothing on it is lost; ask the office."),
    "gates.body_unreadable": _("The message could not be read as JSON. Nothing was stored; send it again."),
    "gates.body_too_large": _("The message is too large. Send fewer items at once; nothing was stored."),
    "gates.body_wrong": _("The message does not have the agreed shape: %(where)s. Nothing was stored."),
    "gates.gate_exists": _("This compound has a gate named “%(name)s” already. A closed one can be opened again."),
    "gates.gate_closed_already": _("This gate is closed already. Nothing was changed."),
    "gates.gate_open_already": _("This gate is open already. Nothing was changed."),
    "gates.prepared_nobody": _("Please tick who is going. Nothing was sent."),
    "gates.prepared_too_many": _("Up to %(most)s people go together. The others can go right after them."),
    "gates.prepared_too_often": _(
        "This phone has said so many times in the last half hour. Tell the guard your room number: that works as well."
    ),
    "gates.gate_unknown": _("This community has no such gate."),
    "gates.trust_unreadable": _("This trust list could not be read: %(where)s. Nothing was changed."),
    "gates.not_active": _("This key is no longer in use. Nothing was changed."),
    "gates.not_open": _("This enrolment code was used or is older than 15 minutes. Ask the office to show a new one."),
}
