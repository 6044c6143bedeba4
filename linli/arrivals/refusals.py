"""What this app can refuse, and its words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Any] = {
    "arrivals.nobody_named": _("Say at least one person who returns."),
    "arrivals.name_missing": _("A name is missing. A surname is enough to begin with."),
    "arrivals.along_already": _("Somebody of this name is on the thread already."),
    "arrivals.source_unknown": _("Say who announced them."),
    "arrivals.moved_on": _("This thread has moved on meanwhile. Nothing was changed; look again."),
    "arrivals.over": _("This thread is closed. Nothing was changed."),
    "arrivals.step_unknown": _("This step is not known here. Nothing was changed."),
    "arrivals.same_thread": _("This is the same thread already."),
    "arrivals.nothing_to_call": _("No call is due here now. Nothing was changed."),
    "arrivals.nothing_seen": _("Tick at least one paper that you have seen."),
    "arrivals.way_missing": _("Where from, and how do they travel? Both are needed."),
    "arrivals.guardian_missing": _("There is a child under 14: first name a guardian who agrees."),
    "arrivals.guardian_elsewhere": _("A guardian must travel along or live in the home."),
    "arrivals.guardian_too_young": _("A guardian must be grown up."),
    "arrivals.guardian_apart": _("A child is not observed apart from the guardian. Name one who is in the home."),
    "arrivals.place_missing": _("Say where they are met: a gate, or a place."),
    "arrivals.in_the_past": _("This time has passed already. Check the date."),
    "arrivals.home_missing": _("Say first which home they come to."),
    "arrivals.consent_missing": _("Only with their consent another community is told. Ask them first."),
    "arrivals.community_missing": _("Say which community they belong to."),
    "arrivals.no_observation": _("The rules in force ask nobody who returns to be observed."),
    "arrivals.not_observed": _("Nobody is being observed here. Nothing was changed."),
    "arrivals.not_longer": _("The new last day must lie after the present one."),
    "arrivals.reason_missing": _("Say what it rests on: the household reads it."),
    "arrivals.said_too_often": _("That was a lot of news for one day. Please ring your worker."),
    "arrivals.when_unclear": _("“%(value)s” is no day that can be read; write it as 2020-04-09 15:30."),
    "arrivals.list_gone": _("This list is deleted. Please upload it again."),
    "arrivals.list_too_long": _("More than %(most)s rows. Please split the list."),
    "arrivals.observation_runs": _("The observation still runs. To end it earlier, lift the restriction and say why."),
}
