"""How long the counts of stocks and the looks at shops are kept."""

from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep

KEEPING = [
    Keep(
        "shops.Count",
        ("by",),
        days=60,
        most=180,
        after="at",
        how="delete",
        what=_("counts of what there is, and who counted"),
        since=_("after the count"),
        reason=_("so that it can be seen whether there is more or less"),
    ),
    Keep(
        "shops.ShopCheck",
        ("words", "by"),
        days=180,
        most=365,
        after="at",
        how="delete",
        what=_("inspections of shops, and who inspected"),
        since=_("after the inspection"),
        reason=_("so that it can be shown why a shop was let open"),
    ),
]
