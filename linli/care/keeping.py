"""How long this app keeps what it knows: of signs only the newest, of visits and deaths a while."""

from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep

KEEPING = [
    Keep(
        "care.Silence",
        ("resident",),
        days=30,
        most=90,
        after="settled_at",
        how="delete",
        what=_("knocks after a long silence, and what came of them"),
        since=_("after they were settled"),
        reason=_("so that the next shift knows what came of it"),
    ),
    Keep(
        "care.OptOut",
        ("told_to",),
        days=30,
        most=90,
        after="ended_at",
        how="delete",
        what=_("that somebody did not want to be looked out for"),
        since=_("after they wanted it again"),
        reason=_("so that their word can be shown"),
    ),
    Keep(
        "care.Death",
        ("told_by",),
        days=90,
        most=180,
        after="created_at",
        how="erase",
        what=_("who told us of a death"),
        since=_("after it was written down"),
        reason=_("so that a mistake can be put right"),
    ),
]
