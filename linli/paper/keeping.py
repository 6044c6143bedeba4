"""How long typed rows are kept: the crossings that they became have their own rule."""

from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep

KEEPING = [
    Keep(
        "paper.Entry",
        ("text", "crossing"),
        days=14,
        most=30,
        after="typed_at",
        how="delete",
        what=_("rows of paper registers as they were typed"),
        since=_("after they were typed"),
        reason=_("so that a typing mistake can be looked up as long as its crossing is kept"),
    ),
]
