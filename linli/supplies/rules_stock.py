"""What of an order is promised and what waits, purely. The caller holds the round's lock.

Invariant: while anything of some goods is free, nobody waits for it.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """What a household has of some goods: promised units, and units it waits for."""

    promised: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Waiter:
    """Somebody who waits, in the order in which they began to."""

    key: Hashable
    units: int


def grant(wanted: int, held: Held, free: int | None) -> Held:
    """What a wish for ``wanted`` units in all becomes, when ``free`` units are nobody's (None: no end of them)."""
    if wanted < 0 or (free is not None and free < 0):
        raise ValueError(wanted)
    promised = wanted if free is None else min(wanted, held.promised + free)
    return Held(promised, wanted - promised)


def promote(free: int | None, queue: Sequence[Waiter]) -> dict[Hashable, int]:
    """Who of those who wait gets how much of what has become free: first come, first served, parts too."""
    given: dict[Hashable, int] = {}
    left = free
    for one in queue:
        units = one.units if left is None else min(one.units, left)
        if units:
            given[one.key] = units
        if left is not None:
            left -= units
    return given
