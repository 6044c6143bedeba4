"""What this app writes into the journal, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Any] = {
    "arrival.announced": _("people who return were announced"),
    "arrival.settled": _("the home of people who return was named"),
    "arrival.joined": _("two announcements of the same people were joined"),
    "arrival.assigned": _("people who return were given to a worker"),
    "arrival.linked": _("a link for people who return was made"),
    "arrival.added": _("one more person comes along"),
    "arrival.contacted": _("people who return were reached"),
    "arrival.missed": _("a call to people who return was not answered"),
    "arrival.declared": _("people who return said when and how they come"),
    "arrival.verified": _("papers of people who return were seen"),
    "arrival.planned": _("a meeting with people who return was agreed"),
    "arrival.met": _("people who return were met"),
    "arrival.home": _("people who return were brought home"),
    "arrival.told": _("a household was told that its people are home"),
    "arrival.observing": _("observation of people who returned was proposed"),
    "arrival.observed": _("observation of people who returned began"),
    "arrival.checked": _("people under observation were reached"),
    "arrival.fever_told": _("a fever was handed over"),
    "arrival.extended": _("a longer observation was proposed"),
    "arrival.released": _("people who returned were released"),
    "arrival.not_coming": _("people do not come after all"),
    "arrival.handed_on": _("people who return were handed to another community, with consent"),
    "arrival.ended": _("a thread ended, because nobody is left on it"),
    "arrival_list.received": _("a list of people who return was brought in"),
    "traveller.guarded": _("a guardian of a child who returns was named, and agreed"),
    "traveller.chose": _("somebody said how they would rather be reached"),
    "traveller.left": _("somebody was taken off a thread"),
}
