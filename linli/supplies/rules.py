"""Money of a round, purely: what each line costs before and after the goods came. Decimal, never float.

The sum over households and the sum over goods are two ways through the same lines, so they are always equal;
``tests/test_rules.py`` says so of any lines.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

ZERO = Decimal("0.00")
FEN = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """What one household ordered of one kind of goods, and as far as known what it got.

    ``got`` is None before the goods were shared out; ``instead``: units of another kind in their place, which never
    cost more than what was ordered; ``spoiled``: units that were handed out and found spoiled afterwards.
    """

    household: Any
    goods: Any
    ordered: int
    price: Decimal
    got: int | None = None
    instead: int = 0
    instead_price: Decimal = ZERO
    spoiled: int = 0

    @property
    def units(self) -> int:
        """What is paid for at the price that was ordered."""
        return (self.ordered if self.got is None else self.got) - self.spoiled

    @property
    def cost(self) -> Decimal:
        return self.units * self.price + self.instead * min(self.price, self.instead_price)


def total(lines: Iterable[Line]) -> Decimal:
    return sum((line.cost for line in lines), ZERO)


def by_household(lines: Iterable[Line]) -> dict[Any, Decimal]:
    sums: dict[Any, Decimal] = {}
    for line in lines:
        sums[line.household] = sums.get(line.household, ZERO) + line.cost
    return sums


def by_goods(lines: Iterable[Line]) -> dict[Any, Decimal]:
    """What the supplier is owed for each kind of goods."""
    sums: dict[Any, Decimal] = {}
    for line in lines:
        sums[line.goods] = sums.get(line.goods, ZERO) + line.cost
    return sums


@dataclass(frozen=True)
class Balance:
    """Where one household stands: owed, paid, given back."""

    owed: Decimal
    paid: Decimal = ZERO
    returned: Decimal = ZERO

    @property
    def open(self) -> Decimal:
        """What is still to be paid; never below zero."""
        return max(self.owed - self.paid + self.returned, ZERO)

    @property
    def back(self) -> Decimal:
        """What is still to be given back; never below zero."""
        return max(self.paid - self.returned - self.owed, ZERO)


def packs(units: int, pack: int) -> tuple[int, int]:
    """Whole packs and loose units of the supplier: 65 eggs at 30 a tray are two trays and five."""
    return divmod(units, pack) if pack > 1 else (0, units)
