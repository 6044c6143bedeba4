"""How long notes on open matters are kept."""

from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep

KEEPING = [
    Keep(
        "followups.FollowUp",
        ("note", "words"),
        days=30,
        most=180,
        after="closed_at",
        how="erase",
        what=_("notes on matters that somebody saw to, and the words they began with"),
        since=_("after the matter was closed"),
        reason=_("so that the next shift knows what came of it"),
    ),
]
