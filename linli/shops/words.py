"""The board in words: nobody has to read a number to know whether there is enough."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from linli.shops import rules
from linli.shops.models import Shop, Stock

STALE_HOURS = 48
LEVEL = {
    "plentiful": (gettext_lazy("plentiful"), "done"),
    "short": (gettext_lazy("short"), "soon"),
    "none": (gettext_lazy("none left"), "now"),
}
TREND = {
    "up": gettext_lazy("more than before"),
    "down": gettext_lazy("less than before"),
    "steady": gettext_lazy("as much as before"),
    "new": gettext_lazy("counted once"),
}
TONE = {"open": "done", "inspected": "soon", "closed": ""}


def stock(row: Stock, at: datetime) -> dict[str, Any]:
    """One line of the board."""
    now = int(at.timestamp())
    level, tone = LEVEL[row.level]
    return {
        "row": row,
        "level": level,
        "tone": tone,
        "amount": f"{row.quantity.normalize():f} {row.unit}",
        "trend": TREND[row.trend()],
        "fresh": _fresh(row, now),
        "stale": rules.stale(int(row.confirmed_at.timestamp()), now, STALE_HOURS),
    }


def shop(row: Shop, at: datetime) -> dict[str, Any]:
    """One shop; ``hindrance``: in words why it may not be open, also while it still is."""
    from linli.shops.refusals import REFUSALS

    why = row.hindrance(at)
    return {
        "row": row,
        "tone": TONE[row.status],
        "hindrance": REFUSALS[why] if why else "",
        "stale": rules.stale(int(row.confirmed_at.timestamp()), int(at.timestamp()), STALE_HOURS),
    }


def _fresh(row: Stock, now: int) -> str:
    if row.fresh_until is None or row.quantity <= 0:
        return ""
    hours = rules.hours_left(int(row.fresh_until.timestamp()), now)
    if not hours:
        return _("no longer fresh")
    if hours >= 48:
        return ngettext("fresh for %(n)s day", "fresh for %(n)s days", hours // 24) % {"n": hours // 24}
    return ngettext("fresh for %(n)s hour", "fresh for %(n)s hours", hours) % {"n": hours}


def board(at: datetime) -> dict[str, Any]:
    """``stocks``: (kind, its lines); ``shops``. In the community's scope."""
    rows = Stock.objects.filter(removed_at=None).prefetch_related("counts").order_by("title")
    kinds: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        kinds.setdefault(row.kind, []).append(stock(row, at))
    shops = Shop.objects.prefetch_related("checks").order_by("kind", "title")
    return {
        "stocks": [(label, kinds[kind]) for kind, label in Stock.Kind.choices if kind in kinds],
        "shops": [shop(one, at) for one in shops],
        "nothing": _("Nothing is on the board yet"),
    }
