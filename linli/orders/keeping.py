"""How long restrictions on people are kept after they are over."""

from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep

KEEPING = [
    Keep(
        "orders.Order",
        ("evidence", "reference", "reason", "resident", "kind"),
        days=30,
        most=90,
        after="over_at",
        how="delete",
        what=_("restrictions on a person, with what they rested on"),
        since=_("after they ended"),
        reason=_("so that the person can object, and be answered"),
    ),
]
