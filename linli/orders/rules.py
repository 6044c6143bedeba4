"""Whether a restriction binds, purely. Times are whole seconds since the epoch.

The last second of an order still belongs to it, as at the gate (``no_order``); the moment at which it is lifted, and
the moment at which rules lapse, no longer do.
"""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Bound:
    """An order: ``starts`` is when a second person confirmed it (None: nobody has), ``over`` when it was ended."""

    kind: str
    starts: int | None
    ends: int
    over: int | None = None


@dataclass(frozen=True)
class Terms:
    """Of the rules in force at a moment: the kinds of order they list, and when they lapse."""

    kinds: Collection[str]
    lapses: int


def holds(order: Bound, terms: Terms | None, at: int) -> bool:
    """Whether ``order`` binds at ``at`` under the rules of that moment (None: there are none)."""
    if order.starts is None or at < order.starts or (order.over is not None and at >= order.over):
        return False
    return why_over(order, terms, at) == ""


def why_over(order: Bound, terms: Terms | None, at: int) -> str:
    """Why an order that nobody ended has lapsed at ``at``: ``end``, ``rules`` (none in force), ``phase`` (its kind is
    no longer listed); "" while it lasts.
    """
    if at > order.ends:
        return "end"
    if terms is None or at >= terms.lapses:
        return "rules"
    return "" if order.kind in terms.kinds else "phase"


def until(order: Bound, terms: Terms) -> int:
    """The last second on which it binds as far as is known: the earliest of its ends."""
    return min(order.ends, terms.lapses - 1)
