"""What a worker reads about a thread: the one next step, and why."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# step -> (what to do, what helps with it)
NEXT: dict[str, tuple[Any, Any]] = {
    "call": (_("Ring them"), _("Say who you are and that you will meet them. Ask when they come, where from and how.")),
    "verify": (
        _("Look at their papers"),
        _("A picture or a video call is enough. Only that you saw it is kept, never what it said."),
    ),
    "plan": (_("Agree where you meet"), _("Tell them to wear a mask and to have their papers at hand.")),
    "meet": (_("Meet them"), _("The gate takes the temperature; its record belongs to this thread.")),
    "where": (_("Ask where they are"), _("They should be here by now.")),
    "bring_in": (_("Bring them home"), _("Ask what they need for the next days.")),
    "tell": (_("Tell the household"), _("They are home: who they are with should hear it from you.")),
    "observe": (
        _("Propose the observation"),
        _("Another person confirms it; until then it binds nobody. Being observed is not being a case."),
    ),
    "check": (_("Ask how they are"), _("And whether they need anything.")),
    "release": (_("Say that it is over"), _("Bring the printed note, and thank them.")),
}
BAR = ("announced", "contacted", "verified", "planned", "met", "home", "observed", "released")
MISSABLE = ("call", "verify", "plan", "where", "tell", "check")


def when(arrival: Any) -> list[str]:
    """The moment that matters now: until when, where and when they are met, when they are expected."""
    if arrival.status == "observed" and arrival.until:
        return [gettext("until %(end)s") % {"end": date_format(localtime(arrival.until), "n-j")}]
    if arrival.coming and arrival.meet_at:
        return [f"{date_format(localtime(arrival.meet_at), 'n-j H:i')} {arrival.gate or arrival.place}"]
    if arrival.coming and arrival.expected_at:
        return [gettext("expected %(at)s") % {"at": date_format(localtime(arrival.expected_at), "n-j H:i")}]
    return []


def journey(arrival: Any) -> list[str]:
    """What is known of the way here, piece by piece."""
    return [one for one in (str(arrival.origin), arrival.get_transport_display(), str(arrival.vehicle)) if one]


def bar(arrival: Any, observes: bool) -> list[tuple[Any, str]]:
    """The steps of a thread: its word, and ok (done), at (next), or nothing; observation only where there is one."""
    shown = [one for one in BAR if one != "observed" or observes or arrival.until]
    labels = dict(arrival.Status.choices)
    here = shown.index(arrival.status) if arrival.status in shown else -1
    if here < 0:  # closed in another way: nothing is ahead
        return [(labels[arrival.status], "ok")]
    return [
        (labels[one], "ok" if number <= here else "at" if number == here + 1 else "")
        for number, one in enumerate(shown)
    ]
