"""How long is kept who returned, from where, and what was done for them."""

from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep

KEEPING = [
    Keep(
        "arrivals.Step",
        ("note",),
        days=30,
        most=90,
        after="arrival__over_at",
        how="delete",
        what=_("the steps of people who returned: what was done, by whom, when"),
        since=_("after the thread was closed"),
        reason=_("so that they can ask what was done, and be answered"),
    ),
    Keep(
        "arrivals.Traveller",
        ("name", "birth_year", "phone", "phone_index"),
        days=30,
        most=90,
        after="arrival__over_at",
        how="delete",
        what=_("who returned"),
        since=_("after the thread was closed"),
        reason=_("so that they can ask what was done, and be answered"),
    ),
    Keep(
        "arrivals.ArrivalList",
        ("filename", "content"),
        days=1,
        most=7,
        after="created_at",
        how="delete",
        what=_("lists of people who return, from upper offices"),
        since=_("after they were brought in"),
        reason=_("so that rows that could not be taken can be corrected"),
    ),
    Keep(
        "arrivals.Arrival",
        ("room", "told_by", "origin", "vehicle", "place", "handed_to"),
        days=30,
        most=90,
        after="over_at",
        how="delete",
        what=_("where people returned from, how they travelled, where they were met"),
        since=_("after the thread was closed"),
        reason=_("so that they can ask what was done, and be answered"),
    ),
]
