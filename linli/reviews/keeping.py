"""How long reviews are kept."""

from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep

KEEPING = [
    Keep(
        "reviews.Review",
        ("said", "words"),
        days=30,
        most=180,
        after="ended_at",
        how="delete",
        what=_("reviews of decisions, with question and answer"),
        since=_("after they were answered or withdrawn"),
        reason=_("so that both sides can read what was said, and ask again"),
    ),
]
