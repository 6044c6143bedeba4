"""How long the replies of the box are kept."""

from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep

KEEPING = [
    Keep(
        "sentences.Intake",
        ("replies",),
        days=2,
        after="created_at",
        how="delete",
        what=_("replies to sentences that were taken on"),
        since=_("after they were written"),
        reason=_("so that they can be copied back once more"),
    ),
]
