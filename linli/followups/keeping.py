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
    Keep(
        "followups.Remark",
        ("text",),
        days=30,
        most=180,
        after="matter__closed_at",
        how="erase",
        what=_("what was noted on the way"),
        since=_("after the matter was closed"),
        reason=_("so that the next shift knows what came of it"),
    ),
    Keep(
        "followups.Handover",
        ("note",),
        days=30,
        most=180,
        after="created_at",
        how="erase",
        what=_("notes from one shift to the next"),
        since=_("after they were written"),
        reason=_("so that the next shift knows what came of it"),
    ),
]
